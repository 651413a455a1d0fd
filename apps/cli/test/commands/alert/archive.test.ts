import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { expectValidOutput } from "../../support/schema.js";

const { sandbox, hunt } = atHunt();

const alerts = (severity: string, archived: boolean) =>
  sandbox()
    .records("Alerts")
    .filter((row) => row["severity"] === severity && row["archived"] === archived);
const isArchived = (id: string): unknown =>
  sandbox()
    .records("Alerts")
    .find((row) => row.id === id)!["archived"];

describe("hunt alert archive", { timeout: 90_000 }, () => {
  it("archives all open alerts only with --allow-all-records", async () => {
    const { code, stderr } = await hunt([
      "alert",
      "archive",
      "--host",
      "*",
      "--yes",
      "--max-affected",
      "9999",
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain("which is every record");
    expect(stderr).toContain("--allow-all-records");
    expect(
      sandbox()
        .records("Alerts")
        .filter(({ archived }) => archived === false),
    ).toHaveLength(2_700);
  });

  it("says how many and which, and does nothing with --dry-run or where nobody can be asked", async () => {
    const before = alerts("critical", false).length;
    const dry = await hunt(["alert", "archive", "--severity", "critical", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0, stdout: "" });
    const [first, ...names] = dry.stderr.trim().split("\n");
    expect(first).toBe(`Dry run: nothing was changed. The command would archive ${before} alerts at HUNT`);
    expect(names).toHaveLength(11);
    expect(names[0]).toMatch(/^ {2}critical {2}\S+ {2}\S+ {2}\S/);
    expect(names[10]).toBe(`  and ${before - 10} more`);
    expect(await hunt(["alert", "archive", "--severity", "critical"])).toMatchObject({
      code: 2,
      stdout: "",
    });
    expect(alerts("critical", false)).toHaveLength(before);
  });

  it("archives exactly those that are named, and takes them out again", async () => {
    const [one, other] = alerts("high", false);
    const done = await hunt(["alert", "archive", one!.id, "--yes", "--json"]);
    expect(done).toMatchObject({ code: 0, stderr: "✓ Archived 1 alert.\n" });
    expect(await expectValidOutput("alert archive", done.stdout)).toMatchObject([
      { id: one!.id, archived: true },
    ]);
    expect([isArchived(one!.id), isArchived(other!.id)]).toEqual([true, false]);
    expect(await hunt(["alert", "archive", one!.id, "--yes"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "Skipped 1 alert: already archived.\nNothing to do.\n",
    });
    expect((await hunt(["alert", "archive", one!.id, "--undo", "--yes"])).stderr).toBe(
      "✓ Restored 1 alert.\n",
    );
    expect(isArchived(one!.id)).toBe(false);
  });

  it("archives all that the flags choose, a hundred ids a request", async () => {
    const count = alerts("low", false).length;
    expect(
      await hunt(["alert", "archive", "--severity", "low", "--yes", "--expect", String(count)]),
    ).toMatchObject({
      code: 0,
      stderr: `✓ Archived ${count.toLocaleString("en-US")} alerts.\n`,
    });
    expect(alerts("low", false)).toEqual([]);
    const sent = sandbox().requests.filter(({ method }) => method === "POST");
    expect(sent).toHaveLength(Math.ceil(count / 100));
  });

  it("tells how far it came where HUNT fails on the way", async () => {
    sandbox().faults.add({
      match: "POST Alerts/archive",
      kind: "status",
      status: 403,
      skip: 1,
      times: "always",
    });
    const args = ["alert", "archive", "--severity", "medium", "--yes", "--max-affected", "5000"];
    const { code, stderr } = await hunt(args);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /100 of \d+ records were changed\.\nFix the cause, and run it again to continue\./,
      ) as string,
    });
  });

  it("archives none where one of those that are named is not there", async () => {
    const [one] = alerts("high", false);
    const { code, stderr } = await hunt([
      "alert",
      "archive",
      one!.id,
      "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55",
      "--yes",
    ]);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "Alerts not found: 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55. Nothing was changed.",
      ) as string,
    });
    expect(isArchived(one!.id)).toBe(false);
  });

  it("wants to be told which: nothing at all is not all of them", async () => {
    expect(await hunt(["alert", "archive", "--yes"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hunt: No alerts specified.\nSpecify IDs, or select alerts with --severity, --host, --source, --since, or --where.\n",
    });
    expect(await hunt(["alert", "archive", "--yes", "--where", "{}"])).toMatchObject({ code: 2 });
  });
});
