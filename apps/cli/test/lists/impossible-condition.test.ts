import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { hunt, sandbox } = atHunt();

const instant = "2026-02-01T00:00:00Z";
const emptyWindow = JSON.stringify({ createdOn: { gte: instant, lt: instant } });
const emptyList = JSON.stringify({ id: { inq: [] } });

describe("a condition that no record can match", () => {
  it.each([
    ["hunt alert list", ["alert", "list", "--json"], emptyWindow],
    ["hunt alert list", ["alert", "list", "--json"], emptyList],
    ["hunt agent list", ["agent", "list", "--json"], emptyList],
    ["hunt task list", ["task", "list", "--json"], emptyWindow],
    ["hunt api GET Alerts", ["api", "GET", "Alerts"], emptyWindow],
  ])("prints an empty list and a warning: %s", async (_, args, where) => {
    const { code, stdout, stderr } = await hunt([...args, "--where", where]);

    expect(stderr).toMatch(/^Warning: --where: .*no record can match/);
    expect(stdout).toBe("[]\n");
    expect(code).toBe(0);
  });

  it("counts no records with a warning: hunt api GET Alerts/count", async () => {
    const { code, stdout, stderr } = await hunt(["api", "GET", "Alerts/count", "--where", emptyWindow]);

    expect(stderr).toMatch(/^Warning: --where: .*no record can match/);
    expect(JSON.parse(stdout)).toEqual({ count: 0 });
    expect(code).toBe(0);
  });

  it.each([
    ["hunt alert list --exit-code", ["alert", "list", "--exit-code"], emptyWindow],
    ["hunt alert list --exit-code", ["alert", "list", "--exit-code"], emptyList],
    ["hunt alert watch", ["alert", "watch", "--once", "--since", "24h"], emptyList],
    ["hunt alert archive", ["alert", "archive", "--yes"], emptyWindow],
    ["hunt agent scan", ["agent", "scan", "--yes"], emptyList],
    ["hunt api POST Alerts/archive", ["api", "POST", "Alerts/archive", "--yes"], emptyWindow],
  ])("is an error if something depends on the records: %s", async (_, args, where) => {
    const { code, stdout, stderr } = await hunt([...args, "--where", where]);

    expect(stderr).toMatch(/^hunt: --where: .*no record can match/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});
