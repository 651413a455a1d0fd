import { describe, expect, test } from "vitest";
import type { Row } from "../src/index.js";
import type { Json } from "./support/client.js";
import { plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes, type Started } from "./support/sandboxes.js";
import { createGroup, listItems, startTask, TASK_MS } from "./support/tasks.js";

const start = sandboxes();

/** Starts a scan of an agent, and returns the ID of its task. */
function startScan({ sandbox, admin }: Started): Promise<string> {
  return startTask(admin, "Agents/scan", { where: { id: [sandbox.records("Agents")[0]?.id] } });
}

describe("the progress of a task", () => {
  /** Starts a scan of one hour, and returns its task every 6 minutes. */
  async function observe(): Promise<Json[]> {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await createGroup(sandbox, admin, 3);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});
    const seen: Json[] = [];
    for (let step = 0; step <= 10; step += 1) {
      seen.push((await admin.get(`userTasks/${id}`)).json);
      sandbox.clock.advance(360_000);
    }
    return seen;
  }

  test("a task is Active until it is Completed", async () => {
    const seen = await observe();

    expect(seen.map(({ status }) => status)).toEqual([...Array<string>(10).fill("Active"), "Completed"]);
  });

  test("the progress of a task grows with the sandbox's clock", async () => {
    const progress = (await observe()).map((task) => task.progress);

    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress[0]).toBe(0);
    expect(progress[5]).toBeGreaterThanOrEqual(50);
    expect(progress[5]).toBeLessThan(60);
    expect(progress[10]).toBe(100);
  });

  test("the message of a task changes until it is Complete", async () => {
    const messages = (await observe()).map(({ message }) => message);

    expect(new Set(messages).size).toBe(5);
    expect(messages.at(-1)).toBe("Complete");
  });

  test("a task ends after its duration", async () => {
    const seen = await observe();

    expect(seen[0].endedOn).toBeNull();
    expect(Date.parse(seen[10].endedOn) - Date.parse(seen[10].createdOn)).toBe(3_600_000);
  });

  test("an active task has the type and the target group of its scan", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 2);

    const id = await startTask(admin, `targets/${group.id}/scan`, {});

    const { type, data } = (await admin.get(`userTasks/${id}`)).json;
    expect(type).toBe("Scan");
    expect(data.targetId).toBe(group.id);
  });

  test("an active task has the ID of its scan after 5 seconds", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await createGroup(sandbox, admin, 2);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});

    sandbox.clock.advance(5_000);

    const { status, data } = (await admin.get(`userTasks/${id}`)).json;
    expect(status).toBe("Active");
    const scan = (await admin.get(`scans/${data.scanId}`)).json;
    expect(scan.targetId).toBe(group.id);
    expect(scan.hostCount).toBe(2);
    expect(scan.completedOn).toBeNull();
  });

  test("a task takes as many seconds as the option taskSeconds", async () => {
    const started = await start({ taskSeconds: 3600 });
    const { sandbox, admin } = started;
    const id = await startScan(started);

    sandbox.clock.advance(3_590_000);
    expect((await admin.get(`userTasks/${id}`)).json.status).toBe("Active");

    sandbox.clock.advance(10_000);
    expect((await admin.get(`userTasks/${id}`)).json.status).toBe("Completed");
  });

  test("a task of 0 seconds has ended with its results before the next request", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 0 });
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const id = await startTask(admin, "Agents/scan", { where: { id: [agent?.id] } });

    const { data } = (await admin.get(`userTasks/${id}`)).json;

    expect(await admin.find("ScanHosts", { where: { scanId: data.scanId } })).toHaveLength(1);
  });

  test("the end of a task does not depend on when it is read", async () => {
    const started = await start();
    const id = await startScan(started);

    started.sandbox.clock.advance(86_400_000);

    const task = started.sandbox.records("userTasks").find((row) => row.id === id);
    expect(Date.parse(String(task?.["endedOn"])) - Date.parse(String(task?.["createdOn"]))).toBe(TASK_MS);
  });

  test.each([TASK_MS / 2, 3_600_000])("a task does not go back if the clock does, by %d ms", async (back) => {
    const started = await start();
    const { sandbox, admin } = started;
    const id = await startScan(started);
    sandbox.clock.advance(TASK_MS * 0.75);
    const before = (await admin.get(`userTasks/${id}`)).json;

    sandbox.clock.advance(-back);

    expect((await admin.get(`userTasks/${id}`)).json).toEqual(before);
  });

  test("a deleted task has no results", async () => {
    const started = await start();
    const { sandbox, admin } = started;
    const scans = sandbox.records("scans").length;
    const id = await startScan(started);

    await admin.delete(`userTasks/${id}`);
    sandbox.clock.advance(TASK_MS);

    expect(sandbox.records("scans")).toHaveLength(scans);
  });
});

