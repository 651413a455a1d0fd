import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { models } from "../src/models/models.js";
import type { Schema } from "../src/http/schema.js";
import { toZod } from "../src/http/to-zod.js";
import { createClient, serve, useSandbox } from "./helpers.js";

type AnyRow = Record<string, unknown>;
type AnyModel = { route: string; schema: Schema<AnyRow> };

const sandbox = useSandbox();
/** Public sources do not show the fields of this model, so the sandbox has no rows of it. */
const { dashboardData, ...known } = models;
const all = Object.entries<AnyModel>(known);

/** Scan results and their copies in boxes share a schema. Only the rows of boxes have `boxId`. */
const isUnseeded = (name: string, field: string): boolean => field === "boxId" && name.startsWith("scan");

const listFields = ({ schema }: AnyModel): string[] =>
  Object.keys((schema as unknown as z.ZodMiniObject).shape);

async function readRows(url: string, { route, schema }: AnyModel): Promise<AnyRow[]> {
  const client = createClient(url, { token: sandbox().tokens.admin });
  return (
    await client.request({ path: route, query: { filter: { limit: 50 } }, schema: z.array(toZod(schema)) })
  ).data;
}

/** Returns the rows as a client gets them from an instance that returns these. */
async function passOn(rows: AnyRow[], model: AnyModel): Promise<AnyRow[]> {
  const { url } = await serve((_, response) => response.end(JSON.stringify(rows)));
  return readRows(url, model);
}

describe("the models", () => {
  it("have unique routes", () => {
    expect(new Set(all.map(([, { route }]) => route.toLowerCase())).size).toBe(all.length);
  });

  it("have the names of their routes, except for one that would be long", () => {
    const others = all.filter(([name, { route }]) => name.toLowerCase() !== route.toLowerCase());
    expect(others.map(([name, { route }]) => [name, route])).toEqual([
      ["extensionVariables", "ExtensionGlobalVariables"],
    ]);
  });

  it.each(all)("match every row of the sandbox: %s", async (_, model) => {
    expect((await readRows(sandbox().url, model)).length).toBeGreaterThan(0);
  });

  it.each(all)("have the field names of HUNT: %s", async (name, model) => {
    const seen = new Set((await readRows(sandbox().url, model)).flatMap((row) => Object.keys(row)));
    expect(listFields(model).filter((field) => !seen.has(field) && !isUnseeded(name, field))).toEqual([]);
  });

  it.each(all)("require only an ID, and keep unknown fields: %s", async (_, model) => {
    const empty = Object.fromEntries(listFields(model).map((field) => [field, null]));
    const rows = [{ id: "1" }, { ...empty, id: "2" }, { id: "3", fieldOfALaterHunt: { deep: [1] } }];
    expect(await passOn(rows, model)).toEqual(rows);
  });

  it.each(all)("reject a row without an ID, which paging requires: %s", (_, { schema }) => {
    expect(z.safeParse(toZod(schema), { name: "nameless" }).success).toBe(false);
  });
});

describe("unknown values", () => {
  it.each([
    ["alerts", models.alerts, { severity: "catastrophic", sourceType: "oracle" }],
    ["boxes", models.boxes, { name: "Last 365 days" }],
    ["credentials", models.credentials, { login: "passkey" }],
    ["extensions", models.extensions, { type: "action" }],
    ["extension variables", models.extensionVariables, { type: "list", value: 7 }],
    ["flags", models.flags, { color: "mauve" }],
    ["jobs", models.jobs, { state: "asleep" }],
    ["rules", models.rules, { severity: "info" }],
    ["scheduled jobs", models.scheduledJobs, { name: "report-scheduled" }],
    ["tasks", models.userTasks, { type: "Response", status: "Paused", data: { scanId: null, options: {} } }],
    ["task items", models.userTaskItems, { type: "survey" }],
    ["extension results", models.scanExtensionDetails, { output: ["one line", "another"] }],
  ])("are kept in %s", async (_, model: AnyModel, fields) => {
    const rows = [{ id: "1", ...fields }];
    expect(await passOn(rows, model)).toEqual(rows);
  });
});

it("reads dashboard data as a list of any objects", async () => {
  expect(await readRows(sandbox().url, dashboardData)).toEqual([]);
  expect(await passOn([{ total: 3 }], dashboardData)).toEqual([{ total: 3 }]);
});

it("converts a number that HUNT returns as a string", async () => {
  const rows = [
    { id: "1", size: "4096", pid: 7 },
    { id: "2", size: "-1", pid: "12.5" },
    { id: "3", size: null },
  ];
  expect(await passOn(rows, models.scanProcessInstances)).toEqual([
    { id: "1", size: 4096, pid: 7 },
    { id: "2", size: -1, pid: 12.5 },
    { id: "3", size: null },
  ]);
  for (const size of ["", "many", "0x10", "1e999", true]) {
    await expect(passOn([{ id: "1", size }], models.scanProcessInstances)).rejects.toMatchObject({
      code: "HUNT_PROTOCOL",
      problem: "wrong-shape",
    });
  }
});

it("rejects a row with a field of the wrong type", async () => {
  await expect(passOn([{ id: "1", severity: 3 }], models.alerts)).rejects.toMatchObject({
    code: "HUNT_PROTOCOL",
    problem: "wrong-shape",
  });
});
