import type { Row, Sandbox } from "../../src/index.js";
import type { Client, Json } from "./client.js";

/** Default duration of a task, in milliseconds. */
export const TASK_MS = 20_000;

/** Starts a task with a POST, and returns its ID. */
export async function startTask(client: Client, path: string, body: unknown): Promise<string> {
  const { status, json, text } = await client.post(path, body);
  if (status !== 200) throw new Error(`${path}: ${text}`);
  return json.userTaskId ?? json.scanTaskId ?? json.taskId;
}

/** Starts a task, moves the clock to its end, and returns the task. */
export async function runTask(sandbox: Sandbox, client: Client, path: string, body: unknown): Promise<Json> {
  const id = await startTask(client, path, body);
  sandbox.clock.advance(TASK_MS);
  return (await client.get(`userTasks/${id}`)).json;
}

/** Returns a model's rows that belong to a scan. */
export function listRowsOfScan(sandbox: Sandbox, model: string, scanId: unknown): Row[] {
  return sandbox.records(model).filter((row) => row["scanId"] === scanId);
}

/** Creates a target group with copies of some seeded agents. The last agent is inactive. */
export async function createGroup(
  sandbox: Sandbox,
  client: Client,
  size: number,
): Promise<{ group: Json; agents: Row[] }> {
  const group = (await client.post("targets", { name: "Laboratory" })).json;
  const agents = sandbox
    .records("Agents")
    .slice(0, size)
    .map(({ id: _id, ...rest }, index) => ({
      ...rest,
      locationId: group.id,
      active: index < size - 1,
      isolated: false,
    }));
  return { group, agents: (await client.post("Agents", agents)).json };
}

/** Returns the items of a task, each with its `job` and `progresses`. */
export async function listItems(admin: Client, userTaskId: string): Promise<Json[]> {
  const items: Json[] = await admin.find("userTaskItems", { where: { userTaskId } });
  return Promise.all(
    items.map(async (item) => ({
      ...item,
      job: (await admin.get(`jobs/${item.jobId}`)).json,
      progresses: await admin.find("userTaskItemProgresses", { where: { taskItemId: item.id } }),
    })),
  );
}
