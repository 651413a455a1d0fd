import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";

const at = atHunt();
const { sandbox, hunt } = at;

const listNames = (model: string) =>
  sandbox()
    .records(model)
    .map(({ name }) => name);
const findByName = (model: string, name: string) =>
  sandbox()
    .records(model)
    .find((row) => row["name"] === name);

describe("the list of a group of records", () => {
  it("is a table with the properties that matter, and the ID", async () => {
    const { stdout } = await inTerminal(at, ["flag", "list"]);

    expect(stdout.split("\n").map((line) => line.replace(/\s+\S+$/, ""))).toMatchInlineSnapshot(`
      [
        "NAME           COLOR   WEIGHT",
        "Verified Good  green        1",
        "Probably Good  teal         2",
        "Under review   blue         4",
        "Probably Bad   yellow       6",
        "Verified Bad   red         10",
        "",
      ]
    `);
  });

  it("filters by the name of another record", async () => {
    const { stdout } = await hunt(["query", "list", "--target-group", "lyon servers"]);

    expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual(["Network of Lyon servers", ""]);
  });

  it("omits deleted records, unless --where selects them", async () => {
    const create = (name: string, deleted: boolean) =>
      hunt(["api", "POST", "controllergroups", "--body", JSON.stringify({ name, deleted })]);
    await create("Closed", true);

    const { stdout } = await hunt(["controller-group", "list"]);
    const { stdout: deleted } = await hunt(["controller-group", "list", "--where", '{"deleted": true}']);

    expect(stdout).not.toContain("Closed");
    expect(deleted).toContain("Closed");
  });
});

describe("the get of a group of records", () => {
  it("shows every property, and the ID last", async () => {
    const { stdout } = await inTerminal(at, ["webhook", "get", "ticket SYSTEM"]);

    expect(stdout).toMatchInlineSnapshot(`
      "Name  Ticket system
      URL   https://hooks.example.com/ticket-system
      ID    efecf5a4-bc55-4bef-a8ad-325d381f0bd2
      "
    `);
  });

  it("finds a user by the email address", async () => {
    const { stdout } = await hunt(["user", "get", "reporting@example.com", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ username: "reporting" });
  });

  it("suggests the nearest name for a misspelled one", async () => {
    const { code, stderr } = await hunt(["webhook", "get", "Ticket sistem"]);

    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
      "hunt: No webhook named "Ticket sistem" found.
      Did you mean Ticket system? Run \`hunt webhook list\` to list all webhooks.
      "
    `);
  });
});

describe("the create of a group of records", () => {
  it("creates a record, and prints its ID", async () => {
    const { stdout } = await hunt(["webhook", "create", "Pager", "--url", "https://hooks.example.com/pager"]);

    expect(findByName("Webhooks", "Pager")).toMatchObject({
      id: stdout.trim(),
      url: "https://hooks.example.com/pager",
    });
  });

  it("accepts names of other records", async () => {
    const flags = ["--value", "10.9.0.0/16", "--target-group", "Lyon servers", "--credential", "linux fleet"];

    await hunt(["query", "create", "Lyon lab", ...flags]);

    expect(findByName("queries", "Lyon lab")).toMatchObject({
      value: "10.9.0.0/16",
      targetId: findByName("Targets", "Lyon servers")?.["id"],
      credentialId: findByName("credentials", "Linux fleet")?.["id"],
    });
  });

  it("names a required flag that is missing, and sends nothing", async () => {
    sandbox().requests.clear();

    const { code, stderr } = await hunt(["webhook", "create", "Pager 2"]);

    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "hunt: Missing required flag --url.
      URL that HUNT sends to, for example \`https://hooks.example.com/hunt\`.
      "
    `);
    expect(sandbox().requests).toEqual([]);
  });

  it("rejects a name that another record has", async () => {
    const { code, stderr } = await hunt(["controller-group", "create", "branch OFFICES"]);

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^hunt: A controller group named "Branch offices" already exists \([0-9a-f-]+\)\./,
    );
  });

  it("reads a secret from stdin, and does not print it", async () => {
    const flags = ["--username", "scan", "--login", "ssh", "--with-password", "--json"];

    const { code, stdout, stderr } = await hunt(["credential", "create", "Lab", ...flags], {
      stdin: "correct horse\n",
    });

    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toContain("horse");
    expect(findByName("credentials", "Lab")).toMatchObject({ username: "scan", password: "correct horse" });
  });

  it("rejects a secret in --data", async () => {
    const { code, stderr } = await hunt(["credential", "create", "Lab 2", "--data", '{"password": "x"}']);

    expect(code).toBe(2);
    expect(stderr).toContain("Use --with-password, and pass it on stdin.");
  });

  it("sets the properties in --data", async () => {
    const { id } = findByName("Organizations", "Lakeside Foods")!;

    await hunt(["location", "create", "Lakeside lab", "--data", JSON.stringify({ organizationId: id })]);

    expect(findByName("Targets", "Lakeside lab")).toMatchObject({ organizationId: id });
  });
});

describe("the update of a group of records", () => {
  it("changes only the specified properties of one record", async () => {
    const before = sandbox().records("flags");

    const { code } = await hunt(["flag", "update", "under review", "--weight", "7"]);

    expect(code).toBe(0);
    const expected = before.map((row) => (row["name"] === "Under review" ? { ...row, weight: 7 } : row));
    expect(sandbox().records("flags")).toEqual(expected);
  });

  it("requires a property to change", async () => {
    const { code, stderr } = await hunt(["flag", "update", "Under review"]);

    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "hunt: No properties to change.
      See hunt flag update --help for the flags.
      "
    `);
  });

  it("rejects a flag and --data that set the same property", async () => {
    const flags = ["--weight", "7", "--data", '{"weight": 3}'];

    const { code, stderr } = await hunt(["flag", "update", "Under review", ...flags]);

    expect(code).toBe(2);
    expect(stderr).toContain("--data cannot set weight if --weight does.");
  });
});

describe("the delete of a group of records", () => {
  it("requires --yes in a script, and changes nothing without it", async () => {
    const before = listNames("Webhooks");

    const { code, stderr } = await hunt(["webhook", "delete", "Archive"]);

    expect(code).toBe(2);
    expect(stderr).toContain(
      "Delete the webhook Archive at HUNT: the confirmation prompt requires a terminal.",
    );
    expect(listNames("Webhooks")).toEqual(before);
  });

  it("shows the record with --dry-run, and changes nothing", async () => {
    const { code, stderr } = await hunt(["webhook", "delete", "Archive", "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toContain("https://hooks.example.com/archive");
    expect(listNames("Webhooks")).toContain("Archive");
  });

  it("shows what might be deleted with a location", async () => {
    const { stderr } = await hunt(["location", "delete", "Aarhus servers", "--dry-run"]);

    expect(stderr).toMatch(/\n {2}137 agents\n {2}\d+ addresses\n {2}\d+ scans?\n {2}\d+ schedules?\n/);
  });

  it("deletes exactly the record with the name", async () => {
    const before = listNames("Webhooks");

    const { code } = await hunt(["webhook", "delete", "Archive", "--yes"]);

    expect(code).toBe(0);
    expect(listNames("Webhooks")).toEqual(before.filter((name) => name !== "Archive"));
  });

  it("does not delete a flag that HUNT needs", async () => {
    const { code, stderr } = await hunt(["flag", "delete", "Verified Bad", "--yes"]);

    expect(code).toBe(2);
    expect(stderr).toContain('"Verified Bad" is a flag of HUNT itself');
    expect(listNames("flags")).toContain("Verified Bad");
  });
});
