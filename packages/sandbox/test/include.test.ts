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
  address = requireRow(sandbox.records("Addresses").find(({ agentId }) => agentId !== null));
  agent = requireRow(sandbox.records("Agents").find(({ id }) => id === address["agentId"]));
  target = requireRow(sandbox.records("Targets").find(({ id }) => id === address["targetId"]));
});
afterAll(() => sandbox.stop());

function requireRow(row: Row | undefined): Row {
  if (row === undefined) throw new Error("The seed does not contain the row that this test requires.");
  return row;
}

const only = (row: Row): object => ({ where: { id: row.id } });
const listAgents = ({ id }: Row): Row[] =>
  sandbox.records("Agents").filter((row) => row["locationId"] === id);

describe("include", () => {
  test.each([["agent"], [["agent"]], [{ relation: "agent" }], [{ agent: true }]])(
    "include adds the record that a record belongs to: %j",
    async (include) => {
      expect(await admin.find("Addresses", { ...only(address), include })).toEqual([{ ...address, agent }]);
    },
  );

  test("include adds several relations", async () => {
    const include = ["agent", "target"];
    expect(await admin.find("Addresses", { ...only(address), include })).toEqual([
      { ...address, agent, target },
    ]);
  });

  test("include adds the credential of a query", async () => {
    const query = requireRow(sandbox.records("queries").find(({ credentialId }) => credentialId !== null));
    const [row] = await admin.find("queries", { ...only(query), include: "credential" });
    expect(row.credential.id).toBe(query["credentialId"]);
  });

  test("include adds the records that belong to a record", async () => {
    const [row] = await admin.find("Targets", { ...only(target), include: "agents" });
    expect(row.agents.map(({ id }: Json) => id)).toEqual(
      listAgents(target)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("include adds relations of relations", async () => {
    const [row] = await admin.find("Addresses", { ...only(address), include: { agent: "addresses" } });
    expect(row.agent.addresses).toContainEqual(address);
  });

  test("a scope filters related records, and its fields always contain the key", async () => {
    const scope = { where: { active: true }, fields: ["hostname"] };
    const [row] = await admin.find("Targets", { ...only(target), include: { relation: "agents", scope } });
    const expected = listAgents(target)
      .filter((each) => each["active"] === true)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(row.agents).toEqual(
      expected.map((each) => ({ hostname: each["hostname"], locationId: target.id })),
    );
  });

  test("the limit of a scope applies to each record separately", async () => {
    const rows = await admin.find("Targets", {
      limit: 3,
      include: { relation: "agents", scope: { limit: 2, order: "hostname" } },
    });
    expect(rows.map(({ agents }: Json) => agents.length)).toEqual([2, 2, 2]);
  });

  test("include works with findById", async () => {
    const filter = { include: "agent" };
    expect((await admin.get(`Addresses/${address.id}`, { query: { filter } })).json).toEqual({
      ...address,
      agent,
    });
  });

  test("include of an unknown relation is a 500", async () => {
    const { status, json } = await admin.get("Alerts", {
      query: { filter: { include: "nosuch", limit: 1 } },
    });

    expect([status, json]).toEqual([500, INTERNAL]);
  });

  test("include of an unknown relation is ignored if no record matches", async () => {
    expect(await admin.find("Alerts", { include: "nosuch", where: { id: UNKNOWN_ID } })).toEqual([]);
  });

  test("include of a collection is a 400 if the fields do not contain the ID", async () => {
    const filter = { ...only(target), include: "agents", fields: ["name"] };
    const item = JSON.stringify({ name: target["name"] });
    expect((await admin.get("Targets", { query: { filter } })).json).toEqual(
      plain(
        400,
        `ID property "id" is missing for included item: ${item}. Please make sure \`fields\` include "id" if it's present in the \`filter\``,
      ),
    );
  });

  test("include is ignored if the fields do not contain the key of the relation", async () => {
    const filter = { ...only(address), include: "agent", fields: ["id"] };

    expect(await admin.find("Addresses", filter)).toEqual([{ id: address.id }]);
  });

  test("include works if the fields contain the key of the relation", async () => {
    const filter = { ...only(address), include: "agent", fields: ["agentId"] };

    expect(await admin.find("Addresses", filter)).toEqual([{ agentId: agent.id, agent }]);
  });

  // These relations are neither in the OpenAPI document of a live instance nor in the vendor's clients.
  test.each([
    ["Alerts", "agent"],
    ["Alerts", "scan"],
    ["Alerts", "organization"],
    ["Agents", "alerts"],
    ["Agents", "location"],
    ["Targets", "addresses"],
    ["Targets", "scans"],
    ["userTasks", "items"],
  ])("a relation that no source shows does not exist: %s, %s", async (model, relation) => {
    const [row] = sandbox.records(model);
    expect((await admin.get(model, { query: { filter: { include: relation, limit: 1 } } })).status).toBe(500);
    expect((await admin.get(`${model}/${row?.id}/${relation}`)).status).toBe(404);
  });

  test.each([null, [], 5])("an invalid include is ignored: %j", async (include) => {
    expect(await admin.find("Addresses", { ...only(address), include })).toEqual([address]);
  });
});

describe("the routes of relations", () => {
  test("the route of a relation returns the record that a record belongs to", async () => {
    expect((await admin.get(`Addresses/${address.id}/agent`)).json).toEqual(agent);
  });

  test("the route of a relation returns {} without a key", async () => {
    const { id } = (await admin.post("Addresses", { hostname: "bare" })).json;

    expect((await admin.get(`Addresses/${id}/agent`)).text).toBe("{}");
  });

  test("the route of a relation returns null for the key of an unknown record", async () => {
    const { id } = (await admin.post("Addresses", { hostname: "lost", agentId: UNKNOWN_ID })).json;

    expect((await admin.get(`Addresses/${id}/agent`)).text).toBe("null");
  });

  test.each([{}, { where: null }])(
    "the route of a collection lists all related records: %j",
    async (filter) => {
      const rows = await admin.find(`Targets/${target.id}/agents`, filter);

      expect(rows).toHaveLength(listAgents(target).length);
    },
  );

  test("the route of a collection lists and counts the related records that match", async () => {
    const path = `Targets/${target.id}/agents`;
    const where = { active: true };
    const active = listAgents(target).filter((row) => row["active"] === true);

    expect(await admin.find(path, { where })).toHaveLength(active.length);
    expect((await admin.get(`${path}/count`, { query: { where } })).json).toEqual({ count: active.length });
  });

  test("a record that is created in a collection gets its foreign key", async () => {
    const path = `Targets/${target.id}/queries`;

    const { json } = await admin.post(path, { name: "q", value: "10.9.0.0/16", targetId: "ignored" });

    expect(json.targetId).toBe(target.id);
    expect((await admin.get(`${path}/${json.id}`)).json).toMatchObject(json);
  });

  test("a record can be changed in its collection", async () => {
    const path = `Targets/${target.id}/queries`;
    const { id } = (await admin.post(path, { name: "q", value: "10.9.0.0/16" })).json;

    const { json } = await admin.put(`${path}/${id}`, { name: "r" });

    expect(json.name).toBe("r");
    expect(json.value).toBe("10.9.0.0/16");
  });

  test("a record can be deleted in its collection only once", async () => {
    const path = `Targets/${target.id}/queries`;
    const { id } = (await admin.post(path, { name: "q", value: "10.9.0.0/16" })).json;

    expect((await admin.delete(`${path}/${id}`)).status).toBe(204);

    const { json } = await admin.delete(`${path}/${id}`);
    expect(json).toEqual(plain(404, `No instance with id ${id} found for Query`));
  });

  test("a record of another collection is a 404", async () => {
    const other = sandbox.records("Agents").find((row) => row["locationId"] !== agent["locationId"]);
    expect((await admin.get(`Targets/${String(agent["locationId"])}/agents/${other?.id}`)).status).toBe(404);
  });
});
