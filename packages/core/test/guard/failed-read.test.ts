import { describe, expect, it } from "vitest";
import { createClient, catchError, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const connect = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

describe("a read that HUNT answers with 500", () => {
  it("names an ID that is not valid", async () => {
    const error = await catchError(connect().request({ path: "Alerts/1234" }));

    expect(error).toMatchObject({ code: "HUNT_SERVER", status: 500 });
    expect(error.message).toMatch(/"1234" is not a valid ID of Alerts\. Use a UUID, such as \S+\.$/);
  });

  it("names an ID that is not valid in the path of a related list", async () => {
    const error = await catchError(connect().request({ path: "targets/nope/agents" }));

    expect(error.message).toMatch(/"nope" is not a valid ID of targets\. Use a UUID, such as \S+\.$/);
  });

  it("names an unknown relation, with the nearest one", async () => {
    const error = await catchError(
      connect()
        .targets.list({ include: ["queries", "agnts"] })
        .toArray(),
    );

    expect(error).toMatchObject({ code: "HUNT_SERVER", status: 500 });
    expect(error.message).toMatch(/include: targets has no known relation "agnts"\. Did you mean agents\?$/);
  });

  it.each([
    ["an object", { relation: "agnt" }],
    ["a list of objects", [{ relation: "agnt", scope: { limit: 1 } }]],
  ])("names an unknown relation in %s", async (_, include) => {
    const request = { path: "Alerts", query: { filter: { include, limit: 1 } } };

    const error = await catchError(connect().request(request));

    expect(error.message).toContain('Alerts has no known relation "agnt"');
  });

  it("has no hint if the ID and the relations could be valid", async () => {
    sandbox().faults.add({ match: "GET targets", kind: "status", status: 500, times: 2 });
    const include = ["agents", "queries"];

    const error = await catchError(connect().targets.list({ include }).toArray());

    expect(error.message).not.toContain("relation");
  });

  it("does not contain a token that was passed as an ID", async () => {
    const token = "a1".repeat(32);

    const error = await catchError(connect().alerts.get(token));

    expect(error.message).not.toContain(token);
  });
});
