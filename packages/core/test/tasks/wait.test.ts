import { describe, expect, it } from "vitest";
import { isHuntError, type Clock, type HuntClient, type HuntClientOptions } from "../../src/index.js";
import { HuntTaskError } from "../../src/errors/any-hunt-error.js";
import { createVirtualClock } from "@huntkit/testing";
import type { FinishedTask } from "../../src/tasks/task-state.js";
import { type TaskProgress, waitForTask, type WaitOptions } from "../../src/tasks/wait-for-task.js";
import { clientOf, errorOf, holdTimers, serve, useSandbox, waitForRequests } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });

/** A client whose sleeps move the sandbox's clock, and what is needed to wait for a task with it. */
function start(options: Partial<HuntClientOptions> = {}) {
  const clock = createVirtualClock(sandbox().clock);
  const client = clientOf(sandbox().url, {
    token: sandbox().tokens.admin,
    clock,
    retry: { retries: 0 },
    ...options,
  });
  return {
    clock,
    client,
    wait: (id: string, how?: WaitOptions): Promise<FinishedTask> => waitForTask(client, id, how),
  };
}

/** Starts a scan of a target group, which takes 20 seconds of the sandbox's time. */
async function startScan(client: HuntClient): Promise<string> {
  const target = sandbox().records("Targets")[0]!;
  return (await client.targets.scan(target.id, { process: true })).userTaskId;
}

const statusOf = (id: string) =>
  sandbox()
    .records("userTasks")
    .find((task) => task.id === id)!["status"];
const looks = () =>
  sandbox().requests.filter(({ method, path }) => method === "GET" && /userTasks\//i.test(path)).length;
const cancels = () => sandbox().requests.filter(({ path }) => path.endsWith("/cancel")).length;

describe("waiting for a task", () => {
  it("ends with the finished task and the id of its scan", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    const task = await wait(id);
    expect(task).toMatchObject({ id, status: "Completed", progress: 100, data: { scanId: task.scanId } });
    expect((await client.scans.get(task.scanId!)).id).toBe(task.scanId);
  });

  it("looks soon and then less and less often, up to pollIntervalMs", async () => {
    const { clock, client, wait } = start();
    await wait(await startScan(client), { pollIntervalMs: 2_000 });
    expect(clock.sleeps.slice(0, 6)).toEqual([500, 750, 1_125, 1_687.5, 2_000, 2_000]);
  });

  it("begins no slower than pollIntervalMs", async () => {
    const { clock, client, wait } = start();
    await wait(await startScan(client), { pollIntervalMs: 200 });
    expect(new Set(clock.sleeps)).toEqual(new Set([200]));
  });

  it("tells the progress once for each change, from the first look to the last", async () => {
    const { client, wait } = start();
    const told: TaskProgress[] = [];
    const id = await startScan(client);
    await wait(id, { pollIntervalMs: 100, onProgress: (progress) => void told.push(progress) });
    const states = told.map(({ progress, status, message }) => JSON.stringify([progress, status, message]));
    expect(new Set(states).size).toBe(told.length);
    expect(told.length).toBeLessThan(looks());
    expect(told[0]).toMatchObject({ progress: 0, status: "Active" });
    expect(told.at(-1)).toMatchObject({ progress: 100, status: "Completed", message: expect.any(String) });
    expect(told.at(-1)!.elapsedMs).toBeGreaterThan(19_000);
  });

  it("ends with what its listener throws", async () => {
    const { client, wait } = start();
    const bug = new Error("a bug of the listener's");
    const waiting = wait(await startScan(client), {
      cancelOnAbort: true,
      onProgress: () => {
        throw bug;
      },
    });
    await expect(waiting).rejects.toBe(bug);
    expect(cancels()).toBe(0);
  });

  it("ends at once for a task that has ended already, whatever HUNT calls that", async () => {
    const { client, wait, clock } = start();
    const { id } = await client.userTasks.create({
      name: "Long ago",
      status: "Expired",
      endedOn: "2026-02-01T00:00:00.000Z",
    });
    expect(await wait(id)).toMatchObject({ id, status: "Expired", scanId: null });
    expect(clock.sleeps).toEqual([]);
  });

  it("goes on while a status is unknown and nothing has ended", async () => {
    const { client, wait } = start();
    const { id } = await client.userTasks.create({ name: "Strange", status: "Pondering" });
    expect(await errorOf(wait(id, { timeoutMs: 60_000 }))).toMatchObject({
      code: "HUNT_TASK",
      problem: "timeout",
      task: { status: "Pondering" },
    });
  });

  it("ends by the status as well, where the time of the end is missing", async () => {
    const { client, wait } = start();
    const { id } = await client.userTasks.create({
      name: "Done",
      status: "Completed",
      data: { scanId: "s-1" },
    });
    expect((await client.userTasks.get(id)).endedOn ?? null).toBeNull();
    expect(await wait(id)).toMatchObject({ id, scanId: "s-1" });
  });
});

