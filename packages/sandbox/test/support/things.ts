import { afterEach } from "vitest";
import type { ModelDefinition } from "../../src/data/definition.js";
import { models } from "../../src/models/models.js";
import type { SandboxOptions } from "../../src/options.js";
import { startInstance } from "../../src/sandbox.js";
import type { Sandbox } from "../../src/index.js";
import { Client, type Json, NOW } from "./client.js";

const thing: ModelDefinition = {
  name: "Thing",
  plural: "things",
  hasDeleteAll: true,
  idColumn: "uuid",
  properties: {
    name: { type: "string", required: true },
    domain: { type: "string" },
    score: { type: "number" },
    flag: { type: "boolean" },
    seenOn: { type: "date" },
    events: { type: "array" },
    data: { type: "object" },
    active: { type: "boolean", default: true },
    secret: { type: "string", hidden: true },
    size: { type: "number", column: "bigint" },
    parentId: { type: "string", column: "uuid" },
  },
  relations: { parent: { type: "belongsTo", model: "Parent", foreignKey: "parentId" } },
};

const parent: ModelDefinition = {
  name: "Parent",
  plural: "parents",
  idColumn: "uuid",
  properties: { name: { type: "string", required: true } },
  relations: { things: { type: "hasMany", model: "Thing", foreignKey: "parentId" } },
};

/**
 * Models with a property of each type. They do not change when HUNT's models do. The facts were observed on a
 * genuine server with these models.
 */
export const thingModels: readonly ModelDefinition[] = [...models, thing, parent];

/** Returns a UUID that ends with this character. The IDs sort by it. */
export function toThingId(last: number | string): string {
  return `00000000-0000-4000-8000-00000000000${last}`;
}

export const parents = [
  { id: toThingId("a"), name: "North" },
  { id: toThingId("b"), name: "South" },
];

export const things = [
  {
    id: toThingId(1),
    name: "alpha",
    domain: "high",
    score: 1,
    flag: false,
    seenOn: "2026-01-01T00:00:00.000Z",
    events: ["alert", "scan"],
    data: { n: 1 },
    secret: "s1",
    size: 5,
    parentId: toThingId("a"),
  },
  {
    id: toThingId(2),
    name: "Alpha",
    domain: "low",
    score: 5,
    flag: true,
    seenOn: "2026-01-02T00:00:00.000Z",
    data: { n: 11 },
    secret: "s2",
    parentId: toThingId("a"),
  },
  { id: toThingId(3), name: "Beta 100%" },
  {
    id: toThingId(4),
    name: "b_ta",
    score: 3,
    seenOn: "2026-01-04T00:00:00.000Z",
    events: ["scan"],
    data: { n: 2 },
    parentId: toThingId("b"),
  },
  {
    id: toThingId(5),
    name: "ünïcode",
    domain: "High",
    score: 10,
    flag: true,
    seenOn: "2026-01-05T00:00:00.000Z",
    size: 9,
  },
];

/** A sandbox that contains `things` and `parents`, and a client with the token of an admin. */
export interface Laboratory {
  readonly sandbox: Sandbox;
  readonly admin: Client;
  /**
   * Returns the last characters of the IDs of the rows that match a filter, in its order, or the status of an
   * error.
   */
  readonly find: (filter: unknown) => Promise<string>;
  /** Does the same for a condition without an order. */
  readonly findWhere: (where: unknown) => Promise<string>;
  /** Returns the number of things that match a condition, or the status of an error. */
  readonly count: (where: unknown) => Promise<number>;
  /** Returns a thing as `GET /things/{id}` returns it. */
  readonly read: (last: number | string) => Promise<Json>;
}

/** Returns a function that starts sandboxes with a table of things. Each sandbox stops after its test. */
export function useLaboratories(): (options?: SandboxOptions) => Promise<Laboratory> {
  const running: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
  });
  return async (options = {}) => {
    const sandbox = await startInstance(thingModels, { now: NOW, ...options });
    running.push(sandbox);
    return createLaboratory(sandbox);
  };
}

async function createLaboratory(sandbox: Sandbox): Promise<Laboratory> {
  const admin = new Client(sandbox);
  for (const [path, rows] of [["parents", parents] as const, ["things", things] as const]) {
    const { status, text } = await admin.post(path, rows);
    if (status !== 200) throw new Error(text);
  }
  const find = async (filter: unknown): Promise<string> => {
    const { status, json } = await admin.get("things", { query: { filter } });
    return status === 200 ? json.map(({ id }: Json) => id.at(-1)).join("") : String(status);
  };
  const count = async (where: unknown): Promise<number> => {
    const { status, json } = await admin.get("things/count", { query: { where } });
    return status === 200 ? json.count : status;
  };
  const read = async (last: number | string): Promise<Json> =>
    (await admin.get(`things/${toThingId(last)}`)).json;
  return { sandbox, admin, find, findWhere: (where) => find({ where }), count, read };
}
