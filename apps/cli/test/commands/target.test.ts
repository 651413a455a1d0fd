import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

const target = (name: string) =>
  sandbox()
    .records("Targets")
    .find((row) => row["name"] === name);
const create = (name: string) => hunt(["target", "create", name, "--controller-group", "controller group 1"]);

describe("hunt target", { timeout: 90_000 }, () => {
  it("lists and shows groups with what they hold", async () => {
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
    await expectValidOutput(
      "target list",
      (await hunt(["target", "list", "--name", "*servers", "--all", "--json"])).stdout,
    );
    await expectValidOutput("target get", (await hunt(["target", "get", "Aarhus servers", "--json"])).stdout);
  });

  it("creates one, in the controller group that is named, and prints its id", async () => {
    const { code, stdout, stderr } = await create("Fresh");
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${target("Fresh")!.id}\n`,
      stderr: "✓ Created target group Fresh in controller group Controller Group 1.\n",
    });
    expect(await create("fresh")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('A target group named "Fresh" already exists') as string,
    });
    expect(await hunt(["target", "create", "Other"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Use one of these: "Branch offices", "Controller Group 1".') as string,
    });
    await expectValidOutput(
      "target create",
      (await hunt(["target", "create", "As JSON", "--controller-group", "Branch offices", "--json"])).stdout,
    );
  });

  it("renames one, but to no name that another has", async () => {
    await create("Before");
    expect(
      await expectValidOutput(
        "target rename",
        (await hunt(["target", "rename", "before", "After", "--json"])).stdout,
      ),
    ).toMatchObject({ name: "After" });
    expect(await hunt(["target", "rename", "After", "Aarhus servers"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("already") as string,
    });
    expect([target("Before"), target("After")]).toMatchObject([undefined, { name: "After" }]);
  });

  it("says what a group holds before it deletes it, and keeps it in the archive unless told", async () => {
    await create("Doomed");
    expect(await hunt(["target", "delete", "Doomed", "--dry-run"])).toMatchObject({
      code: 0,
      stderr:
        "Dry run: nothing was changed. The command would delete the target group Doomed at HUNT\n  0 agents\n  0 addresses\n  0 scans\n  0 schedules\n",
    });
    expect((await hunt(["target", "delete", "Doomed"])).code).toBe(2);
    const { id } = target("Doomed")!;
    await expectValidOutput(
      "target delete",
      (await hunt(["target", "delete", "Doomed", "--yes", "--json"])).stdout,
    );
    expect(target("Doomed")).toBeUndefined();
    expect(
      sandbox()
        .records("TargetsArchive")
        .map((row) => row.id),
    ).toContain(id);
  });

  it("deletes for good where that is asked for", async () => {
    const id = (await create("Gone")).stdout.trim();
    expect((await hunt(["target", "delete", "gone", "--purge", "--yes"])).stderr).toBe(
      "✓ Deleted target group Gone.\n",
    );
    expect(
      sandbox()
        .records("TargetsArchive")
        .map((row) => row.id),
    ).not.toContain(id);
  });

  it("says where there is none, and names the candidates where several go by the name", async () => {
    expect(await hunt(["target", "get", "Nowhere"])).toMatchObject({
      code: 1,
      stderr:
        'hunt: No target group named "Nowhere" found.\nRun `hunt target list` to list all target groups.\n',
    });
    const ids = [];
    for (const name of ["Twin", "twin"]) {
      const response = await fetch(`${sandbox().api}/targets`, {
        method: "POST",
        headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
        body: JSON.stringify({ name }),
      });
      ids.push(((await response.json()) as { id: string }).id);
    }
    const { code, stderr } = await hunt(["target", "delete", "Twin", "--yes"]);
    expect(code).toBe(1);
    for (const id of ids) expect(stderr).toContain(id);
  });
});

describe("hunt schedule", { timeout: 90_000 }, () => {
  it("lists schedules by when they come next", async () => {
    const { code, stdout } = await inTerminal(at, ["schedule", "list"], { width: 110 });
    // When they come next is by this machine's clock.
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
    const rows = (await expectValidOutput(
      "schedule list",
      (await hunt(["schedule", "list", "--json"])).stdout,
    )) as { nextOn: string }[];
    expect(rows.map(({ nextOn }) => nextOn)).toEqual(rows.map(({ nextOn }) => nextOn).sort());
  });

  it("adds one and removes it by its group", async () => {
    await create("Weekly");
    const added = await hunt([
      "schedule",
      "add",
      "weekly",
      "--cron",
      "15 4 * * 1",
      "--options",
      "process,autostart",
      "--json",
    ]);
    expect(added.stderr).toMatch(
      /^✓ Scheduled scans of Weekly \(15 4 \* \* 1\)\. Next run: \d{4}-\d\d-\d\d \d\d:\d\d\.\n$/,
    );
    const { id } = (await expectValidOutput("schedule add", added.stdout)) as { id: string };
    const job = sandbox()
      .records("scheduledJobs")
      .find((row) => row.id === id)!;
    expect(job).toMatchObject({
      name: "scan-scheduled",
      schedule: "15 4 * * 1",
      relatedId: target("Weekly")!.id,
      data: { options: { process: true, module: false, autostart: true } },
    });
    expect((await hunt(["schedule", "remove", "Weekly"])).code).toBe(2);
    expect((await hunt(["schedule", "remove", "Weekly", "--yes"])).stderr).toBe(
      `✓ Deleted Weekly  15 4 * * 1  ${id}\n`,
    );
    expect(await hunt(["schedule", "remove", id, "--yes"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("No schedule named") as string,
    });
  });

  it.each([
    [["--cron", "0 4 * * 8"], "--cron: Invalid value for dayOfWeek: 8."],
    [["--cron", "0 4 31 2 *"], '--cron: "0 4 31 2 *" matches no date.'],
    [["--cron", "daily"], "--cron: "],
    [[], "Missing required flag --cron."],
    [["--cron", "0 4 * * 1", "--options", "procss"], 'Invalid value "procss" for --options.'],
  ])("refuses %j before anything is sent", async (args, words) => {
    expect(await hunt(["schedule", "add", "Aarhus servers", ...args])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("the name of one target group", () => {
  it.each([
    ["delete", ["Wro* labor*", "--yes"]],
    ["rename", ["*", "Taken over"]],
  ])("is not a pattern: hunt target %s", async (name, args) => {
    const before = sandbox().records("Targets");

    const { code, stderr } = await hunt(["target", name, ...args]);

    expect(code).toBe(1);
    expect(stderr).toContain(`No target group named "${args[0]}" found.`);
    expect(sandbox().records("Targets")).toEqual(before);
  });
});
