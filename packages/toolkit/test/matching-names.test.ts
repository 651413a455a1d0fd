import { describe, expect, it } from "vitest";
import { explain, groupId, lists } from "./named-records.js";

const otherId = "44444444-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const groups = { ...lists, targets: [...lists["targets"]!, { id: otherId, name: "Branch" }] };

describe("a target group in a condition without records, by its ID and its name", () => {
  it.each([
    "Office",
    { inq: ["Office", "office"] },
    { like: "Off%" },
    { ilike: "off%" },
    { regexp: "^Off" },
    { nlike: "La%" },
  ])("is explained if the ID and the name exclude each other: %j", async (targetGroupName) => {
    expect(await explain({ targetGroupId: groupId, targetGroupName })).toBe(
      'where: no record matches, because the target group of targetGroupId is named "Lab", and the condition on ' +
        "targetGroupName excludes this name.",
    );
  });

  it("is explained if none of several IDs has the name", async () => {
    const where = { targetGroupId: { inq: [groupId, otherId] }, targetGroupName: "Office" };

    expect(await explain(where, "Alerts", groups)).toBe(
      'where: no record matches, because the target groups of targetGroupId are named "Lab", "Branch", and the ' +
        "condition on targetGroupName excludes these names.",
    );
  });

  it.each([
    { targetGroupId: groupId, targetGroupName: "Lab" },
    { targetGroupId: groupId, targetGroupName: { ilike: "la%" } },
    { targetGroupId: { inq: [groupId, otherId] }, targetGroupName: "Branch" },
    { or: [{ targetGroupId: groupId }, { targetGroupName: "Office" }] },
    { targetGroupId: { neq: groupId }, targetGroupName: "Office" },
  ])("is not an error if a record can match: %j", async (where) => {
    expect(await explain(where, "Alerts", groups)).toBeNull();
  });

  it("is not an error if records have an earlier name of the group", async () => {
    const rows = { ...groups, Alerts: [{ targetGroupId: groupId, targetGroupName: "Office" }] };

    expect(await explain({ targetGroupId: groupId, targetGroupName: "Office" }, "Alerts", rows)).toBeNull();
  });
});