describe("the items of a task", () => {
  /** Starts a scan of two active agents and an inactive one. */
  async function startGroupScan({ sandbox, admin }: Started) {
    const { group, agents } = await createGroup(sandbox, admin, 3);
    const id = await startTask(admin, `targets/${group.id}/scan`, { options: {} });
    return { id, agents };
  }

  test("a new task has an active item and job for each host", async () => {
    const started = await start();
    const { id } = await startGroupScan(started);

    const items = await listItems(started.admin, id);

    const active = ["active", "active"];
    expect(items.map(({ status, job }) => [status, job.state])).toEqual([active, active, active]);
  });

  test("the items of a running task have a progress message", async () => {
    const started = await start();
    const { id } = await startGroupScan(started);

    started.sandbox.clock.advance(TASK_MS / 2);

    const items = await listItems(started.admin, id);
    expect(items.map(({ status }) => status)).toEqual(["active", "active", "active"]);
    expect(items.map(({ progresses }) => progresses.length)).toEqual([1, 1, 1]);
  });

  test("a task completes even if a host is inactive", async () => {
    const started = await start();
    const { id } = await startGroupScan(started);

    started.sandbox.clock.advance(TASK_MS);

    const task = (await started.admin.get(`userTasks/${id}`)).json;
    expect(task.status).toBe("Completed");
    expect(task.message).toBe("Complete");
  });

  test.each([
    ["active", 0, "complete", /^ACCESSIBLE: /],
    ["inactive", 2, "failed", /^INACCESSIBLE: /],
  ] as const)(
    "the item of an %s host ends with its status and message",
    async (_, index, status, message) => {
      const started = await start();
      const { id, agents } = await startGroupScan(started);

      started.sandbox.clock.advance(TASK_MS);

      const items = await listItems(started.admin, id);
      const item = items.find(({ name }) => name === agents[index]?.["hostname"]);
      expect(item.status).toBe(status);
      expect(item.type).toBe("host-access");
      expect(item.job.state).toBe(status);
      expect(item.progresses.map(({ text }: Row) => text)).toContainEqual(expect.stringMatching(message));
    },
  );
});

describe("POST userTasks/{id}/cancel", () => {
  /** Starts a scan of one hour, and cancels it after half an hour. */
  async function cancelScan() {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await createGroup(sandbox, admin, 2);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});
    sandbox.clock.advance(1_800_000);
    const scans = sandbox.records("scans").length;
    const { status, text } = await admin.post(`userTasks/${id}/cancel`);
    return { sandbox, admin, id, scans, response: [status, text] };
  }

  test("cancel ends a running task immediately", async () => {
    const { admin, id, response } = await cancelScan();

    expect(response).toEqual([204, ""]);
    const task = (await admin.get(`userTasks/${id}`)).json;
    expect(task.status).toBe("Cancelled");
    expect(task.progress).toBeLessThan(60);
    expect(Date.parse(task.endedOn) - Date.parse(task.createdOn)).toBeLessThan(2_000_000);
  });

  test("cancel ends the items and jobs of a task", async () => {
    const { admin, id } = await cancelScan();

    const items = await listItems(admin, id);

    const cancelled = ["cancelled", "cancelled"];
    expect(items.map(({ status, job }) => [status, job.state])).toEqual([cancelled, cancelled]);
  });

  test("a cancelled task has no results", async () => {
    const { sandbox, admin, id, scans } = await cancelScan();

    sandbox.clock.advance(3_600_000);

    expect((await admin.get(`userTasks/${id}`)).json.status).toBe("Cancelled");
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("cancel ends the seeded tasks that are active", async () => {
    const { sandbox, admin } = await start();
    const active = sandbox.records("userTasks").filter(({ endedOn }) => endedOn === null);
    expect(active).not.toHaveLength(0);

    for (const { id } of active) {
      await admin.post(`userTasks/${id}/cancel`);

      const task = (await admin.get(`userTasks/${id}`)).json;
      expect(task.status).toBe("Cancelled");
      expect(task.endedOn).toEqual(expect.any(String));
    }
  });

  test("cancel does not change a task that has ended", async () => {
    const { sandbox, admin } = await start();
    const ended = sandbox.records("userTasks").find(({ status }) => status === "Completed");

    expect((await admin.post(`userTasks/${ended?.id}/cancel`)).status).toBe(204);

    expect((await admin.get(`userTasks/${ended?.id}`)).json).toEqual(ended);
  });

  test("cancel of an unknown task is a 404", async () => {
    const { admin } = await start();

    const { json } = await admin.post(`userTasks/${UNKNOWN_ID}/cancel`);

    expect(json).toEqual(plain(404, `Unknown "UserTask" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }));
  });
});
