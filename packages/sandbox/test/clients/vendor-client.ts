import type { Sandbox } from "../../src/index.js";
import { Client, type Answer, type Json } from "../support/client.js";

/** The number of rows per page in the vendor's module. */
const pageRows = 1_000;

/**
 * Sends requests as the vendor's PowerShell module and Cortex XSOAR pack do. They page by ID, and poll tasks.
 */
export class VendorClient {
  readonly #client: Client;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#client = new Client(sandbox);
    this.#sandbox = sandbox;
  }

  /** Sends a request, and returns its data. Throws unless the status is 200 or 204. */
  async invoke(method: string, path: string, body?: unknown): Promise<Json> {
    return requireSuccess(path, await this.#client.send(method, path, { body })).json;
  }

  /** Returns a page, or the record in the path. */
  async get(path: string, filter?: object): Promise<Json> {
    const query = filter ? { filter } : {};
    return requireSuccess(path, await this.#client.get(path, { query })).json;
  }

  /** Returns all rows, in pages by ID. Each page starts after the last ID of the previous one. */
  async getAll(path: string, where: Json = {}): Promise<Json[]> {
    const rows: Json[] = [];
    for (;;) {
      const after = rows.length === 0 ? [] : [{ id: { gt: rows.at(-1).id } }];
      const filter = { where: { and: [where, ...after] }, order: "id", limit: pageRows };
      const page: Json[] = await this.get(path, filter);
      rows.push(...page);
      if (page.length < pageRows) return rows;
    }
  }

  async count(path: string, where: object): Promise<number> {
    return requireSuccess(path, await this.#client.get(`${path}/count`, { query: { where } })).json.count;
  }

  /**
   * Polls a task as the clients do, until its status is not Active. Each poll takes 5 s of the sandbox's
   * clock.
   */
  async waitForTask(id: string): Promise<Json> {
    for (let polls = 0; polls < 20; polls++) {
      const task = await this.get(`userTasks/${id}`);
      if (task.status !== "Active") return task;
      this.#sandbox.clock.advance(5_000);
    }
    throw new Error(`The task ${id} did not end.`);
  }

  /** Scans one host, and waits. The group `OnDemand` is created if it is missing. */
  async scanTarget(target: string, options: object = {}): Promise<Json> {
    const group = await this.requireGroup("OnDemand");
    const body = { target, targetGroup: { id: group.id }, options };
    const { scanTaskId } = await this.invoke("POST", "targets/scan", body);
    return this.waitForTask(scanTaskId);
  }

  /** Runs one response extension on a host, and returns its result. */
  async runResponse(target: string, name: string, args: object = {}): Promise<Json> {
    const extensions: Json[] = await this.getAll("extensions", { name });
    const options = {
      ...noScanOptions,
      extensions: [{ id: extensions[0].id, args, order: 1 }],
    };
    const task = await this.scanTarget(target, options);
    const where = { scanId: task.data.scanId };
    const [result] = await this.getAll("ScanExtensionInstances", where);
    return { task, result };
  }

  async requireGroup(name: string): Promise<Json> {
    const [group] = await this.getAll("targets", { name });
    if (group !== undefined) return group;
    const [controllerGroup] = await this.getAll("controllergroups");
    return this.invoke("POST", "targets", { name, controllerGroupId: controllerGroup.id });
  }
}

/** The module's options for a response, with all parts of a scan disabled. */
export const noScanOptions = Object.fromEntries(
  [
    "process",
    "module",
    "driver",
    "memory",
    "account",
    "artifact",
    "autostart",
    "application",
    "installed",
    "hook",
    "network",
    "events",
  ].map((name) => [name, false]),
);

function requireSuccess(path: string, answer: Answer): Answer {
  if (answer.status === 200 || answer.status === 204) return answer;
  throw new Error(`${path}: ${answer.status} ${answer.text}`);
}
