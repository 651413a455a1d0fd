import type { InstanceReport } from "@huntkit/catalog";
import { describe, expect, it } from "vitest";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

const agentFields = {
  id: "uuid",
  hostname: "string",
  active: "boolean",
  siteCode: "string",
  bytes: "numeric string",
};

/**
 * Creates the description of an instance with two models, LoopBack's own columns, and a field that the
 * sandbox does not have.
 */
function createReport(changes: Partial<InstanceReport> = {}): InstanceReport {
  const unknown = {} as InstanceReport["assumptions"];
  return {
    report: 1,
    serverVersion: "3008.0.1.2800",
    document: null,
    routes: null,
    tokenRoutes: [],
    models: { Agents: { state: "rows", fields: agentFields as never }, Flags: { state: "missing" } },
    assumptions: { ...unknown, "native-ids": false },
    ...changes,
  };
}

describe("a sandbox like a described instance", () => {
  it("a sandbox like an instance has exactly its fields", async () => {
    const { admin } = await start({ like: createReport() });

    const [agent] = await admin.find("Agents", { limit: 1 });

    expect(Object.keys(agent).sort()).toEqual(Object.keys(agentFields).sort());
    expect(agent.siteCode).toBeNull();
  });

  it("a condition on a field that the instance does not have is dropped", async () => {
    const { admin } = await start({ like: createReport() });

    const all = (await admin.get("Agents/count")).json.count;
    const { json } = await admin.get("Agents/count", { query: { where: { isolated: true } } });

    expect(json.count).toBe(all);
  });

  it("a model that the instance does not have is a 404", async () => {
    const { admin } = await start({ like: createReport() });

    const { status, json } = await admin.get("flags");

    expect(status).toBe(404);
    expect(json.error.message).toContain("There is no method to handle GET /flags");
  });

  it.each([
    [404, {}],
    [500, { columns: "native" }],
  ] as const)(
    "the columns are those of the instance, unless an option is set: %i with %j",
    async (status, options) => {
      const { admin } = await start({ like: createReport(), ...options });

      expect((await admin.get("Agents/not-a-uuid")).status).toBe(status);
    },
  );

  it("a sandbox like an instance has only the routes in its document", async () => {
    const routes = ["GET /Agents", "GET /Agents/count", "GET /users/{id}", "GET /users/{id}/apiTokens"];
    const { admin } = await start({
      like: createReport({ routes, tokenRoutes: ["GET /users/{id}/apiTokens"] }),
    });

    expect((await admin.get("Agents")).status).toBe(200);
    expect((await admin.get("users/me")).status).toBe(200);
    expect((await admin.get("users/me/apiTokens")).status).toBe(200);
    expect((await admin.get("users/me/accessTokens")).status).toBe(404);
    expect((await admin.post("Agents", { hostname: "new" })).status).toBe(404);
    expect((await admin.get("Alerts")).status).toBe(404);
  });

  it("a model that only the instance has gets rows", async () => {
    const models = {
      Holograms: { state: "rows", fields: { id: "uuid", name: "string", seenOn: "date" } },
    } as const;
    const { admin } = await start({ like: createReport({ models }) });

    const rows = await admin.find("Holograms", { order: "name" });

    expect(rows.map(({ name }: { name: string }) => name)).toEqual(["name 1", "name 2", "name 3"]);
  });

  it("startSandbox rejects an invalid description", async () => {
    await expect(start({ like: { report: 2 } as never })).rejects.toThrow(
      "'like' must be a description that `hunt doctor --report` wrote.",
    );
  });
});
