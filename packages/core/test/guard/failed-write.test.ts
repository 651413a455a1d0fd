import { describe, expect, it } from "vitest";
import { HuntServerError } from "../../src/errors/request-errors.js";
import { addWriteHint } from "../../src/guard/failed-write-hint.js";
import type { Send } from "../../src/http/request.js";
import { exampleUuid } from "../../src/ids.js";
import { createClient, catchError, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const connect = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

/** Makes the next write fail, as a foreign key of the database does. */
const failNextWrite = (route = "queries") =>
  sandbox().faults.add({ match: `POST ${route}`, kind: "status", status: 500, times: 1 });

const serverError = new HuntServerError(
  "HUNT failed.",
  { method: "POST", path: "addresses", status: 500 },
  null,
);

/** Posts addresses, which fails, and returns the number of target groups that were looked up. */
async function countLookUps(body: readonly object[]): Promise<number> {
  failNextWrite("addresses");
  const before = sandbox().requests.length;
  await catchError(connect().request({ method: "POST", path: "addresses", body }));
  const later = sandbox().requests.slice(before);
  return later.filter(({ method, path }) => method === "GET" && path.endsWith("/targets")).length;
}

describe("a write that HUNT answers with 500", () => {
  it("names the property whose ID is not valid", async () => {
    const error = await catchError(connect().locations.create({ name: "a", organizationId: "nope" }));

    expect(error).toMatchObject({ code: "HUNT_SERVER", status: 500 });
    expect(error.message).toMatch(/ organizationId: "nope" is not a valid ID of Organizations\. Use a UUID/);
  });

  it("names the property that refers to a record that does not exist", async () => {
    failNextWrite();

    const error = await catchError(
      connect().queries.create({ name: "a", value: "10.0.0.0/8", targetId: exampleUuid }),
    );

    expect(error.message).toMatch(
      new RegExp(` targetId: targets has no record with the ID "${exampleUuid}"\\.$`),
    );
  });

  it("has no hint if all records exist", async () => {
    const [target] = await connect().targets.list({ limit: 1 }).toArray({ max: 1 });
    failNextWrite();

    const error = await catchError(
      connect().queries.create({ name: "a", value: "10.0.0.0/8", targetId: target!.id }),
    );

    expect(error.message).not.toContain("targetId");
  });

  it("looks up a record only once if many items refer to it", async () => {
    const [target] = await connect().targets.list({ limit: 1 }).toArray({ max: 1 });
    const body = Array.from({ length: 300 }, (_, index) => ({
      hostname: `h-${index}`,
      targetId: target!.id,
    }));

    const lookUps = await countLookUps(body);

    expect(lookUps).toBe(1);
  });

  it("looks up at most five records", async () => {
    const targets = await connect().targets.list().toArray();
    const body = [...targets, ...targets].map(({ id }, index) => ({ hostname: `h-${index}`, targetId: id }));

    const lookUps = await countLookUps(body);

    expect(targets.length).toBeGreaterThan(5);
    expect(lookUps).toBe(5);
  });

  it("looks up no other record after one that does not exist", async () => {
    const [target] = await connect().targets.list({ limit: 1 }).toArray({ max: 1 });
    const body = [{ targetId: exampleUuid }, { targetId: target!.id }];

    const lookUps = await countLookUps(body);

    expect(lookUps).toBe(1);
  });

  it("looks up no record if an ID is not valid", async () => {
    const [target] = await connect().targets.list({ limit: 1 }).toArray({ max: 1 });
    const body = [{ targetId: target!.id }, { targetId: "nope" }];

    const lookUps = await countLookUps(body);

    expect(lookUps).toBe(0);
  });

  it("looks up no other record if the server also fails the first lookup", async () => {
    const ids = (await connect().targets.list().toArray()).map(({ id }) => id);
    const requests: string[] = [];
    const fail: Send = async ({ method = "GET", path }) => {
      requests.push(`${method} ${path}`);
      throw new HuntServerError("HUNT failed.", { method, path, status: 500 }, null);
    };
    const body = ids.map((targetId) => ({ targetId }));

    const error = await addWriteHint(serverError, "POST", { method: "POST", path: "addresses", body }, fail);

    expect(error).toBe(serverError);
    expect(requests).toEqual(["GET targets"]);
  });

  it("looks up no record after an abort", async () => {
    const requests: string[] = [];
    const send: Send = async ({ path }) => {
      requests.push(path);
      throw new Error("unexpected");
    };
    const body = [{ targetId: exampleUuid }];
    const request = { method: "POST", path: "addresses", body, signal: AbortSignal.abort() };

    const error = await addWriteHint(serverError, "POST", request, send);

    expect(error).toBe(serverError);
    expect(requests).toEqual([]);
  });

  it.each(["queries", "flags"])("names an ID in the path that is not valid: %s", async (route) => {
    const path = `${route}/nope`;

    const error = await catchError(connect().request({ method: "PATCH", path, body: { name: "a" } }));

    expect(error.message).toContain(`"nope" is not a valid ID of ${route}.`);
  });

  it("has no hint about the name of an action", async () => {
    failNextWrite("targets/scan");

    const error = await catchError(connect().request({ method: "POST", path: "targets/scan", body: {} }));

    expect(error.message).not.toContain('scan" is not');
  });
});
