import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

const findTarget = (name: string) =>
  sandbox()
    .records("Targets")
    .find((row) => row["name"] === name);
const listArchivedIds = () =>
  sandbox()
    .records("TargetsArchive")
    .map(({ id }) => id);
const create = (name: string, ...flags: string[]) =>
  hunt(["target", "create", name, "--controller-group", "controller group 1", ...flags]);

describe("hunt target list", () => {
  it("lists target groups with the number of their agents", async () => {
    expect(await inTerminal(at, ["target", "list", "--name", "*servers", "--limit", "2"]))
      .toMatchInlineSnapshot(`
        {
          "code": 0,
          "stderr": "Showing 2 of 10 target groups. Use --limit or --all for more.
        ",
          "stdout": "NAME            AGENTS  LAST SCANNED      ID
        Aarhus servers  137     2026-02-09 12:00  993cb853-2ce8-4ba3-ac12-e15c543d9f6b
        Cork servers    114     2026-02-26 12:00  7d96095d-66cc-441f-9e38-4b4bbc7cb969
        ",
        }
      `);
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["target", "list", "--name", "*servers", "--all", "--json"]);

    await expectValidOutput("target list", stdout);
  });
});

describe("hunt target get", () => {
  it("finds a target group by its name in any case", async () => {
    const { code, stdout } = await inTerminal(at, ["target", "get", "aarhus servers"]);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "Name              Aarhus servers
      Agents            137
      Addresses         138
      Scans             2
      Schedules         0
      Last scanned      2026-02-09 12:00
      Controller group  9970f3d7-b1f5-450e-8e4a-0d591e18ccbc
      ID                993cb853-2ce8-4ba3-ac12-e15c543d9f6b
      ",
      }
    `);
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["target", "get", "Aarhus servers", "--json"]);

    await expectValidOutput("target get", stdout);
  });

  it("exits with code 1 if no target group has the name", async () => {
    const { code, stderr } = await hunt(["target", "get", "Nowhere"]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      'hunt: No target group named "Nowhere" found.\nRun `hunt target list` to list all target groups.\n',
    );
  });
});

describe("hunt target create", () => {
  it("creates a target group in a controller group, and prints its ID", async () => {
    const { code, stdout, stderr } = await create("Fresh");

    expect(code).toBe(0);
    expect(stdout).toBe(`${findTarget("Fresh")!.id}\n`);
    expect(stderr).toBe("✓ Created target group Fresh in controller group Controller Group 1.\n");
  });

  it("rejects the name of an existing target group", async () => {
    await create("Taken");

    const { code, stderr } = await create("taken");

    expect(code).toBe(1);
    expect(stderr).toContain('A target group named "Taken" already exists');
  });

  it("accepts a name that a target group of another organization has", async () => {
    await create("Shared", "--organization", "Lakeside Foods");

    const { code } = await create("shared", "--organization", "Meridian Clinics");

    expect(code).toBe(0);
    expect(findTarget("shared")!["organizationId"]).not.toBe(findTarget("Shared")!["organizationId"]);
  });

  it("rejects a name that a target group of the same organization has", async () => {
    await create("Office", "--organization", "Lakeside Foods");

    const { code, stderr } = await create("OFFICE", "--organization", "Lakeside Foods");

    expect(code).toBe(1);
    expect(stderr).toContain('A target group named "Office" already exists');
  });

  it("names the command that lists the controller groups if --controller-group is unknown", async () => {
    const { code, stderr } = await hunt(["target", "create", "Other", "--controller-group", "Nope"]);

    expect(code).toBe(1);
    expect(stderr).toContain("Run `hunt controller-group list` to list all controller groups.");
  });

  it("lists the controller groups if --controller-group is missing", async () => {
    const { code, stderr } = await hunt(["target", "create", "Other"]);

    expect(code).toBe(2);
    expect(stderr).toContain('Use one of these: "Branch offices", "Controller Group 1".');
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await create("As JSON", "--json");

    await expectValidOutput("target create", stdout);
  });
});

describe("a target group whose name differs from another only in case", () => {
  const createBoth = async (...names: string[]) => {
    for (const name of names) await hunt(["api", "POST", "targets", "--body", JSON.stringify({ name })]);
  };

  it("is found by its exact name", async () => {
    await createBoth("Exact", "EXACT");

    const { stdout } = await hunt(["target", "get", "EXACT", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ name: "EXACT" });
  });

  it("is ambiguous in any other case", async () => {
    await createBoth("Twice", "TWICE");

    const { code, stderr } = await hunt(["target", "get", "twice"]);

    expect(code).toBe(1);
    expect(stderr).toContain('Multiple target groups are named "twice". Use one of these IDs:');
  });
});

describe("hunt target rename", () => {
  it("renames a target group", async () => {
    await create("Before");

    const { stdout } = await hunt(["target", "rename", "before", "After", "--json"]);

    expect(await expectValidOutput("target rename", stdout)).toMatchObject({ name: "After" });
    expect(findTarget("Before")).toBeUndefined();
    expect(findTarget("After")).toBeDefined();
  });

  it("rejects a name that another target group has", async () => {
    await create("Unchanged");

    const { code, stderr } = await hunt(["target", "rename", "Unchanged", "Aarhus servers"]);

    expect(code).toBe(1);
    expect(stderr).toContain("already");
    expect(findTarget("Unchanged")).toBeDefined();
  });
});

describe("hunt target delete", () => {
  it("prints the number of records of the target group with --dry-run", async () => {
    await create("Kept");

    const { code, stderr } = await hunt(["target", "delete", "Kept", "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toBe(
      "Dry run: nothing was changed. The command would delete the target group Kept at HUNT:\n  0 agents\n  0 addresses\n  0 scans\n  0 schedules\n",
    );
    expect(findTarget("Kept")).toBeDefined();
  });

  it("requires a confirmation", async () => {
    await create("Asked");

    const { code } = await hunt(["target", "delete", "Asked"]);

    expect(code).toBe(2);
    expect(findTarget("Asked")).toBeDefined();
  });

  it("moves the target group to the archive", async () => {
    const id = (await create("Doomed")).stdout.trim();

    const { stdout } = await hunt(["target", "delete", "Doomed", "--yes", "--json"]);

    await expectValidOutput("target delete", stdout);
    expect(findTarget("Doomed")).toBeUndefined();
    expect(listArchivedIds()).toContain(id);
  });

  it("deletes the target group permanently with --purge", async () => {
    const id = (await create("Gone")).stdout.trim();

    const { stderr } = await hunt(["target", "delete", "gone", "--purge", "--yes"]);

    expect(stderr).toMatch(/^Delete the target group Gone at HUNT, permanently:\n {2}0 agents\n/);
    expect(stderr).toContain("✓ Deleted target group Gone.\n");
    expect(findTarget("Gone")).toBeUndefined();
    expect(listArchivedIds()).not.toContain(id);
  });

  it("lists the IDs if several target groups have the name", async () => {
    const ids = [];
    for (const name of ["Twin", "twin"]) {
      const response = await fetch(`${sandbox().api}/targets`, {
        method: "POST",
        headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
        body: JSON.stringify({ name }),
      });
      ids.push(((await response.json()) as { id: string }).id);
    }

    const { code, stderr } = await hunt(["target", "delete", "TWIN", "--yes"]);

    expect(code).toBe(1);
    for (const id of ids) expect(stderr).toContain(id);
  });
});

describe("hunt schedule", { timeout: 90_000 }, () => {
  it("lists schedules, the next run first", async () => {
    const { code, stdout } = await inTerminal(at, ["schedule", "list"], { width: 110 });
    // The next run depends on the clock of this machine.
    expect({
      code,
      stdout: stdout
        .replaceAll(/\d{4}-\d\d-\d\d (?=\d\d:\d\d)/g, "")
        .split("\n")
        .map((line) => line.trimEnd())
        .sort(),
    }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": [
          "",
          "Cork servers            0 6 * * 5  06:00  fb04916c-bd57-4049-b41c-161a2eb7cbbb",
          "Cork workstations       0 5 * * 4  05:00  bdb08575-1817-41e1-8f76-3930311b4bfa",
          "Leipzig servers         0 4 * * 3  04:00  d4b894cf-fa86-439a-a693-75b86e47a813",
          "Leipzig workstations    0 3 * * 2  03:00  e521900e-022c-4907-9e5b-de8052398a91",
          "Lyon servers            0 8 * * 0  08:00  24b63c1d-764a-4a19-b683-9449d173cd82",
          "Lyon workstations       0 7 * * 6  07:00  3501a9ed-bfe1-4eda-8170-73048eaa657a",
          "Rotterdam servers       0 2 * * 1  02:00  e5bea7b7-a629-4415-8230-d25e15109b18",
          "Rotterdam workstations  0 1 * * 0  01:00  3031dd15-ff16-4c59-801a-ae608fd1b81b",
          "TARGET GROUP            CRON       NEXT RUN          ID",
        ],
      }
    `);
  });

  it("prints schedules as valid JSON, the next run first", async () => {
    const { stdout } = await hunt(["schedule", "list", "--json"]);

    const rows = (await expectValidOutput("schedule list", stdout)) as { nextOn: string }[];
    expect(rows.map(({ nextOn }) => nextOn)).toEqual(rows.map(({ nextOn }) => nextOn).sort());
  });

  const addWeekly = (group: string) =>
    hunt(["schedule", "add", group, "--cron", "15 4 * * 1", "--options", "process,autostart", "--json"]);

  it("adds a schedule with the options of the scan", async () => {
    await create("Weekly");

    const { stdout, stderr } = await addWeekly("weekly");

    expect(stderr).toMatch(
      /^✓ Scheduled scans of Weekly \(15 4 \* \* 1\)\. Next run: \d{4}-\d\d-\d\d \d\d:\d\d\.\n$/,
    );
    const { id } = (await expectValidOutput("schedule add", stdout)) as { id: string };
    const job = sandbox()
      .records("scheduledJobs")
      .find((row) => row.id === id);
    expect(job).toMatchObject({
      name: "scan-scheduled",
      schedule: "15 4 * * 1",
      relatedId: findTarget("Weekly")!.id,
      data: { options: { process: true, module: false, autostart: true } },
    });
  });

  it("requires a confirmation to remove a schedule", async () => {
    await create("Confirmed");
    await addWeekly("Confirmed");

    const { code } = await hunt(["schedule", "remove", "Confirmed"]);

    expect(code).toBe(2);
  });

  it("removes a schedule by the name of its target group", async () => {
    await create("Removed");
    const { id } = JSON.parse((await addWeekly("Removed")).stdout) as { id: string };

    const { stderr } = await hunt(["schedule", "remove", "Removed", "--yes"]);

    expect(stderr).toContain(`✓ Deleted Removed  15 4 * * 1  ${id}\n`);
  });

  it("exits with code 1 if the schedule to remove does not exist", async () => {
    const { code, stderr } = await hunt([
      "schedule",
      "remove",
      "00000000-0000-4000-8000-000000000000",
      "--yes",
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain("No schedule named");
  });

  it.each([
    [["--cron", "0 4 * * 8"], "--cron: Invalid value for dayOfWeek: 8."],
    [["--cron", "0 4 31 2 *"], '--cron: "0 4 31 2 *" matches no date.'],
    [["--cron", "daily"], "--cron: "],
    [[], "Missing required flag --cron."],
    [["--cron", "0 4 * * 1", "--options", "procss"], 'Invalid value "procss" for --options.'],
  ])("rejects an invalid schedule before it sends a request: %j", async (args, words) => {
    const { code, stdout, stderr } = await hunt(["schedule", "add", "Aarhus servers", ...args]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(words);
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("hunt target", () => {
  it.each([
    ["delete", ["Wro* labor*", "--yes"]],
    ["rename", ["*", "Taken over"]],
  ])("does not treat the name of a target group as a pattern: hunt target %s", async (name, args) => {
    const before = sandbox().records("Targets");

    const { code, stderr } = await hunt(["target", name, ...args]);

    expect(code).toBe(1);
    expect(stderr).toContain(`No target group named "${args[0]}" found.`);
    expect(sandbox().records("Targets")).toEqual(before);
  });
});
