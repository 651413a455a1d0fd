import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { environment, signedIn } from "../support/hunt.js";
import { runInProcess } from "../support/in-process.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const { sandbox, hunt } = atHunt();

const isArchived = (id: unknown): boolean =>
  sandbox()
    .records("Alerts")
    .find((alert) => alert.id === id)!["archived"] === true;

describe("hunt api", () => {
  it("prints a response as JSON", async () => {
    const { code, stdout } = await hunt(["api", "get", "/api/users/me"]);
    expect({ code, user: JSON.parse(stdout) as unknown }).toMatchObject({
      code: 0,
      user: { username: "admin", role: "admin" },
    });
  });

  it("filters and sorts a list, and prints one record per line with --ndjson", async () => {
    const { stdout } = await hunt([
      "api",
      "GET",
      "alerts",
      "--where",
      '{"severity": "critical"}',
      "--fields",
      "id,createdOn",
      "--order",
      "createdOn DESC",
      "--limit",
      "3",
      "--ndjson",
    ]);
    const newest = sandbox()
      .records("Alerts")
      .filter(({ severity }) => severity === "critical")
      .map(({ createdOn }) => String(createdOn))
      .sort()
      .reverse()
      .slice(0, 3);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => Date.parse((JSON.parse(line) as { createdOn: string }).createdOn)),
    ).toEqual(newest.map((date) => new Date(date).getTime()));
  });

  it("reads one page by default, and all pages with --all", async () => {
    const [page, all] = await Promise.all([
      hunt(["api", "GET", "Alerts", "--select", "length(@)"]),
      hunt(["api", "GET", "Alerts", "--all", "--select", "length(@)"]),
    ]);
    expect([page.stdout, all.stdout]).toEqual(["1000\n", `${sandbox().records("Alerts").length}\n`]);
  });

  it("counts, gets a record, and posts JSON from stdin", async () => {
    const [alert] = sandbox().records("Alerts");
    expect(
      JSON.parse((await hunt(["api", "GET", "Alerts/count", "--where", `{"id": "${alert!["id"]}"}`])).stdout),
    ).toEqual({ count: 1 });
    expect(
      JSON.parse((await hunt(["api", "GET", `Alerts/${alert!["id"]}`, "--fields", "hostname"])).stdout),
    ).toMatchObject({ hostname: alert!["hostname"] });
    const made = await hunt(["api", "POST", "flags", "--input", "-"], {
      stdin: '{"name": "Watched", "color": "teal", "weight": 3}',
    });
    expect(JSON.parse(made.stdout)).toMatchObject({ name: "Watched", color: "teal" });
  });

  it("prints only the fields in --fields as JSON, NDJSON, and CSV", async () => {
    const cwd = temporaryDirectory();
    const line = ["api", "GET", "flags", "--fields", "name", "--limit", "1"];

    const list = await hunt(line);
    const lines = await hunt([...line, "--ndjson"]);
    await hunt([...line, "--output", "a.csv"], { cwd });

    expect(Object.keys((JSON.parse(list.stdout) as object[])[0]!)).toEqual(["name"]);
    expect(Object.keys(JSON.parse(lines.stdout) as object)).toEqual(["name"]);
    expect(readFileSync(join(cwd, "a.csv"), "utf8")).toMatch(/^"name"\r\n/);
  });

  it("lists and counts the records of 450 IDs, which are too many for one request", async () => {
    const ids = sandbox()
      .records("Alerts")
      .map(({ id }) => id)
      .slice(0, 450);
    const where = JSON.stringify({ id: { inq: ids } });

    const list = await hunt(["api", "GET", "Alerts", "--where", where, "--select", "[].id"]);
    const count = await hunt(["api", "GET", "Alerts/count", "--where", where]);

    expect(JSON.parse(list.stdout)).toEqual(ids.toSorted());
    expect(JSON.parse(count.stdout)).toEqual({ count: 450 });
  });

  it("prints the number of changed records if one of several requests for 450 IDs fails", async () => {
    const ids = sandbox()
      .records("Alerts")
      .filter(({ archived }) => archived === false)
      .map(({ id }) => id)
      .slice(0, 450);
    sandbox().faults.add({ match: "POST Alerts/archive", kind: "status", status: 500, skip: 2, times: 1 });
    const where = JSON.stringify({ id: { inq: ids } });

    const { code, stderr } = await hunt([
      "api",
      "POST",
      "Alerts/archive",
      "--where",
      where,
      "--yes",
      "--expect",
      "450",
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain("200 of 450 alerts were changed.");
    const open = new Set(ids);
    const archived = sandbox()
      .records("Alerts")
      .filter((alert) => open.has(alert.id) && alert["archived"] === true);
    expect(archived).toHaveLength(200);
  });

  it("says in a terminal that it reads the body from stdin", async () => {
    const { url, tokens } = sandbox();
    const stdin = Object.assign(Readable.from(['{"name": "Watched", "color": "teal"}']), { isTTY: true });
    const env = environment(signedIn(url, tokens.admin));

    const { code, stderr } = await runInProcess(["api", "POST", "flags", "--input", "-"], { env, stdin });

    expect(code).toBe(0);
    expect(stderr).toContain("Reading the body from stdin. Press Ctrl+D after it");
  });

  it("names the file that it wrote in --output", async () => {
    const cwd = temporaryDirectory();

    const { stdout, stderr } = await hunt(["api", "GET", "users/me", "--output", "me.json"], { cwd });

    expect(stdout).toBe("");
    expect(stderr).toBe("✓ Wrote me.json.\n");
  });

  it("writes a response to the file in --output", async () => {
    const folder = temporaryDirectory();
    expect(
      await hunt(["api", "GET", "Agents", "--all", "--fields", "hostname", "--output", "agents.csv"], {
        cwd: folder,
      }),
    ).toMatchObject({
      code: 0,
      stdout: "",
      stderr: `✓ Wrote ${sandbox().records("Agents").length.toLocaleString("en-US")} records to agents.csv.\n`,
    });
    expect(readFileSync(join(folder, "agents.csv"), "utf8").trim().split("\n")).toHaveLength(
      sandbox().records("Agents").length + 1,
    );
  });

  it("sends no DELETE without a confirmation, or with --dry-run", async () => {
    const id = sandbox().records("Flags").at(-1)!["id"];
    expect((await hunt(["api", "DELETE", `flags/${id}`])).code).toBe(2);
    expect(await hunt(["api", "DELETE", `flags/${id}`, "--dry-run"])).toMatchObject({
      code: 0,
      stderr: `Dry run: nothing was changed. The command would send DELETE flags/${id} to HUNT.\n`,
    });
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("rejects with --dry-run what it would reject without", async () => {
    const { id } = sandbox().records("Targets")[0]!;
    const args = ["api", "POST", `targets/${id}/scan`, "--body", '{"hostname": "WS-AAR-2124"}'];

    const { code, stderr } = await hunt([...args, "--dry-run"]);

    expect(code).toBe(2);
    expect(stderr).toContain(
      '--body: HUNT ignores "hostname" and acts on all records. Use where for a condition',
    );
    expect(sandbox().requests).toEqual([]);
  });

  it("shows the number and the names of the records that a write with --where would change", async () => {
    const wanted = sandbox()
      .records("Alerts")
      .filter(({ severity, archived }) => severity === "high" && archived === false);
    const args = ["api", "POST", "Alerts/archive", "--where", '{"severity": "high", "archived": false}'];

    const { code, stderr } = await hunt([...args, "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toContain(
      `The command would send POST Alerts/archive to HUNT for ${wanted.length} records of Alerts:\n`,
    );
    expect(stderr).toContain(`and ${wanted.length - 10} more\n`);
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("asks for confirmation if no record matches an upsert, which then creates one", async () => {
    const where = ["--where", '{"name": "Nosuch"}', "--body", '{"color": "red"}'];
    const args = ["api", "POST", "flags/upsertWithWhere", ...where];
    const countFlags = () => sandbox().records("Flags").length;
    const before = countFlags();

    const { code, stderr } = await hunt(args);

    expect(code).toBe(2);
    expect(stderr).toContain(
      "Send POST flags/upsertWithWhere to HUNT, which creates a record of flags, because none matches: the confirmation",
    );
    expect(countFlags()).toBe(before);
  });

  it("sends a write with --where and --yes only within --expect or --max-affected", async () => {
    const wanted = sandbox()
      .records("Alerts")
      .filter(({ severity, archived }) => severity === "critical" && archived === false);
    const args = ["api", "POST", "Alerts/archive", "--where", '{"severity": "critical", "archived": false}'];
    const archive = (...flags: string[]) => hunt([...args, "--yes", ...flags]);

    const unlimited = await archive();
    const wrong = await archive("--expect", "1");
    const right = await archive("--expect", String(wanted.length));

    expect(unlimited.code).toBe(1);
    expect(unlimited.stderr).toContain(`${wanted.length} alerts match, but the limit is 1.`);
    expect(unlimited.stderr).toContain("set --expect or --max-affected");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("but 1 is expected.");
    expect(right.code).toBe(0);
    expect(wanted.filter(({ id }) => !isArchived(id))).toEqual([]);
  });

  it.each([
    [
      "a misspelled property",
      ["POST", "Alerts/archive", "--where", '{"archive": false}'],
      "--where: Alerts has no property",
    ],
    [
      "every record",
      ["POST", "Alerts/unarchive", "--where", '{"id": {"neq": "00000000-0000-4000-8000-000000000000"}}'],
      "which is every record",
    ],
    ["a guessed body", ["POST", "Agents/approve", "--body", '{"where": {"active": true}}'], "set --unproven"],
    ["no condition", ["POST", "Alerts/archive"], "--where: missing or empty"],
    ["a condition on null", ["POST", "Alerts/archive", "--where", '{"name": null}'], "null is not allowed"],
    [
      "a condition of a DELETE",
      ["DELETE", "Alerts/x", "--where", '{"name": "x"}'],
      "might ignore the condition",
    ],
    ["a DELETE of a model", ["DELETE", "Alerts"], "has no record ID"],
    [
      "a PATCH of a model, which creates a record",
      ["PATCH", "targets", "--body", '{"name": "Oslo"}'],
      "<path>: PATCH targets has no record ID, so HUNT might create a record. To change one, use PATCH targets/{id}.",
    ],
    [
      "a flag with the name of another one in another case",
      ["POST", "flags", "--body", '{"name": "under REVIEW", "color": "red"}'],
      '--body: a record of flags named "Under review" already exists. Use another name, or change that record.',
    ],
    [
      "replaceOrCreate, which creates a record",
      ["POST", "targets/replaceOrCreate", "--body", '{"name": "Oslo"}'],
      "To change one, use PUT targets/{id}. To create one, use POST targets.",
    ],
    [
      "a condition in the wrong place",
      ["POST", "agents/uninstall", "--where", '{"id": "x"}'],
      "from the body",
    ],
    [
      "a read of a misspelled property",
      ["GET", "Alerts", "--where", '{"severty": "low"}'],
      "--where: Alerts has no property",
    ],
    ["an unknown order", ["GET", "Alerts", "--order", "severty"], "--order: Alerts has no property"],
  ])("rejects a request, and sends no write: %s", async (_, args, words) => {
    const { code, stderr } = await hunt(["api", ...args, "--yes", "--max-affected", "9999999"]);

    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("warns about an unknown property in a list of a model that huntkit does not know", async () => {
    const { code, stderr } = await hunt(["api", "GET", "Agents/scanHistory", "--where", '{"agnetId": "x"}']);

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Warning: --where: Agents\/scanHistory has no property "agnetId" in this instance/,
    );
  });

  it.each([
    ["severity=high", '{"severity": "high"}'],
    ["path=C:/Temp/a b", '{"path": "C:/Temp/a b"}'],
  ])("shows how to write a name and a value as JSON: %s", async (where, json) => {
    const { code, stderr } = await hunt(["api", "GET", "Alerts", "--where", where]);

    expect(code).toBe(2);
    expect(stderr).toContain("hunt: Invalid JSON in --where at line 1, column 1 (invalid symbol).");
    expect(stderr).toContain(`For example: '${json}'`);
  });

  it("shows the place of an error in JSON", async () => {
    expect((await hunt(["api", "GET", "Alerts", "--where", '{"severity": "high", "hostname" "srv"}'])).stderr)
      .toMatchInlineSnapshot(`
        "hunt: Invalid JSON in --where at line 1, column 33 (colon expected).

          severity": "high", "hostname" "srv"}
                                        ^
        "
      `);
    expect((await hunt(["api", "GET", "Alerts", "--where", "{severity: 'high'}"])).stderr)
      .toMatchInlineSnapshot(`
        "hunt: Invalid JSON in --where at line 1, column 2 (invalid symbol).

          {severity: 'high'}
           ^
        JSON requires double quotes around names and strings. Put single quotes around the whole value: '{"severity": "high"}'
        "
      `);
    expect((await hunt(["api", "POST", "flags", "--input", "-"], { stdin: '{\n  "name": "a",\n}' })).stderr)
      .toMatchInlineSnapshot(`
        "hunt: Invalid JSON in stdin at line 3, column 1 (property name expected).

          }
          ^
        "
      `);
  });

  it.each([
    [["GET", "Alerts?filter={}"], "Put conditions into --where"],
    [
      ["GET", "targets/{id}"],
      "<path> contains the placeholder {id}.\nReplace it with a value, for example Alerts/count or targets/0042.",
    ],
    [
      ["GET", "Alerts", "--header", "foo"],
      'Invalid value "foo" for --header.\nUse the format key:value, for example --header "scanid: 42".',
    ],
    [["GET", "../explorer"], "<path>: the path must be relative to the API base"],
    [
      ["GET", "https://acme.infocyte.com/api/Alerts"],
      "without the address of the instance and api/, for example Alerts/",
    ],
    [["GET", "Alerts", "--where", '{"severity": {"is": "high"}}'], "--where: severity.is: unknown operator"],
    [
      ["POST", "Alerts/archive", "--where", "{}"],
      "The value of --where is empty, so every record would match.",
    ],
    [["GET", "Alerts", "--output", "alerts.xlsx"], "Use .ndjson, .json, .csv, .pdf."],
    [["GET", "Alerts", "--body", "{}"], "--body applies only to POST, PUT, PATCH, and DELETE.\nRemove it."],
    [["GET", "Alerts", "--all", "--limit", "3"], "--all cannot be used with --limit."],
    [
      ["GET", "Alerts/00000000-0000-4000-8000-000000000000", "--where", '{"severity": "high"}'],
      "--where has no effect on one record.",
    ],
    [
      ["GET", "users/me", "--fields", "id"],
      "--fields applies only to GET of a list or of a record.\nRemove it.",
    ],
    [["GET", "Alerts", "--select", "length("], "not a valid JMESPath expression"],
    [
      ["GET", "Alerts", "--where", '{"id": 9007199254740993}'],
      '--where: the number 9007199254740993 would be sent as 9007199254740992. Write "9007199254740993" for a string.',
    ],
    [
      ["POST", "targets", "--body", '{"version": 1.0}'],
      '--body: the number 1.0 would be sent as 1. Write 1, or "1.0" for a string.',
    ],
    [["GET", "Alerts", "--where", "[]"], "The value of --where is not a JSON object."],
    [["GET", "Alerts", "--header", "Authorization: x"], "--header cannot set the Authorization header."],
    [["FETCH", "Alerts"], "Use one of these: GET, POST, PUT, PATCH, DELETE."],
    [["GET", "Alerts", "--limt", "3"], "Did you mean --limit?"],
    [["GET"], "Missing required argument <path>."],
  ])("rejects invalid arguments before it sends a request: %j", async (args, words) => {
    const { code, stdout, stderr } = await hunt(["api", ...args]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });

  it("rejects a number in --input that JavaScript would round", async () => {
    const { code, stderr } = await hunt(["api", "POST", "targets", "--input", "-"], {
      stdin: '{"name": "x", "size": 123456789012345678}',
    });

    expect(code).toBe(2);
    expect(stderr).toContain("stdin: the number 123456789012345678 would be sent as 123456789012345680.");
  });

  it.each([
    [["GET", "Alerts", "--fields", "hostnme"], "--fields", "hostname"],
    [["GET", "Alerts", "--order", "createdOm DESC"], "--order", "createdOn"],
    [["GET", "Alerts/count", "--where", '{"severty": "high"}'], "--where", "severity"],
  ])(
    "exits with code 2 for an unknown property, and suggests the nearest one: %j",
    async (args, flag, nearest) => {
      const { code, stdout, stderr } = await hunt(["api", ...args]);

      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toContain(`hunt: ${flag}: Alerts has no property`);
      expect(stderr).toContain(`Did you mean ${nearest}?`);
    },
  );

  it.each(["[].hostnme", "[?hostnme=='srv-1'].id", "hostnme"])(
    "exits with code 1 for an unknown property in --select: %s",
    async (select) => {
      const { code, stdout, stderr } = await hunt(["api", "GET", "Alerts", "--select", select]);

      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^hunt: --select: .* property "hostnme"/);
    },
  );

  it("suggests the nearest relation if a relation does not exist", async () => {
    const { code, stderr } = await hunt(["api", "GET", "targets", "--include", "agnts"]);

    expect(code).toBe(1);
    expect(stderr).toContain('include: targets has no known relation "agnts". Did you mean agents?');
  });

  it("suggests the nearest model if a model does not exist", async () => {
    const { code, stderr } = await hunt(["api", "GET", "Alert"]);

    expect(code).toBe(1);
    expect(stderr).toContain("\nDid you mean Alerts? The /explorer page of the instance lists all routes.\n");
  });

  it("exits with code 1 if --select or --output cannot be applied to the response", async () => {
    const select = await hunt(["api", "GET", "users/me", "--select", "length(`1`)"]);
    const output = await hunt(["api", "GET", "users/me", "--output", "missing/me.json"], {
      cwd: temporaryDirectory(),
    });

    expect(select.code).toBe(1);
    expect(select.stderr).toContain(
      "--select: HUNT responded, but the expression does not match the response",
    );
    expect(output.code).toBe(1);
    expect(output.stderr).toContain("--output: The directory missing does not exist. Create it first.");
  });

  it("exits with code 1 and the message of HUNT if a route does not exist", async () => {
    expect(await hunt(["api", "GET", "Alertz"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        "this HUNT instance does not have this route (404: There is no method",
      ) as string,
    });
  });

  it("reports HUNT_UNSUPPORTED, and not HUNT_NOT_FOUND, if a route does not exist", async () => {
    const { stderr } = await hunt(["api", "GET", "Alertz", "--ndjson"]);

    expect(stderr).toContain('"code":"HUNT_UNSUPPORTED"');
    expect(stderr).not.toMatch(/not found/i);
  });
});

describe("hunt api with --output for a PDF", () => {
  it("writes the bytes of the response", async () => {
    const cwd = temporaryDirectory();
    const path = "Reports/13ee8f2d-9956-457e-9e7e-7eaaccf185ec/download";

    const { code, stderr } = await hunt(["api", "GET", path, "--output", "report.pdf"], { cwd });

    expect(code, stderr).toBe(0);
    expect(readFileSync(`${cwd}/report.pdf`, "latin1")).toMatch(/^%PDF-/);
  });

  it("exits with code 2 for a list, and sends nothing", async () => {
    sandbox().requests.clear();

    const { code, stderr } = await hunt(["api", "GET", "Alerts", "--output", "alerts.pdf"]);

    expect(code).toBe(2);
    expect(stderr).toContain("a PDF can contain only the response to a GET request for a file");
    expect(sandbox().requests).toEqual([]);
  });
});

describe("hunt api GET without results", () => {
  it.each(["Alerts", "Alerts/count"])(
    "warns if the condition names a host that does not exist: %s",
    async (path) => {
      const { code, stderr } = await hunt(["api", "GET", path, "--where", '{"hostname": "nosuchhost"}']);

      expect(code).toBe(0);
      expect(stderr).toBe('Warning: --where: hostname: no host is named "nosuchhost".\n');
    },
  );

  it("warns if HUNT cannot list the hosts", async () => {
    sandbox().faults.add({ match: "GET addresses", kind: "status", status: 500, times: "always" });

    const { code, stdout, stderr } = await hunt([
      "api",
      "GET",
      "Alerts",
      "--where",
      '{"hostname": "nosuchhost"}',
    ]);

    expect(code).toBe(0);
    expect(stdout).toBe("[]\n");
    expect(stderr).toContain(
      "Warning: --where: HUNT could not be searched for the values in it: GET addresses: ",
    );
  });
});

describe("a JSON flag with the name of a file", () => {
  it("reads the condition from the file", async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, "where.json"), '{"severity": "critical"}');

    const { code, stdout } = await hunt(["api", "GET", "Alerts/count", "--where", "@where.json"], { cwd });

    const critical = sandbox()
      .records("Alerts")
      .filter(({ severity }) => severity === "critical");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ count: critical.length });
  });

  it("reads the body from the file", async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, "flag.json"), '{"name": "From a file", "color": "teal", "weight": 2}');

    const { stdout } = await hunt(["api", "POST", "flags", "--body", "@flag.json"], { cwd });

    expect(JSON.parse(stdout)).toMatchObject({ name: "From a file", weight: 2 });
  });

  it("names the file in the error for invalid JSON", async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, "where.json"), "{severity: 1}");

    const { code, stderr } = await hunt(["api", "GET", "Alerts", "--where", "@where.json"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toMatch(/^hunt: Invalid JSON in where\.json at line 1, column 2/);
  });

  it.each([
    ["@missing.json", "Could not read missing.json for --where (ENOENT)."],
    ["@", "The name of the file is missing after the @ in --where.\nFor example: --where @file.json"],
  ])("exits with code 2 if the file cannot be read: %s", async (value, message) => {
    const { code, stderr } = await hunt(["api", "GET", "Alerts", "--where", value]);

    expect(code).toBe(2);
    expect(stderr).toBe(`hunt: ${message}\n`);
  });
});
