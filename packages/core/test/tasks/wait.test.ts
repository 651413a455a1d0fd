import { describe, expect, it } from "vitest";
import { isHuntError, type Clock, type HuntClient, type HuntClientOptions } from "../../src/index.js";
import { HuntTaskError } from "../../src/errors/any-hunt-error.js";
import { createVirtualClock } from "@huntkit/testing";
import type { FinishedTask } from "../../src/tasks/task-state.js";
import { type TaskProgress, waitForTask, type WaitOptions } from "../../src/tasks/wait-for-task.js";
import { createClient, catchError, holdTimers, serve, useSandbox, waitForRequests } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });

/**
 * Creates a client whose delays advance the sandbox's clock, and a function that waits for a task with it.
 */
function start(options: Partial<HuntClientOptions> = {}) {
  const clock = createVirtualClock(sandbox().clock);
  const client = createClient(sandbox().url, {
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

/** Starts a scan of a target group, which takes 20 seconds on the sandbox's clock. */
async function startScan(client: HuntClient): Promise<string> {
  const target = sandbox().records("Targets")[0]!;
  return (await client.targets.scan(target.id, { process: true })).userTaskId;
}

const findStatus = (id: string) =>
  sandbox()
    .records("userTasks")
    .find((task) => task.id === id)!["status"];
const looks = () =>
  sandbox().requests.filter(({ method, path }) => method === "GET" && /userTasks\//i.test(path)).length;
const cancels = () => sandbox().requests.filter(({ path }) => path.endsWith("/cancel")).length;

describe("waitForTask", () => {
  it("returns the finished task and the ID of its scan", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    const task = await wait(id);
    expect(task).toMatchObject({ id, status: "Completed", progress: 100, data: { scanId: task.scanId } });
    expect((await client.scans.get(task.scanId!)).id).toBe(task.scanId);
  });

  it("polls less and less often, up to pollIntervalMs", async () => {
    const { clock, client, wait } = start();
    await wait(await startScan(client), { pollIntervalMs: 2_000 });
    expect(clock.sleeps.slice(0, 6)).toEqual([500, 750, 1_125, 1_687.5, 2_000, 2_000]);
  });

  it("never polls less often than pollIntervalMs", async () => {
    const { clock, client, wait } = start();
    await wait(await startScan(client), { pollIntervalMs: 200 });
    expect(new Set(clock.sleeps)).toEqual(new Set([200]));
  });

  it("reports each change of the progress once, from the first poll to the last", async () => {
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

  it("rejects with the error that onProgress throws", async () => {
    const { client, wait } = start();
    const bug = new Error("onProgress failed");
    const waiting = wait(await startScan(client), {
      cancelOnAbort: true,
      onProgress: () => {
        throw bug;
      },
    });
    await expect(waiting).rejects.toBe(bug);
    expect(cancels()).toBe(0);
  });

  it("returns immediately if the task has already ended, with any status", async () => {
    const { client, wait, clock } = start();
    const { id } = await client.userTasks.create({
      name: "Long ago",
      status: "Expired",
      endedOn: "2026-02-01T00:00:00.000Z",
    });
    expect(await wait(id)).toMatchObject({ id, status: "Expired", scanId: null });
    expect(clock.sleeps).toEqual([]);
  });

  it("continues while the status is unknown and the task has no end time", async () => {
    const { client, wait } = start();
    const { id } = await client.userTasks.create({ name: "Strange", status: "Pondering" });
    expect(await catchError(wait(id, { timeoutMs: 60_000 }))).toMatchObject({
      code: "HUNT_TASK",
      problem: "timeout",
      task: { status: "Pondering" },
    });
  });

  it("returns if the status is final but the end time is missing", async () => {
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

describe("a task that does not succeed", () => {
  it.each([
    ["Failed", "failed", "it failed"],
    ["failed", "failed", "it failed"],
    ["Error", "failed", "it failed"],
    ["canceled", "cancelled", "it was cancelled"],
    ["Cancelled", "cancelled", "it was cancelled"],
  ])(
    "rejects with an error that contains the task if its status is %s",
    async (status, problem, sentence) => {
      const { client, wait } = start();
      const { id } = await client.userTasks.create({
        name: "Scan of Berlin",
        status,
        message: "No host\nanswered",
      });
      const error = await catchError(wait(id));
      expect(error).toBeInstanceOf(HuntTaskError);
      expect(error).toMatchObject({ code: "HUNT_TASK", problem, task: { id, status } });
      expect(error.message).toBe(`task ${id} (Scan of Berlin): ${sentence}: No host\\nanswered.`);
      expect(error.toJSON()).toMatchObject({ code: "HUNT_TASK", problem, task: { id } });
      expect(isHuntError(error) && error.code === "HUNT_TASK" && error.problem).toBe(problem);
    },
  );

  it("rejects if someone else cancels the task", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    const cancelling: Promise<void>[] = [];
    const onProgress = ({ progress, status }: TaskProgress) =>
      void (status === "Active" && progress! > 50 && cancelling.push(client.userTasks.cancel(id)));
    expect(await catchError(wait(id, { onProgress, pollIntervalMs: 200 }))).toMatchObject({
      problem: "cancelled",
      task: { id },
    });
    await Promise.all(cancelling);
  });

  it("rejects immediately if the task does not exist", async () => {
    const { wait, clock } = start();
    const error = await catchError(wait("6f1f6f7e-0000-4000-8000-000000000001"));
    expect(error).toMatchObject({ code: "HUNT_NOT_FOUND", loopbackCode: "MODEL_NOT_FOUND", status: 404 });
    expect(error.message).toContain("task 6f1f6f7e-0000-4000-8000-000000000001: does not exist");
    expect(clock.sleeps).toEqual([]);
  });

  it("rejects an empty ID", async () => {
    expect(await catchError(start().wait(""))).toMatchObject({ code: "HUNT_INPUT" });
  });
});

describe("the time limit of waitForTask", () => {
  it("rejects with the progress so far, and does not stop the task", async () => {
    const { client, wait, clock } = start();
    const id = await startScan(client);
    const error = await catchError(wait(id, { timeoutMs: 10_000 }));
    expect(error).toMatchObject({ code: "HUNT_TASK", problem: "timeout", task: { id, status: "Active" } });
    expect(error.message).toMatch(
      /did not end within 10000 ms \(Active, [45]\d %\)\. It might still be running/,
    );
    expect(clock.sleeps.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(10_000);
    expect(cancels()).toBe(0);
  });

  it("polls once more at the time limit, and finds a task that ended in the last delay", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().clock.advance(10_000);
    expect(await wait(id, { timeoutMs: 10_500, pollIntervalMs: 60_000 })).toMatchObject({
      status: "Completed",
    });
  });

  it("cancels the task with cancelOnAbort", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    expect(await catchError(wait(id, { timeoutMs: 5_000, cancelOnAbort: true }))).toMatchObject({
      problem: "timeout",
    });
    expect(findStatus(id)).toBe("Cancelled");
  });

  it("stops a poll that does not respond at the time limit", async () => {
    const advance = holdTimers();
    const { client, wait } = start({ timeoutMs: 30_000 });
    const id = await startScan(client);
    sandbox().faults.add({ kind: "hang", match: "GET userTasks/*" });

    const failing = catchError(wait(id, { timeoutMs: 1 }));
    await waitForRequests(sandbox(), 2);
    advance(1_000);

    expect(await failing).toMatchObject({
      problem: "timeout",
      task: undefined,
      message: expect.stringContaining("never read"),
    });
  });

  it.each([
    ["timeoutMs", 0],
    ["timeoutMs", Number.NaN],
    ["pollIntervalMs", 0],
    ["pollIntervalMs", -1],
  ])("rejects a %s of %d", async (input, value) => {
    expect(await catchError(start().wait("any", { [input]: value }))).toMatchObject({
      code: "HUNT_INPUT",
      input,
    });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("temporary errors while waiting for a task", () => {
  it.each([
    ["a 503", { kind: "status", status: 503 }],
    ["a 500", { kind: "status", status: 500 }],
    ["a 429", { kind: "status", status: 429 }],
    ["a truncated response", { kind: "truncated" }],
    ["invalid JSON", { kind: "invalid-json" }],
  ] as const)("continues after an error, even at the first poll: %s", async (_, fault) => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", times: 5, ...fault });
    expect(await wait(id)).toMatchObject({ status: "Completed" });
    expect(looks()).toBeGreaterThan(5);
  });

  it("continues after a reset connection", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", kind: "reset", skip: 1, times: 3 });
    expect(await wait(id)).toMatchObject({ status: "Completed" });
  });

  it("continues after a poll that timed out", async () => {
    const advance = holdTimers();
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({ match: "GET userTasks/*", kind: "hang" });

    const waiting = wait(id);
    await waitForRequests(sandbox(), 2);
    advance(30_000);

    expect(await waiting).toMatchObject({ status: "Completed" });
  });

  it("reports the last error as the cause at the time limit", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({
      match: "GET userTasks/*",
      kind: "status",
      status: 503,
      skip: 1,
      times: "always",
    });
    const error = await catchError(wait(id, { timeoutMs: 60_000 }));
    expect(error).toMatchObject({
      code: "HUNT_TASK",
      problem: "timeout",
      task: { id },
      cause: { code: "HUNT_SERVER", status: 503 },
    });
    expect(error.message).toContain("The last request for its status failed: GET userTasks/");
  });
});

describe("permanent errors while waiting for a task", () => {
  it("stops if HUNT rejects the token", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    sandbox().faults.add({
      match: "GET userTasks/*",
      kind: "status",
      status: 401,
      skip: 2,
      body: { error: { statusCode: 401, message: "Authorization Required" } },
    });
    expect(await catchError(wait(id, { cancelOnAbort: true }))).toMatchObject({ code: "HUNT_AUTH" });
    expect(cancels()).toBe(0);
  });

  it("stops before the first request if the ID is not valid", async () => {
    sandbox().requests.clear();

    const error = await catchError(start().wait("1234"));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "id", problem: "format" });
    expect(sandbox().requests).toEqual([]);
  });

  it("stops if the connection fails at the first poll", async () => {
    const { url, server } = await serve(() => {});
    server.close();
    const client = createClient(url, { retry: { retries: 0 } });
    expect(await catchError(waitForTask(client, "0f8fad5b-d9cb-469f-a165-70867728950e"))).toMatchObject({
      code: "HUNT_CONNECTION",
    });
  });
});

describe("aborting waitForTask", () => {
  const reason = new Error("aborted");

  /** Creates a clock that aborts the controller during its third sleep, which would not end otherwise. */
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

  it("rejects before the first poll if the signal is already aborted", async () => {
    const { client, wait } = start();
    const id = await startScan(client);
    await expect(wait(id, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(looks()).toBe(0);
    expect(cancels()).toBe(0);
  });

  it("rejects during a delay", async () => {
    const controller = new AbortController();
    const { client, wait } = start({ clock: abortingClock(controller) });
    await expect(wait(await startScan(client), { signal: controller.signal })).rejects.toBe(reason);
    expect(looks()).toBe(3);
  });

  it("rejects during a request", async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort(reason));
    await expect(
      waitForTask(createClient(url), "0f8fad5b-d9cb-469f-a165-70867728950e", { signal: controller.signal }),
    ).rejects.toBe(reason);
  });

  it("rejects if onProgress aborts the signal", async () => {
    const controller = new AbortController();
    const { client, wait } = start();
    const waiting = wait(await startScan(client), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(waiting).rejects.toBe(reason);
    expect(looks()).toBe(1);
  });

  it.each(["before the first poll", "during a delay"])(
    "cancels the task with cancelOnAbort, %s",
    async (when) => {
      const controller = new AbortController();
      const { client, wait } = start({ clock: abortingClock(controller) });
      const id = await startScan(client);
      if (when === "before the first poll") controller.abort(reason);
      await expect(wait(id, { signal: controller.signal, cancelOnAbort: true })).rejects.toBe(reason);
      expect(findStatus(id)).toBe("Cancelled");
      expect(cancels()).toBe(1);
    },
  );

  it("rejects and reports to onCancelFailure if the task cannot be cancelled", async () => {
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
    expect(findStatus(id)).not.toBe("Cancelled");
  });

  it("returns a task that has already ended", async () => {
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

  it("supports many waits with one signal without a warning about a memory leak", async () => {
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
