import { describe, expect, it } from "vitest";
import { recordGroups, type RecordGroup } from "../../src/commands/record/groups.js";
import { atHunt } from "../support/at-hunt.js";
import { expectValidOutput } from "../support/schema.js";

const { hunt } = atHunt();

const listed = (Object.entries(recordGroups) as [string, RecordGroup][]).flatMap(([group, { verbs }]) =>
  verbs.includes("list") ? [group] : [],
);

describe("the list of a group of records", () => {
  it.each(listed)("prints JSON that matches the schema: %s", async (group) => {
    const { code, stdout, stderr } = await hunt([group, "list", "--json"]);

    expect(code, stderr).toBe(0);
    await expectValidOutput(`${group} list`, stdout);
  });
});
