import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

const alertId = "8acc9458-1bfe-4902-956a-7c12b1df4436";
const sha1 = "538c0c213b792d5c68788760195473fe8a7dd674";
const noSuchId = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("hunt comment add", () => {
  it("adds a comment to an alert, and prints its ID", async () => {
    const { code, stdout } = await hunt(["comment", "add", alertId, "False positive"]);

    expect(code).toBe(0);
    expect(sandbox().records("userComments").at(-1)).toMatchObject({
      id: stdout.trim(),
      relatedId: alertId,
      value: "False positive",
    });
  });

  it("adds a comment to a file by its SHA-1", async () => {
    const { code } = await hunt(["comment", "add", sha1, "Known tool"]);

    expect(code).toBe(0);
    expect(sandbox().records("userComments").at(-1)).toMatchObject({ relatedId: sha1 });
  });

  it.each([noSuchId, "0".repeat(40)])(
    "does not add a comment to a record that does not exist: %s",
    async (id) => {
      const before = sandbox().records("userComments").length;

      const { code, stderr } = await hunt(["comment", "add", id, "x"]);

      expect(code).toBe(1);
      expect(stderr).toContain(`"${id}" found.\nCheck the ID and the instance.`);
      expect(sandbox().records("userComments")).toHaveLength(before);
    },
  );

  it.each([alertId, sha1])("stores an ID in upper case as HUNT stores it: %s", async (id) => {
    await hunt(["comment", "add", id.toUpperCase(), "Upper case"]);

    expect(sandbox().records("userComments").at(-1)).toMatchObject({ relatedId: id, value: "Upper case" });
  });

  it("rejects an ID that is neither a UUID nor a SHA-1", async () => {
    const { code, stderr } = await hunt(["comment", "add", "SRV-1", "x"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Use the ID of an alert, or the SHA-1 of a file (40 hex digits).");
  });
});

describe("hunt comment list", () => {
  it("lists only the comments on a record, with their authors", async () => {
    const relatedId = String(sandbox().records("userComments")[0]!["relatedId"]);

    const { stdout } = await hunt(["comment", "list", relatedId, "--json"]);

    const comments = (await expectValidOutput("comment list", stdout)) as Record<string, unknown>[];
    expect(new Set(comments.map((comment) => comment["relatedId"]))).toEqual(new Set([relatedId]));
    expect(comments[0]!["userName"]).toMatch(/@example\.com$/);
  });

  it("finds the comments on an ID in upper case", async () => {
    const relatedId = String(sandbox().records("userComments")[0]!["relatedId"]);

    const { stdout } = await hunt(["comment", "list", relatedId.toUpperCase(), "--json"]);

    expect(JSON.parse(stdout)).not.toEqual([]);
  });

  it("prints an empty list for a record without comments", async () => {
    const commented = new Set(
      sandbox()
        .records("userComments")
        .map(({ relatedId }) => relatedId),
    );
    const { id } = sandbox()
      .records("Alerts")
      .find((alert) => !commented.has(alert.id))!;

    expect(await hunt(["comment", "list", id])).toMatchObject({ code: 0, stderr: "No comments found.\n" });
  });

  it.each([noSuchId, "0".repeat(40)])("fails if no alert and no file has the ID: %s", async (id) => {
    const { code, stdout, stderr } = await hunt(["comment", "list", id, "--json"]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "CLI_NOT_FOUND" } });
  });

  it("rejects an ID that is neither a UUID nor a SHA-1", async () => {
    const { code, stderr } = await hunt(["comment", "list", "SRV-1"]);

    expect(code).toBe(2);
    expect(stderr).toContain('Invalid value "SRV-1" for <id>.');
  });

  it("reports an ID that no alert has, also without an archive", async () => {
    sandbox().faults.add({ match: "GET Alertsarchive/*", kind: "status", status: 404, times: 1 });

    const { code, stderr } = await hunt(["comment", "list", noSuchId]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `hunt: No alert with the ID "${noSuchId}" found.\nCheck the ID and the instance. Run \`hunt alert list --state all\` to list alerts.\n`,
    );
  });

  it("prints a note if there are more than the limit", async () => {
    const { stderr } = await inTerminal(at, ["comment", "list", "--limit", "2"]);

    expect(stderr).toContain("Showing the first 2 comments. Use --limit or --all for more.\n");
  });
});
