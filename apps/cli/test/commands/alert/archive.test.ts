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

  it("prints the number of alerts and the first ten of them with --dry-run", async () => {
    const { length } = alerts("critical", false);

    const { code, stdout, stderr } = await hunt(["alert", "archive", "--severity", "critical", "--dry-run"]);

    const [first, ...names] = stderr.trim().split("\n");
    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(first).toBe(`Dry run: nothing was changed. The command would archive ${length} alerts at HUNT:`);
    expect(names).toHaveLength(11);
    expect(names[0]).toMatch(/^ {2}critical {2}\S+ {2}\S+ {2}\S/);
    expect(names[10]).toBe(`  and ${length - 10} more`);
    expect(alerts("critical", false)).toHaveLength(length);
  });

  it("requires a confirmation", async () => {
    const { length } = alerts("critical", false);

    const { code, stdout } = await hunt(["alert", "archive", "--severity", "critical"]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(alerts("critical", false)).toHaveLength(length);
  });

  it("archives an alert by its ID, and prints valid JSON", async () => {
    const [alert, other] = alerts("high", false);

    const { code, stdout, stderr } = await hunt(["alert", "archive", alert!.id, "--yes", "--json"]);

    expect(code).toBe(0);
    expect(stderr).toBe("✓ Archived 1 alert.\n");
    expect(await expectValidOutput("alert archive", stdout)).toMatchObject([
      { id: alert!.id, archived: true },
    ]);
    expect(isArchived(alert!.id)).toBe(true);
    expect(isArchived(other!.id)).toBe(false);
  });

  it.each([
    [[], '{"archived": true}', "--where selects only alerts that are already archived."],
    [["--undo"], '{"archived": false}', "--undo cannot be used with the condition on archived in --where"],
  ])("rejects a condition that selects nothing to change: %j %s", async (flags, where, message) => {
    const { code, stderr } = await hunt(["alert", "archive", ...flags, "--where", where, "--yes"]);

    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("skips an alert that is already archived", async () => {
    const [alert] = alerts("high", true);

    const outcome = await hunt(["alert", "archive", alert!.id, "--yes"]);

    expect(outcome).toEqual({
      code: 0,
      stdout: "",
      stderr: "Skipped 1 alert: already archived.\nNothing to do.\n",
    });
  });

  it("restores an alert from the archive with --undo", async () => {
    const [alert] = alerts("high", true);

    const { stderr } = await hunt(["alert", "archive", alert!.id, "--undo", "--yes"]);

    expect(stderr).toContain("✓ Restored 1 alert.\n");
    expect(isArchived(alert!.id)).toBe(false);
  });

  it("archives all matching alerts in requests of 100 IDs", async () => {
    const count = alerts("low", false).length;

    const { code, stderr } = await hunt([
      "alert",
      "archive",
      "--severity",
      "low",
      "--yes",
      "--expect",
      String(count),
    ]);

    expect(code).toBe(0);
    expect(stderr).toContain(`✓ Archived ${count.toLocaleString("en-US")} alerts.\n`);
    expect(alerts("low", false)).toEqual([]);
    const sent = sandbox().requests.filter(({ method }) => method === "POST");
    expect(sent).toHaveLength(Math.ceil(count / 100));
  });

  it("exits with code 1 if --expect is set and no alert matches", async () => {
    const where = '{"name": "no such alert"}';

    const { code, stderr } = await hunt(["alert", "archive", "--where", where, "--yes", "--expect", "3"]);

    expect(code).toBe(1);
    expect(stderr).toContain("0 alerts match, but 3 are expected.");
  });

  it("exits with code 1 if --where names a host that does not exist", async () => {
    const { code, stderr } = await hunt(["alert", "archive", "--where", '{"hostname": "no-such-host"}']);

    expect(code).toBe(1);
    expect(stderr).toContain('no host is named "no-such-host".');
  });

  it("prints the number of archived alerts if a later request fails", async () => {
    sandbox().faults.add({
      match: "POST Alerts/archive",
      kind: "status",
      status: 403,
      skip: 1,
      times: "always",
    });
    const args = ["alert", "archive", "--severity", "medium", "--yes", "--max-affected", "5000"];

    const { code, stderr } = await hunt(args);

    expect(code).toBe(1);
    expect(stderr).toMatch(/100 of \d+ alerts were changed\.\nFix the cause, and run it again to continue\./);
  });

  it("archives no alert if one of the IDs does not exist", async () => {
    const [alert] = alerts("high", false);
    const unknown = "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55";

    const { code, stderr } = await hunt(["alert", "archive", alert!.id, unknown, "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain(`Alerts not found: ${unknown}. Nothing was changed.`);
    expect(isArchived(alert!.id)).toBe(false);
  });

  it("says that an alert does not match the flags if it exists", async () => {
    const [alert] = alerts("medium", false);

    const { code, stderr } = await hunt(["alert", "archive", alert!.id, "--severity", "critical", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain(
      `These alerts do not match the other filters: ${alert!.id}. Nothing was changed.\n`,
    );
    expect(isArchived(alert!.id)).toBe(false);
  });

  it("says that an alert does not exist if there are also flags", async () => {
    const unknown = "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55";

    const { stderr } = await hunt(["alert", "archive", unknown, "--severity", "critical", "--yes"]);

    expect(stderr).toContain(`Alerts not found: ${unknown}.`);
  });

  it("requires IDs or a flag that selects alerts", async () => {
    expect(await hunt(["alert", "archive", "--yes"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hunt: No alerts specified.\nSpecify IDs, or select alerts with --severity, --host, --source, --since, or --where.\n",
    });
  });

  it("rejects an empty condition", async () => {
    const { code } = await hunt(["alert", "archive", "--yes", "--where", "{}"]);

    expect(code).toBe(2);
  });
});
