import { startCarelessHunt } from "@huntkit/test-kit/careless-hunt";
import { expect, it, onTestFinished } from "vitest";
import { toUuid } from "../../src/ids.js";
import { createClient, catchError } from "../helpers.js";

/** Starts an instance whose addresses and queries do not have the property of their group. */
async function startWithoutGroups() {
  const server = await startCarelessHunt({
    addresses: [{ id: toUuid(1) }, { id: toUuid(2) }],
    queries: [{ id: toUuid(3), name: "All" }],
    targets: [{ id: toUuid(4), name: "Lab" }],
  });
  onTestFinished(server.close);
  return { server, client: createClient(server.url, { token: "a".repeat(64) }) };
}

it("deletes no addresses if HUNT ignores the condition on the group", async () => {
  const { server, client } = await startWithoutGroups();

  const count = await client.addresses.deleteAll(toUuid(4));

  expect(count).toBe(0);
  expect(server.writes()).toEqual([]);
});

it("runs no queries if HUNT ignores the condition on the group", async () => {
  const { server, client } = await startWithoutGroups();

  const error = await catchError(client.tasks.enumerate("Lab"));

  expect(error).toMatchObject({ code: "HUNT_INPUT", input: "query", problem: "empty" });
  expect(server.writes()).toEqual([]);
});
