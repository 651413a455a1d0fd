import { expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { hunt } = atHunt();

interface Task {
  readonly archived: boolean;
  readonly type: string;
}

async function list(where: object): Promise<Task[]> {
  const { stdout } = await hunt(["task", "list", "--all", "--json", "--where", JSON.stringify(where)]);
  return JSON.parse(stdout) as Task[];
}

it.each([{ endedOn: { lt: "2026-02-20" } }, { type: "RTS", endedOn: { neq: null } }])(
  "hunt task list lists what it omits by default if --where selects it: %j",
  async (where) => {
    expect(await list(where)).not.toEqual([]);
  },
);

it("hunt task list keeps the defaults for other properties than those in --where", async () => {
  const tasks = await list({ endedOn: { neq: null } });

  expect(tasks).not.toEqual([]);
  expect(tasks.filter(({ archived, type }) => archived || type === "RTS")).toEqual([]);
});

it("hunt task list rejects --running with a condition that only ended tasks match", async () => {
  const where = '{"endedOn": {"neq": null}}';

  const { code, stderr } = await hunt(["task", "list", "--running", "--where", where]);

  expect(code).toBe(2);
  expect(stderr).toContain("--running cannot be used with the condition on endedOn in --where");
});
