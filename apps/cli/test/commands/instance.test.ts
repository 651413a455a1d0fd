import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt({ taskSeconds: 0 });
const { sandbox, hunt } = at;

describe("hunt dashboard", () => {
  it("shows the numbers of the instance", async () => {
    const { stdout } = await inTerminal(at, ["dashboard"]);

    expect(stdout).toMatchInlineSnapshot(`
      "Agents               2,500
      Active               2,310
      Isolated             30
      Target groups        20
      Open alerts          260 critical, 554 high, 843 medium, 1,043 low
      Files in quarantine  284
      Running tasks        2
      "
    `);
  });

  it("counts only the records of an organization", async () => {
    const { id } = sandbox()
      .records("Organizations")
      .find(({ name }) => name === "Lakeside Foods")!;
    const agents = sandbox()
      .records("Agents")
      .filter((agent) => agent["organizationId"] === id);

    const { stdout } = await hunt(["dashboard", "--organization", "lakeside foods", "--json"]);

    const numbers = (await expectValidOutput("dashboard", stdout)) as Record<string, unknown>;
    expect(numbers).toMatchObject({ agents: agents.length, quarantinedFiles: null });
  });
});

describe("hunt audit-log list", () => {
  it("lists only the requests of a user", async () => {
    const { stdout } = await hunt(["audit-log", "list", "--user", "reporting", "--all", "--json"]);

    const requests = (await expectValidOutput("audit-log list", stdout)) as Record<string, unknown>[];
    expect(new Set(requests.map(({ userName }) => userName))).toEqual(new Set(["reporting@example.com"]));
  });

  it("describes each request in one line", async () => {
    const { stdout } = await hunt(["audit-log", "list", "--limit", "1"]);

    expect(stdout).toMatch(/^2026-\S+\t\S+@example\.com\tPOST \/\S+\t\S+\n$/);
  });
});

describe("hunt location policies", () => {
  it("lists the policies of a location, with those that replace others", async () => {
    const { stdout } = await inTerminal(at, ["location", "policies", "Lyon workstations"]);

    expect(stdout).toMatchInlineSnapshot(`
      "POLICY      TYPE        DEVICE GROUP  ASSIGNED TO  REPLACES      ASSIGNED          POLICY ID
      Servers     edr         Servers       ORG                        2025-01-26 12:00  cccaf433-e8d1-4951-92cb-81418fe13852
      Antivirus   av                        ORG                        2025-01-27 12:00  0c8504b4-dd8a-4e54-bfc3-b3606c77a467
      Ransomware  ransomware                ORG                        2025-01-29 12:00  d5f07e4a-ee24-46b5-9726-37844731742b
      Servers     edr         Workstations  LOCATION     Workstations  2025-01-26 12:00  cccaf433-e8d1-4951-92cb-81418fe13852
      "
    `);
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["location", "policies", "Lyon workstations", "--json"]);

    await expectValidOutput("location policies", stdout);
  });
});

describe("hunt organization policies", () => {
  it("lists the policies of an organization", async () => {
    const { stdout } = await hunt(["organization", "policies", "Lakeside Foods"]);

    expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual([
      "Workstations",
      "Servers",
      "Antivirus",
      "Ransomware",
      "",
    ]);
  });
});

describe("hunt target enumerate", () => {
  it("discovers the hosts of a target group", async () => {
    const { code, stdout } = await hunt(["target", "enumerate", "lyon workstations", "--wait", "--json"]);

    expect(code).toBe(0);
    expect(await expectValidOutput("target enumerate", stdout)).toMatchObject({
      type: "Enumerate",
      status: "Completed",
    });
  });
});

describe("hunt survey upload", () => {
  it("uploads all files to one scan, and prints its ID", async () => {
    const cwd = temporaryDirectory({
      "one.json.gz": gzipSync('{"hostname": "offline-1"}'),
      "two.json.gz": gzipSync('{"hostname": "offline-2"}'),
    });

    const { code, stdout } = await hunt(["survey", "upload", "one.json.gz", "two.json.gz"], { cwd });

    expect(code).toBe(0);
    const hosts = sandbox()
      .records("ScanHosts")
      .filter((host) => host["scanId"] === stdout.trim());
    expect(hosts.map(({ hostname }) => hostname)).toEqual(["offline-1", "offline-2"]);
  });

  it("sends nothing if a file is not compressed", async () => {
    const cwd = temporaryDirectory({ "one.json": "{}" });
    const before = sandbox().records("scans").length;

    const { code, stderr } = await hunt(["survey", "upload", "one.json"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain("one.json: not compressed with gzip.");
    expect(sandbox().records("scans")).toHaveLength(before);
  });

  it("shows how to resume if a later file fails", async () => {
    const cwd = temporaryDirectory({ "one.json.gz": gzipSync("{}"), "two.json": "{}" });

    const { code, stderr } = await hunt(["survey", "upload", "one.json.gz", "two.json"], { cwd });

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /1 of 2 files were uploaded\.\nTo resume, upload the others with --scan [0-9a-f-]{36}\.\n/,
    );
  });
});

describe("hunt report create", () => {
  it("creates a report about a target group, and prints its ID", async () => {
    const { code, stdout } = await hunt([
      "report",
      "create",
      "Lyon",
      "--target-group",
      "Lyon servers",
      "--since",
      "7d",
    ]);

    expect(code).toBe(0);
    expect(sandbox().records("Reports").at(-1)).toMatchObject({
      id: stdout.trim(),
      name: "Lyon",
      type: "executiveThreat",
      format: "pdf",
    });
  });
});

describe("hunt report download", () => {
  const report = "13ee8f2d-9956-457e-9e7e-7eaaccf185ec";

  it("writes the PDF to a file", async () => {
    const cwd = temporaryDirectory();

    const { code, stderr } = await hunt(["report", "download", report, "--output", "report.pdf"], { cwd });

    expect(code, stderr).toBe(0);
    expect(readFileSync(`${cwd}/report.pdf`, "latin1")).toMatch(/^%PDF-.*%%EOF\s*$/s);
  });

  it("does not create the file if the report does not exist", async () => {
    const cwd = temporaryDirectory();
    const missing = "0f8fad5b-d9cb-469f-a165-70867728950e";

    const { code } = await hunt(["report", "download", missing, "--output", "report.pdf"], { cwd });

    expect(code).toBe(1);
    expect(existsSync(`${cwd}/report.pdf`)).toBe(false);
  });

  it("prints the PDF if stdout is not a terminal", async () => {
    const { stdout } = await hunt(["report", "download", report]);

    expect(stdout).toMatch(/^%PDF-/);
  });

  it("requires --output in a terminal", async () => {
    const { code, stderr } = await inTerminal(at, ["report", "download", report]);

    expect(code).toBe(2);
    expect(stderr).toContain("Missing required flag --output.");
  });
});