describe("a task that comes to no good end", () => {
  it.each([
    ["Failed", "failed", "it failed"],
    ["failed", "failed", "it failed"],
    ["Error", "failed", "it failed"],
    ["canceled", "cancelled", "it was cancelled"],
    ["Cancelled", "cancelled", "it was cancelled"],
  ])("(%s) is an error that holds it", async (status, problem, sentence) => {
    const { client, wait } = start();
    const { id } = await client.userTasks.create({
      name: "Scan of Berlin",
      status,
      message: "No host\nanswered",
    });
    const error = await errorOf(wait(id));
    expect(error).toBeInstanceOf(HuntTaskError);
    expect(error).toMatchObject({ code: "HUNT_TASK", problem, task: { id, status } });
    expect(error.message).toBe(`task ${id} (Scan of Berlin): ${sentence}: No host\\nanswered.`);
    expect(error.toJSON()).toMatchObject({ code: "HUNT_TASK", problem, task: { id } });
    expect(isHuntError(error) && error.code === "HUNT_TASK" && error.problem).toBe(problem);
  });

  it("is seen when somebody cancels it meanwhile", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    const cancelling: Promise<void>[] = [];
    const onProgress = ({ progress, status }: TaskProgress) =>
      void (status === "Active" && progress! > 50 && cancelling.push(client.userTasks.cancel(id)));
    expect(await errorOf(wait(id, { onProgress, pollIntervalMs: 200 }))).toMatchObject({
      problem: "cancelled",
      task: { id },
    });
    await Promise.all(cancelling);
  });

  it("that nobody knows is a plain error, and not waited for", async () => {
    const { wait, clock } = start();
    const error = await errorOf(wait("6f1f6f7e-0000-4000-8000-000000000001"));
    expect(error).toMatchObject({ code: "HUNT_NOT_FOUND", loopbackCode: "MODEL_NOT_FOUND", status: 404 });
    expect(error.message).toContain("task 6f1f6f7e-0000-4000-8000-000000000001: HUNT has no task of this id");
    expect(clock.sleeps).toEqual([]);
  });

  it("with an empty id is refused", async () => {
    expect(await errorOf(start().wait(""))).toMatchObject({ code: "HUNT_INPUT" });
  });
});

describe("when the time is up", () => {
  it("the error tells how far the task has come, and the task runs on", async () => {
    const { client, wait, clock } = start();
    const id = await startScan(client);
    const error = await errorOf(wait(id, { timeoutMs: 10_000 }));
    expect(error).toMatchObject({ code: "HUNT_TASK", problem: "timeout", task: { id, status: "Active" } });
    expect(error.message).toMatch(/has not ended within 10000 ms \(Active, [45]\d %\)\. It may still run/);
    expect(clock.sleeps.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(10_000);
    expect(cancels()).toBe(0);
  });

  it("a last look finds a task that ended in the last pause", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().clock.advance(10_000);
    expect(await wait(id, { timeoutMs: 10_500, pollIntervalMs: 60_000 })).toMatchObject({
      status: "Completed",
    });
  });

  it("the task is cancelled if asked", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    expect(await errorOf(wait(id, { timeoutMs: 5_000, cancelOnAbort: true }))).toMatchObject({
      problem: "timeout",
    });
    expect(statusOf(id)).toBe("Cancelled");
  });

  it("a request that hangs does not prolong the waiting", async () => {
    const advance = holdTimers();
    const { client, wait } = start({ timeoutMs: 30_000 });
    const id = await startScan(client);
    sandbox().faults.add({ kind: "hang", match: "GET userTasks/*" });

    const failing = errorOf(wait(id, { timeoutMs: 1 }));
    await waitForRequests(sandbox(), 2);
    advance(1_000);

    expect(await failing).toMatchObject({
      problem: "timeout",
      task: undefined,
      message: expect.stringContaining("never seen"),
    });
  });

  it.each([
    ["timeoutMs", 0],
    ["timeoutMs", Number.NaN],
    ["pollIntervalMs", 0],
    ["pollIntervalMs", -1],
  ])("a %s of %d is refused", async (input, value) => {
    expect(await errorOf(start().wait("any", { [input]: value }))).toMatchObject({
      code: "HUNT_INPUT",
      input,
    });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("trouble that passes does not end the waiting:", () => {
  it.each([
    ["a server that fails", { kind: "status", status: 503 }],
    ["a server that answers 500", { kind: "status", status: 500 }],
    ["too many requests", { kind: "status", status: 429 }],
    ["an answer that breaks off", { kind: "truncated" }],
    ["an answer that is no JSON", { kind: "invalid-json" }],
  ] as const)("%s, from the first look on", async (_, fault) => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", times: 5, ...fault });
    expect(await wait(id)).toMatchObject({ status: "Completed" });
    expect(looks()).toBeGreaterThan(5);
  });

  it("a connection that is reset, once the task was seen", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", kind: "reset", skip: 1, times: 3 });
    expect(await wait(id)).toMatchObject({ status: "Completed" });
  });

  it("a server that takes too long to answer", async () => {
    const advance = holdTimers();
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", kind: "hang" });

    const waiting = wait(id);
    await waitForRequests(sandbox(), 2);
    advance(30_000);

    expect(await waiting).toMatchObject({ status: "Completed" });
  });

  it("and when it lasts until the time is up, the error tells it", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({
      match: "GET userTasks/*",
      kind: "status",
      status: 503,
      skip: 1,
      times: "always",
    });
    const error = await errorOf(wait(id, { timeoutMs: 60_000 }));
    expect(error).toMatchObject({
      code: "HUNT_TASK",
      problem: "timeout",
      task: { id },
      cause: { code: "HUNT_SERVER", status: 503 },
    });
    expect(error.message).toContain("The last look at it failed: GET userTasks/");
  });
});

