import { describe, expect, test } from "vitest";
import type { Row } from "../src/index.js";
import type { Json } from "./support/client.js";
import { plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";
import { groupOf, itemsOf, startTask, TASK_MS } from "./support/tasks.js";

const start = sandboxes();

describe("a task", () => {
  test("is Active from the start with growing progress and other messages, then Completed, by the sandbox's clock", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await groupOf(sandbox, admin, 3);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});
    const seen: Json[] = [];
    for (let step = 0; step <= 10; step += 1) {
      seen.push((await admin.get(`userTasks/${id}`)).json);
      sandbox.clock.advance(360_000);
    }
    expect(seen.map(({ status }) => status)).toEqual([...Array<string>(10).fill("Active"), "Completed"]);
    expect(seen[10].message).toBe("Complete");
    const progress = seen.map((task) => task.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([progress[0], progress[5], progress[10]]).toEqual([
      0,
      expect.toSatisfy((value: number) => value >= 50 && value < 60),
      100,
    ]);
    expect(new Set(seen.map(({ message }) => message)).size).toBe(5);
    expect(seen[0]).toMatchObject({
      type: "Scan",
      endedOn: null,
      data: { targetId: group.id },
    });
    const { createdOn, endedOn } = seen[10];
    expect(Date.parse(endedOn) - Date.parse(createdOn)).toBe(3_600_000);
  });

  test("names its scan within 5 seconds, while it is Active", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await groupOf(sandbox, admin, 2);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});

    sandbox.clock.advance(5_000);
    const { status, data } = (await admin.get(`userTasks/${id}`)).json;

    expect(status).toBe("Active");
    expect((await admin.get(`scans/${data.scanId}`)).json).toMatchObject({
      targetId: group.id,
      hostCount: 2,
      completedOn: null,
    });
  });

  test("takes as many seconds as the option says", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const id = await startTask(admin, "Agents/scan", { where: { id: [sandbox.records("Agents")[0]?.id] } });
    sandbox.clock.advance(3_590_000);
    expect((await admin.get(`userTasks/${id}`)).json.status).toBe("Active");
    sandbox.clock.advance(10_000);
    expect((await admin.get(`userTasks/${id}`)).json.status).toBe("Completed");
  });

  test("of 0 seconds has ended by the next request, and what it found is there", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 0 });
    const id = await startTask(admin, "Agents/scan", {
      where: { id: [sandbox.records("Agents").find(({ active }) => active)?.id] },
    });
    expect(
      await admin.find("ScanHosts", {
        where: { scanId: (await admin.get(`userTasks/${id}`)).json.data.scanId },
      }),
    ).toHaveLength(1);
  });

  test("ends when it is due, however late somebody looks, and whoever looks", async () => {
    const { sandbox, admin } = await start();
    const id = await startTask(admin, "Agents/scan", { where: { id: [sandbox.records("Agents")[0]?.id] } });
    sandbox.clock.advance(86_400_000);
    const task = sandbox.records("userTasks").find((row) => row.id === id);
    expect(Date.parse(String(task?.["endedOn"])) - Date.parse(String(task?.["createdOn"]))).toBe(TASK_MS);
  });

  test("does not go back with the clock", async () => {
    const { sandbox, admin } = await start();
    const id = await startTask(admin, "Agents/scan", { where: { id: [sandbox.records("Agents")[0]?.id] } });
    sandbox.clock.advance(TASK_MS * 0.75);
    const before = (await admin.get(`userTasks/${id}`)).json;
    for (const back of [TASK_MS / 2, 3_600_000]) {
      sandbox.clock.advance(-back);
      expect((await admin.get(`userTasks/${id}`)).json).toEqual(before);
    }
  });

  test("that somebody has deleted leaves no results", async () => {
    const { sandbox, admin } = await start();
    const scans = sandbox.records("scans").length;
    const id = await startTask(admin, "Agents/scan", { where: { id: [sandbox.records("Agents")[0]?.id] } });
    await admin.delete(`userTasks/${id}`);
    sandbox.clock.advance(TASK_MS);
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("has an item, a job and progress for each host; a host that is inactive failed, the task completes", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 3);
    const id = await startTask(admin, `targets/${group.id}/scan`, { options: {} });
    const items = (): Promise<Json[]> => itemsOf(admin, id);
    expect((await items()).map(({ status, job }) => [status, job.state])).toEqual(
      Array.from({ length: 3 }, () => ["active", "active"]),
    );
    sandbox.clock.advance(TASK_MS / 2);
    expect((await items()).map(({ status, progresses }) => [status, progresses.length])).toEqual(
      Array.from({ length: 3 }, () => ["active", 1]),
    );
    sandbox.clock.advance(TASK_MS / 2);
    expect((await admin.get(`userTasks/${id}`)).json).toMatchObject({
      status: "Completed",
      message: "Complete",
    });
    const ended = new Map((await items()).map((item) => [item.name, item]));
    for (const [index, agent] of agents.entries()) {
      const { status, type, job, progresses } = ended.get(agent["hostname"]);
      const reached = index < 2;
      expect([status, type, job.state]).toEqual([
        reached ? "complete" : "failed",
        "host-access",
        reached ? "complete" : "failed",
      ]);
      expect(progresses.map(({ text }: Row) => text)).toContainEqual(
        expect.stringMatching(reached ? /^ACCESSIBLE: / : /^INACCESSIBLE: /),
      );
    }
  });
});

describe("cancelling", () => {
  test("ends a running task and its items at once, and nothing is found", async () => {
    const { sandbox, admin } = await start({ taskSeconds: 3600 });
    const { group } = await groupOf(sandbox, admin, 2);
    const id = await startTask(admin, `targets/${group.id}/scan`, {});
    sandbox.clock.advance(1_800_000);
    const scans = sandbox.records("scans").length;
    const { status, text } = await admin.post(`userTasks/${id}/cancel`);
    expect([status, text]).toEqual([204, ""]);
    sandbox.clock.advance(3_600_000);
    const task = (await admin.get(`userTasks/${id}`)).json;
    expect(task).toMatchObject({
      status: "Cancelled",
      progress: expect.toSatisfy((value: number) => value < 60),
    });
    expect(Date.parse(task.endedOn) - Date.parse(task.createdOn)).toBeLessThan(2_000_000);
    expect((await itemsOf(admin, id)).map((item) => [item.status, item.job.state])).toEqual([
      ["cancelled", "cancelled"],
      ["cancelled", "cancelled"],
    ]);
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("also ends the tasks that a fresh sandbox shows as running", async () => {
    const { sandbox, admin } = await start();
    for (const { id } of sandbox.records("userTasks").filter(({ endedOn }) => endedOn === null)) {
      await admin.post(`userTasks/${id}/cancel`);
      expect((await admin.get(`userTasks/${id}`)).json).toMatchObject({
        status: "Cancelled",
        endedOn: expect.any(String),
      });
    }
  });

  test("leaves a task that has ended as it is, and of an unknown one is 404", async () => {
    const { sandbox, admin } = await start();
    const ended = sandbox.records("userTasks").find(({ status }) => status === "Completed");
    expect((await admin.post(`userTasks/${ended?.id}/cancel`)).status).toBe(204);
    expect((await admin.get(`userTasks/${ended?.id}`)).json).toEqual(ended);
    expect((await admin.post(`userTasks/${UNKNOWN_ID}/cancel`)).json).toEqual(
      plain(404, `Unknown "UserTask" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }),
    );
  });
});
