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

/** An instance with two models, one field that the sandbox lacks, and LoopBack's own columns. */
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
  it("shows the fields of the instance and no others", async () => {
    const { admin } = await start({ like: createReport() });

    const [agent] = await admin.find("Agents", { limit: 1 });

    expect(Object.keys(agent).sort()).toEqual(Object.keys(agentFields).sort());
    expect(agent.siteCode).toBeNull();
  });

  it("drops a condition on a field that the instance lacks", async () => {
    const { admin } = await start({ like: createReport() });

    const all = (await admin.get("Agents/count")).json.count;
    const { json } = await admin.get("Agents/count", { query: { where: { isolated: true } } });

    expect(json.count).toBe(all);
  });

  it("does not offer a model that the instance lacks", async () => {
    const { admin } = await start({ like: createReport() });

    const { status, json } = await admin.get("flags");

    expect(status).toBe(404);
    expect(json.error.message).toContain("There is no method to handle GET /flags");
  });

  it("answers with the columns of the instance, unless an option says otherwise", async () => {
    const { admin: own } = await start({ like: createReport() });
    const { admin: native } = await start({ like: createReport(), columns: "native" });

    expect((await own.get("Agents/not-a-uuid")).status).toBe(404);
    expect((await native.get("Agents/not-a-uuid")).status).toBe(500);
  });

  it("offers only the routes of the instance's document", async () => {
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

  it("has rows of a model that only the instance has", async () => {
    const models = {
      Holograms: { state: "rows", fields: { id: "uuid", name: "string", seenOn: "date" } },
    } as const;
    const { admin } = await start({ like: createReport({ models }) });

    const rows = await admin.find("Holograms", { order: "name" });

    expect(rows.map(({ name }: { name: string }) => name)).toEqual(["name 1", "name 2", "name 3"]);
  });

  it("rejects what is not a description", async () => {
    await expect(start({ like: { report: 2 } as never })).rejects.toThrow(
      "'like' must be a description that `hunt doctor --report` wrote.",
    );
  });
});