describe("trouble that does not pass ends the waiting:", () => {
  it("a token that HUNT no longer takes", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({
      match: "GET userTasks/*",
      kind: "status",
      status: 401,
      skip: 2,
      body: { error: { statusCode: 401, message: "Authorization Required" } },
    });
    expect(await errorOf(wait(id, { cancelOnAbort: true }))).toMatchObject({ code: "HUNT_AUTH" });
    expect(cancels()).toBe(0);
  });

  it("a connection that fails before the task was ever seen", async () => {
    const { url, server } = await serve(() => {});
    server.close();
    const client = clientOf(url, { retry: { retries: 0 } });
    expect(await errorOf(waitForTask(client, "any"))).toMatchObject({ code: "HUNT_CONNECTION" });
  });
});

describe("an abort ends the waiting with its reason", () => {
  const reason = new Error("no longer wanted");

  /** A clock during whose third sleep, which nothing else would end, the controller aborts. */
  function abortingClock(controller: AbortController): Clock {
    const clock = createVirtualClock(sandbox().clock);
    return {
      now: () => clock.now(),
      async sleep(ms, signal) {
        await clock.sleep(ms, signal);
        if (clock.sleeps.length < 3) return;
        const end = new Promise<never>((_, reject) =>
          signal?.addEventListener("abort", () => reject(signal.reason as Error)),
        );
        controller.abort(reason);
        await end;
      },
    };
  }

  it("before it began", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    await expect(wait(id, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(looks()).toBe(0);
    expect(cancels()).toBe(0);
  });

  it("in a pause", async () => {
    const controller = new AbortController();
    const { client, wait } = start({ clock: abortingClock(controller) });
    await expect(wait(await startScan(client), { signal: controller.signal })).rejects.toBe(reason);
    expect(looks()).toBe(3);
  });

  it("in a request", async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort(reason));
    await expect(waitForTask(clientOf(url), "any", { signal: controller.signal })).rejects.toBe(reason);
  });

  it("from within its listener", async () => {
    const controller = new AbortController();
    const { client, wait } = start();
    const waiting = wait(await startScan(client), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(waiting).rejects.toBe(reason);
    expect(looks()).toBe(1);
  });

  it.each(["before it began", "in a pause"])("and cancels the task if asked, %s", async (when) => {
    const controller = new AbortController();
    const { client, wait } = start({ clock: abortingClock(controller) });
    const id = await startScan(client);
    if (when === "before it began") controller.abort(reason);
    await expect(wait(id, { signal: controller.signal, cancelOnAbort: true })).rejects.toBe(reason);
    expect(statusOf(id)).toBe("Cancelled");
    expect(cancels()).toBe(1);
  });

  it("though the task cannot be cancelled, which is told", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "POST userTasks/*/cancel", kind: "status", status: 503, times: "always" });
    const failures: unknown[] = [];
    const options = { signal: AbortSignal.abort(reason), cancelOnAbort: true };
    await expect(wait(id, options)).rejects.toBe(reason);
    await expect(
      wait(id, { ...options, onCancelFailure: (failure) => void failures.push(failure) }),
    ).rejects.toBe(reason);
    expect(failures).toEqual([expect.objectContaining({ code: "HUNT_SERVER", status: 503 })]);
    expect(statusOf(id)).not.toBe("Cancelled");
  });

  it("unless the task had ended before", async () => {
    const controller = new AbortController();
    const { client, wait } = start();
    const { id } = await client.userTasks.create({ name: "Quick", status: "Completed" });
    const task = await wait(id, {
      signal: controller.signal,
      cancelOnAbort: true,
      onProgress: () => controller.abort(reason),
    });
    expect(task.status).toBe("Completed");
    expect(cancels()).toBe(0);
  });

  it("and one signal may serve many waits, without a warning of a leak", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const { client, wait } = start();
    const { id } = await client.userTasks.create({ name: "Quick", status: "Completed" });
    await Promise.all(Array.from({ length: 20 }, () => wait(id, { signal })));
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});
