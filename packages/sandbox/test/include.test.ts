import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Row, type Sandbox, startSandbox } from "../src/index.js";
import { Client, type Json, NOW } from "./support/client.js";
import { INTERNAL, plain, UNKNOWN_ID } from "./support/errors.js";

let sandbox: Sandbox;
let admin: Client;
let address: Row;
let agent: Row;
let target: Row;
beforeAll(async () => {
  sandbox = await startSandbox({ now: NOW });
  admin = new Client(sandbox);
  address = there(sandbox.records("Addresses").find(({ agentId }) => agentId !== null));
  agent = there(sandbox.records("Agents").find(({ id }) => id === address["agentId"]));
  target = there(sandbox.records("Targets").find(({ id }) => id === address["targetId"]));
});
afterAll(() => sandbox.stop());

function there(row: Row | undefined): Row {
  if (row === undefined) throw new Error("The seed lacks what this test needs.");
  return row;
}

const only = (row: Row): object => ({ where: { id: row.id } });
const agentsOf = ({ id }: Row): Row[] => sandbox.records("Agents").filter((row) => row["locationId"] === id);

describe("include", () => {
  test.each([["agent"], [["agent"]], [{ relation: "agent" }], [{ agent: true }]])(
    "of what a record belongs to: %j",
    async (include) => {
      expect(await admin.find("Addresses", { ...only(address), include })).toEqual([{ ...address, agent }]);
    },
  );

  test("of several relations", async () => {
    const include = ["agent", "target"];
    expect(await admin.find("Addresses", { ...only(address), include })).toEqual([
      { ...address, agent, target },
    ]);
  });

  test("of the credentials of a query", async () => {
    const query = there(sandbox.records("queries").find(({ credentialId }) => credentialId !== null));
    const [row] = await admin.find("queries", { ...only(query), include: "credential" });
    expect(row.credential.id).toBe(query["credentialId"]);
  });

  test("of what belongs to a record", async () => {
    const [row] = await admin.find("Targets", { ...only(target), include: "agents" });
    expect(row.agents.map(({ id }: Json) => id)).toEqual(
      agentsOf(target)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("of two steps", async () => {
    const [row] = await admin.find("Addresses", { ...only(address), include: { agent: "addresses" } });
    expect(row.agent.addresses).toContainEqual(address);
  });

  test("with a scope: condition, order, fields and the key that they are found by", async () => {
    const scope = { where: { active: true }, fields: ["hostname"] };
    const [row] = await admin.find("Targets", { ...only(target), include: { relation: "agents", scope } });
    const expected = agentsOf(target)
      .filter((each) => each["active"] === true)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(row.agents).toEqual(
      expected.map((each) => ({ hostname: each["hostname"], locationId: target.id })),
    );
  });

  test("with a scope whose limit counts for each record on its own", async () => {
    const rows = await admin.find("Targets", {
      limit: 3,
      include: { relation: "agents", scope: { limit: 2, order: "hostname" } },
    });
    expect(rows.map(({ agents }: Json) => agents.length)).toEqual([2, 2, 2]);
  });

  test("for findById", async () => {
    const filter = { include: "agent" };
    expect((await admin.get(`Addresses/${address.id}`, { query: { filter } })).json).toEqual({
      ...address,
      agent,
    });
  });

  test("of an unknown relation is 500, though the caller's mistake", async () => {
    const answer = await admin.get("Alerts", { query: { filter: { include: "nosuch", limit: 1 } } });
    expect([answer.status, answer.json]).toEqual([500, INTERNAL]);
  });

  test("of an unknown relation is not noticed where nothing was found", async () => {
    expect(await admin.find("Alerts", { include: "nosuch", where: { id: UNKNOWN_ID } })).toEqual([]);
  });

  test("of a collection needs the id among the fields", async () => {
    const filter = { ...only(target), include: "agents", fields: ["name"] };
    const item = JSON.stringify({ name: target["name"] });
    expect((await admin.get("Targets", { query: { filter } })).json).toEqual(
      plain(
        400,
        `ID property "id" is missing for included item: ${item}. Please make sure \`fields\` include "id" if it's present in the \`filter\``,
      ),
    );
  });

  test("of what a record belongs to is silently left out where the fields lack its key", async () => {
    const found = { ...only(address), include: "agent" };
    expect(await admin.find("Addresses", { ...found, fields: ["id"] })).toEqual([{ id: address.id }]);
    expect(await admin.find("Addresses", { ...found, fields: ["agentId"] })).toEqual([
      { agentId: agent.id, agent },
    ]);
  });

  // Neither a live instance's OpenAPI document nor the vendor's clients show these.
  test.each([
    ["Alerts", "agent"],
    ["Alerts", "scan"],
    ["Alerts", "organization"],
    ["Agents", "alerts"],
    ["Agents", "location"],
    ["Targets", "addresses"],
    ["Targets", "scans"],
    ["userTasks", "items"],
  ])("of a relation of %s that no source shows is 500, and its route 404: %s", async (model, relation) => {
    const [row] = sandbox.records(model);
    expect((await admin.get(model, { query: { filter: { include: relation, limit: 1 } } })).status).toBe(500);
    expect((await admin.get(`${model}/${row?.id}/${relation}`)).status).toBe(404);
  });

  test.each([null, [], 5])("%j is ignored", async (include) => {
    expect(await admin.find("Addresses", { ...only(address), include })).toEqual([address]);
  });
});

describe("sub-routes of relations", () => {
  test("read what a record belongs to", async () => {
    expect((await admin.get(`Addresses/${address.id}/agent`)).json).toEqual(agent);
  });

  test("answer {} without a key and null for one that leads nowhere", async () => {
    const bare = (await admin.post("Addresses", { hostname: "bare" })).json;
    const lost = (await admin.post("Addresses", { hostname: "lost", agentId: UNKNOWN_ID })).json;
    expect((await admin.get(`Addresses/${bare.id}/agent`)).text).toBe("{}");
    expect((await admin.get(`Addresses/${lost.id}/agent`)).text).toBe("null");
  });

  test("read, filter and count a collection", async () => {
    const path = `Targets/${target.id}/agents`;
    const all = agentsOf(target);
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
