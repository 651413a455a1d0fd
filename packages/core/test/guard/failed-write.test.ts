import { describe, expect, it } from "vitest";
import { exampleUuid } from "../../src/ids.js";
import { clientOf, errorOf, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const connect = () => clientOf(sandbox().url, { token: sandbox().tokens.admin });

/** Makes the next write fail, as a foreign key of the database does. */
const failNextWrite = (route = "queries") =>
  sandbox().faults.add({ match: `POST ${route}`, kind: "status", status: 500, times: 1 });

describe("a write that HUNT answers with 500", () => {
  it("names the property whose ID is not valid", async () => {
    const error = await errorOf(connect().locations.create({ name: "a", organizationId: "nope" }));

    expect(error).toMatchObject({ code: "HUNT_SERVER", status: 500 });
    expect(error.message).toMatch(/ organizationId: "nope" is not a valid ID of Organizations\. Use a UUID/);
  });

  it("names the property that refers to a record that does not exist", async () => {
    failNextWrite();

    const error = await errorOf(
      connect().queries.create({ name: "a", value: "10.0.0.0/8", targetId: exampleUuid }),
    );

    expect(error.message).toMatch(
      new RegExp(` targetId: targets has no record with the ID "${exampleUuid}"\\.$`),
    );
  });

  it("has no hint if all records exist", async () => {
    const [target] = await connect().targets.list({ limit: 1 }).toArray({ max: 1 });
    failNextWrite();

    const error = await errorOf(
      connect().queries.create({ name: "a", value: "10.0.0.0/8", targetId: target!.id }),
    );

    expect(error.message).not.toContain("targetId");
  });

  it.each(["queries", "flags"])("names an ID in the path that is not valid: %s", async (route) => {
    const path = `${route}/nope`;

    const error = await errorOf(connect().request({ method: "PATCH", path, body: { name: "a" } }));

    expect(error.message).toContain(`"nope" is not a valid ID of ${route}.`);
  });

  it("has no hint about the name of an action", async () => {
    failNextWrite("targets/scan");

    const error = await errorOf(connect().request({ method: "POST", path: "targets/scan", body: {} }));

    expect(error.message).not.toContain('scan" is not');
  });
});
