import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Row, type Sandbox, startSandbox } from "../src/index.js";
import { Client, type Json, NOW } from "./support/client.js";
import { INTERNAL, plain, UNKNOWN_ID } from "./support/errors.js";

let sandbox: Sandbox;
let admin: Client;
let alert: Row;
let agent: Row;
beforeAll(async () => {
  sandbox = await startSandbox({ now: NOW });
  admin = new Client(sandbox);
  alert = there(sandbox.records("Alerts")[0]);
  agent = there(sandbox.records("Agents").find(({ id }) => id === alert["agentId"]));
});
afterAll(() => sandbox.stop());

function there(row: Row | undefined): Row {
  if (row === undefined) throw new Error("The seed lacks what this test needs.");
  return row;
}

const only = (row: Row): object => ({ where: { id: row.id } });
const alertsOf = (row: Row): Row[] => sandbox.records("Alerts").filter((each) => each["agentId"] === row.id);

describe("include", () => {
  test.each([["agent"], [["agent"]], [{ relation: "agent" }], [{ agent: true }]])(
    "of what a record belongs to: %j",
    async (include) => {
      expect(await admin.find("Alerts", { ...only(alert), include })).toEqual([{ ...alert, agent }]);
    },
  );

  test("of what belongs to a record", async () => {
    const [row] = await admin.find("Agents", { ...only(agent), include: "alerts" });
    expect(row.alerts.map(({ id }: Json) => id)).toEqual(
      alertsOf(agent)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("of two steps", async () => {
    const [row] = await admin.find("Alerts", { ...only(alert), include: { agent: "location" } });
    expect(row.agent.location.id).toBe(agent["locationId"]);
  });

  test("with a scope: condition, order, fields and the key that they are found by", async () => {
    const scope = { where: { severity: "low" }, fields: ["name"] };
    const [row] = await admin.find("Agents", { ...only(agent), include: { relation: "alerts", scope } });
    const expected = alertsOf(agent)
      .filter((each) => each["severity"] === "low")
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(row.alerts).toEqual(expected.map((each) => ({ name: each["name"], agentId: agent.id })));
  });

  test("with a scope whose limit counts for each record on its own", async () => {
    const rows = await admin.find("Targets", {
      limit: 3,
      include: { relation: "agents", scope: { limit: 2, order: "hostname" } },
    });
    expect(rows.map(({ agents }: Json) => agents.length)).toEqual([2, 2, 2]);
  });

  test("for findById", async () => {
    expect((await admin.get(`Alerts/${alert.id}`, { query: { filter: { include: "agent" } } })).json).toEqual(
      { ...alert, agent },
    );
  });

  test("of an unknown relation is 500, though the caller's mistake", async () => {
    const answer = await admin.get("Alerts", { query: { filter: { include: "nosuch", limit: 1 } } });
    expect([answer.status, answer.json]).toEqual([500, INTERNAL]);
  });

  test("of an unknown relation is not noticed where nothing was found", async () => {
    expect(await admin.find("Alerts", { include: "nosuch", where: { id: UNKNOWN_ID } })).toEqual([]);
  });

  test("of a collection needs the id among the fields", async () => {
    const filter = { ...only(agent), include: "alerts", fields: ["hostname"] };
    const item = JSON.stringify({ hostname: agent["hostname"] });
    expect((await admin.get("Agents", { query: { filter } })).json).toEqual(
      plain(
        400,
        `ID property "id" is missing for included item: ${item}. Please make sure \`fields\` include "id" if it's present in the \`filter\``,
      ),
    );
  });

  test("of what a record belongs to is silently left out where the fields lack its key", async () => {
    expect(await admin.find("Alerts", { ...only(alert), include: "agent", fields: ["id"] })).toEqual([
      { id: alert.id },
    ]);
    expect(await admin.find("Alerts", { ...only(alert), include: "agent", fields: ["agentId"] })).toEqual([
      { agentId: agent.id, agent },
    ]);
  });

  test.each([null, [], 5])("%j is ignored", async (include) => {
    expect(await admin.find("Alerts", { ...only(alert), include })).toEqual([alert]);
  });
});

describe("sub-routes of relations", () => {
  test("read what a record belongs to", async () => {
    expect((await admin.get(`Alerts/${alert.id}/agent`)).json).toEqual(agent);
  });

  test("answer {} without a key and null for one that leads nowhere", async () => {
    const bare = (await admin.post("Alerts", { name: "bare" })).json;
    const lost = (await admin.post("Alerts", { name: "lost", agentId: UNKNOWN_ID })).json;
    expect((await admin.get(`Alerts/${bare.id}/agent`)).text).toBe("{}");
    expect((await admin.get(`Alerts/${lost.id}/agent`)).text).toBe("null");
  });

  test("read, filter and count a collection", async () => {
    const path = `Targets/${String(agent["locationId"])}/agents`;
    const all = sandbox.records("Agents").filter((row) => row["locationId"] === agent["locationId"]);
    const active = all.filter((row) => row["active"] === true);
    expect(await admin.find(path, {})).toHaveLength(all.length);
    expect(await admin.find(path, { where: { active: true } })).toHaveLength(active.length);
    expect((await admin.get(`${path}/count`, { query: { where: { active: true } } })).json).toEqual({
      count: active.length,
    });
    expect(await admin.find(path, { where: null })).toHaveLength(all.length);
  });

  test("create, read, change and delete in a collection", async () => {
    const path = `Targets/${String(agent["locationId"])}/queries`;
    const created = (await admin.post(path, { name: "q", value: "10.9.0.0/16", targetId: "ignored" })).json;
    expect(created.targetId).toBe(agent["locationId"]);
    expect((await admin.get(`${path}/${created.id}`)).json).toMatchObject(created);
    expect((await admin.put(`${path}/${created.id}`, { name: "r" })).json).toMatchObject({
      name: "r",
      value: "10.9.0.0/16",
    });
    expect((await admin.delete(`${path}/${created.id}`)).status).toBe(204);
    expect((await admin.delete(`${path}/${created.id}`)).json).toEqual(
      plain(404, `No instance with id ${created.id} found for Query`),
    );
  });

  test("do not reach into another record's collection", async () => {
    const other = sandbox.records("Agents").find((row) => row["locationId"] !== agent["locationId"]);
    expect((await admin.get(`Targets/${String(agent["locationId"])}/agents/${other?.id}`)).status).toBe(404);
  });
});
