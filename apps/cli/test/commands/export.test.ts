import { spawn } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { HuntClient } from "@huntkit/core";
import { exportModel } from "../../src/commands/export/run.js";
import { atHunt } from "../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, hunt as runHunt, type Outcome, script, signedIn } from "../support/hunt.js";
import { startLargeHunt } from "../support/large-hunt.js";

const { sandbox, hunt: runAtHunt } = atHunt();

/**
 * Returns an outcome without its lines of progress. Their number depends on how busy the machine is.
 */
function omitProgress<T extends { readonly stderr: string }>(outcome: T): T {
  return { ...outcome, stderr: outcome.stderr.replaceAll(/^Exporting .*\n/gm, "") };
}

async function hunt(...start: Parameters<typeof runAtHunt>): Promise<Outcome> {
  return omitProgress(await runAtHunt(...start));
}

async function run(...start: Parameters<typeof runHunt>): Promise<Outcome> {
  return omitProgress(await runHunt(...start));
}

/**
 * Starts `hunt`, and sends it a signal when its file has this number of bytes. The server must hold some
 * responses until then, because `hunt` might exit first.
 */
async function interrupt(
  signal: NodeJS.Signals,
  args: readonly string[],
  env: Record<string, string>,
  file: string,
  bytes: number,
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [script, ...args], {
    env: environment(env),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => void child.on("close", resolve));
  await expect.poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThanOrEqual(bytes);
  child.kill(signal);
  const code = await ended;
  return omitProgress({ code, stderr });
}

/** Changes the file with the conditions of an export. */
function editQuery(file: string, changes: object): void {
  const path = `${file}.export.json`;
  const query = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...query, ...changes }));
}

/** Makes a complete CSV file look like an export that was interrupted after its first row. */
function interruptAfterFirstRow(file: string): void {
  const [header, row] = readFileSync(file, "utf8").split("\r\n");
  writeFileSync(file, `${header}\r\n${row}\r\n`);
  editQuery(file, { state: "started" });
}

describe("hunt export", () => {
  it("writes all matching records to a file, and prints their number", async () => {
    const folder = temporaryDirectory();
    const { code, stdout, stderr } = await hunt(
      ["export", "alerts", "--output", "alerts.ndjson", "--where", '{"severity": "critical"}'],
      { cwd: folder },
    );
    const lines = readFileSync(join(folder, "alerts.ndjson"), "utf8").trim().split("\n");
    const wanted = sandbox()
      .records("Alerts")
      .filter(({ severity }) => severity === "critical")
      .map(({ id }) => id)
      .sort();
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(wanted);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr:
        `✓ Exported ${wanted.length.toLocaleString("en-US")} rows to alerts.ndjson.\n` +
        "Only current alerts were exported. HUNT moves alerts older than about 30 days to an archive. " +
        "To include it, add --since, for example --since 365d.\n",
    });
    expect(statSync(join(folder, "alerts.ndjson")).mode & 0o777).toBe(0o600);
  });

  it("contains all 100,000 rows exactly once after kill -9 and --resume", async () => {
    const rows = 100_000;
    const large = await startLargeHunt(rows);
    onTestFinished(large.stop);
    const file = join(temporaryDirectory(), "rows.ndjson");
    const env = signedIn(large.url, sandbox().tokens.admin);
    const args = ["export", "Alerts", "--output", file];
    large.holdFrom(50_000);
    expect((await interrupt("SIGKILL", args, env, file, 2_000_000)).code).toBeNull();
    large.release();
    const { code, stderr } = await run([...args, "--resume"], { env });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^✓ Exported [\d,]+ more rows to /) as string,
    });
    let count = 0;
    const wrong: string[] = [];
    for await (const line of createInterface(createReadStream(file))) {
      const row = JSON.parse(line) as { id: string; n: number };
      if (row.n !== count || row.id !== large.toId(count)) wrong.push(line);
      count++;
    }
    expect({ count, wrong: wrong.slice(0, 3) }).toEqual({ count: rows, wrong: [] });
  }, 280_000);

  it("prints on Ctrl+C how to resume, and resumes without the conditions", async () => {
    const large = await startLargeHunt(300_000);
    onTestFinished(large.stop);
    const file = join(temporaryDirectory(), "rows.csv");
    const env = signedIn(large.url, sandbox().tokens.admin);
    large.holdFrom(150_000);
    const { code, stderr } = await interrupt(
      "SIGINT",
      ["export", "Alerts", "--output", file, "--fields", "id,n", "--where", '{"severity": "low"}'],
      env,
      file,
      200_000,
    );
    large.release();
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /^hunt: Interrupted\. [\d,]+ rows were written to .*\.\nContinue with: hunt export Alerts --output .*rows\.csv --resume\n$/,
    );
    expect(
      (
        await run(["export", "Alerts", "--output", file, "--resume", "--where", '{"severity": "high"}'], {
          env,
        })
      ).stderr,
    ).toContain("The condition differs from the export in");
    expect((await run(["export", "Alerts", "--output", file, "--resume"], { env })).code).toBe(0);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect([lines.length, new Set(lines).size]).toEqual([300_001, 300_001]);
  }, 120_000);

  it("shows the progress of the whole export with --resume", async () => {
    const large = await startLargeHunt(40_000);
    onTestFinished(large.stop);
    const file = join(temporaryDirectory(), "rows.ndjson");
    const env = signedIn(large.url, sandbox().tokens.admin);
    large.holdFrom(30_000);
    await interrupt("SIGKILL", ["export", "Alerts", "--output", file], env, file, 1_000_000);
    large.release();
    const before = readFileSync(file, "utf8").split("\n").length - 1;
    const states: (readonly [done: number, total: number | null])[] = [];
    const labels: string[] = [];
    const connected = async () => new HuntClient({ instance: large.url, token: sandbox().tokens.admin });
    const progress = (label: string) => ({
      update: (...[done, total]: [number, number | null]) => void states.push([done, total]),
      stop: () => void labels.push(label),
    });
    const context = {
      args: { model: "Alerts" },
      options: { output: file, concurrency: 2, resume: true, force: false, severity: [] },
      serverTime: async () => 0,
      getClient: connected,
      progress,
      out: { note: () => {} },
      signal: new AbortController().signal,
    };
    await exportModel(context as unknown as Parameters<typeof exportModel>[0]);
    expect([labels[0], states[0], states.at(-1)]).toEqual([
      "Exporting Alerts",
      [before + 1_000, 40_000],
      [40_000, 40_000],
    ]);
  }, 120_000);

  it("rejects --resume for an export whose conditions are unknown", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd });
    rmSync(join(cwd, "a.ndjson.export.json"));

    const { code, stderr } = await hunt([...line, "--resume"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: Could not resume the export in a.ndjson: a.ndjson.export.json, the file with its conditions, does not exist.\nReplace the file with --force, or use a different file.\n",
    );
  });

  it("accepts the same duration in --since with --resume at a later time", async () => {
    const cwd = temporaryDirectory();
    const env = signedIn(sandbox().url, sandbox().tokens.admin);
    const line = ["export", "Alerts", "--output", join(cwd, "a.ndjson"), "--since", "30d"];
    await runHunt(line, { env });
    sandbox().clock.set(new Date(sandbox().clock.now() + 60_000));

    const { code, stderr } = await runHunt([...line, "--resume"], { env });

    expect(stderr).toMatch(/^Nothing to resume: the export in .* is complete\. /);
    expect(code).toBe(0);
  });

  it("keeps the conditions of a complete file if an export with --force fails before the first page", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd });
    await hunt(["export", "Alertz", "--output", "a.ndjson", "--force"], { cwd });

    const { code, stderr } = await hunt([...line, "--resume"], { cwd });

    expect(stderr).toMatch(/^Nothing to resume: the export in a\.ndjson is complete\. /);
    expect(code).toBe(0);
  });

  it("writes formulas after --resume as before it", async () => {
    const cwd = temporaryDirectory();
    for (const name of ["=1", "=2"])
      await hunt(["api", "POST", "flags", "--body", JSON.stringify({ name, color: "teal", weight: 1 })]);
    const line = ["export", "flags", "--output", "a.csv"];
    const conditions = [
      "--fields",
      "id,name",
      "--where",
      '{"name": {"inq": ["=1", "=2"]}}',
      "--formulas",
      "keep",
    ];
    await hunt([...line, ...conditions], { cwd });
    interruptAfterFirstRow(join(cwd, "a.csv"));

    const { code } = await hunt([...line, "--resume"], { cwd });

    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "a.csv"), "utf8")).toMatch(/^"id","name"\r\n".*","=\d"\r\n".*","=\d"\r\n$/);
  });

  it("rejects --resume for a file that hunt did not write", async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "a.ndjson"), "My notes");

    const { code, stderr } = await hunt(["export", "flags", "--output", "a.ndjson", "--resume"], {
      cwd: folder,
    });

    expect(code).toBe(2);
    expect(stderr).toContain("a.ndjson");
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe("My notes");
  });

  it("rejects --resume if the export is from another instance", async () => {
    const folder = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    expect((await hunt(line, { cwd: folder })).code).toBe(0);
    const before = readFileSync(join(folder, "a.ndjson"), "utf8");
    editQuery(join(folder, "a.ndjson"), { instance: "https://other.infocyte.com" });
    expect(await hunt([...line, "--resume"], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "is an export of https://other.infocyte.com, not of http://HUNT.",
      ) as string,
    });
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe(before);
  });

  it("rejects --resume after Ctrl+C before the first page", async () => {
    const folder = temporaryDirectory();
    const file = join(folder, "a.ndjson");
    const line = ["export", "Agents", "--output", file];
    sandbox().faults.add({ match: "GET agents", kind: "hang", times: "always" });
    const env = signedIn(sandbox().url, sandbox().tokens.admin);
    expect(
      await interrupt("SIGINT", [...line, "--where", '{"active": true}'], env, `${file}.export.json`, 1),
    ).toEqual({ code: 130, stderr: "hunt: Interrupted.\n" });
    sandbox().faults.clear();
    expect(await hunt([...line, "--resume"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `hunt: Nothing to resume in ${file}: no rows were written.\nRun the export without --resume, with the same conditions.\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("exports with the original conditions if it is resumed after kill -9 before the first page", async () => {
    const file = join(temporaryDirectory(), "a.ndjson");
    const line = ["export", "Agents", "--output", file];
    sandbox().faults.add({ match: "GET agents", kind: "hang", times: "always" });
    const env = signedIn(sandbox().url, sandbox().tokens.admin);
    await interrupt("SIGKILL", [...line, "--where", '{"active": true}'], env, `${file}.export.json`, 1);
    sandbox().faults.clear();
    const active = sandbox()
      .records("Agents")
      .filter((agent) => agent["active"]).length;
    expect(await hunt([...line, "--resume"])).toEqual({
      code: 0,
      stdout: "",
      stderr: `✓ Exported ${active.toLocaleString("en-US")} rows to ${file}.\n`,
    });
  });

  it("replaces the target of a symbolic link, and keeps its permissions", async () => {
    const folder = temporaryDirectory({ "a.ndjson": "old\n" });
    const file = join(folder, "a.ndjson");
    chmodSync(file, 0o640);
    linkSync(file, join(folder, "copy"));
    symlinkSync(file, join(folder, "link.ndjson"));

    const { code } = await hunt(["export", "flags", "--output", "link.ndjson", "--force"], { cwd: folder });

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^\{/);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, "link.ndjson")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "copy"), "utf8")).toBe("old\n");
    expect(readdirSync(folder).sort()).toEqual([
      "a.ndjson",
      "copy",
      "link.ndjson",
      "link.ndjson.export.json",
    ]);
  });

  it("rejects an output that is not a regular file before it sends a request", async () => {
    const folder = temporaryDirectory({ "below.ndjson/file": "" });
    sandbox().requests.clear();

    const { code, stderr } = await hunt(["export", "flags", "--output", "below.ndjson", "--force"], {
      cwd: folder,
    });

    expect(code).toBe(2);
    expect(stderr).toContain("below.ndjson is not a regular file.");
    expect(sandbox().requests).toEqual([]);
  });

  it("does not change a file with --force if the token is not valid", async () => {
    const folder = temporaryDirectory({ "a.ndjson": "precious\n" });

    const { code } = await hunt(["export", "flags", "--output", "a.ndjson", "--force"], {
      cwd: folder,
      token: "a".repeat(64),
    });

    expect(code).toBe(12);
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe("precious\n");
  });

  it("replaces a file with --force", async () => {
    const folder = temporaryDirectory({ "a.ndjson": "old\n" });

    const { code } = await hunt(["export", "flags", "--output", "a.ndjson", "--force"], { cwd: folder });

    expect(code).toBe(0);
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toMatch(/^\{/);
  });

  it("reports that the directory of the file does not exist", async () => {
    const { stderr } = await hunt(["export", "flags", "--output", "no/such/a.ndjson"], {
      cwd: temporaryDirectory(),
    });

    expect(stderr).toBe("hunt: --output: The directory no/such does not exist. Create it first.\n");
  });

  it("exits with code 2 for an unknown field, suggests the nearest one, and creates no file", async () => {
    const cwd = temporaryDirectory();

    const outcome = await hunt(["export", "Alerts", "--output", "a.csv", "--fields", "hostnme,name"], {
      cwd,
    });

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(
      /^hunt: --fields: Alerts has no property "hostnme" in this instance, .* Did you mean hostname\?/,
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("exports the alerts that match --since, --severity, and --host", async () => {
    const cwd = temporaryDirectory();
    const alert = sandbox()
      .records("Alerts")
      .find(({ severity }) => severity === "high");
    const host = String(alert!["hostname"]);
    const since = Date.parse("2026-03-01T12:00:00Z") - 20 * 86_400_000;
    const expected = sandbox()
      .records("Alerts")
      .filter(
        (each) =>
          ["high", "critical"].includes(String(each["severity"])) &&
          String(each["hostname"]).startsWith(host.slice(0, 4)) &&
          Date.parse(String(each["createdOn"])) >= since,
      )
      .map(({ id }) => id)
      .toSorted();
    const flags = ["--severity", "high,critical", "--host", `${host.slice(0, 4)}*`];

    const { code } = await hunt(
      ["export", "Alerts", "--output", "a.ndjson", ...flags, "--since", "2026-02-09T12:00:00Z"],
      { cwd },
    );

    const rows = readFileSync(join(cwd, "a.ndjson"), "utf8").trim().split("\n");
    expect(code).toBe(0);
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map((row) => (JSON.parse(row) as { id: string }).id)).toEqual(expected);
  });

  it("exits with code 1 for an unknown host, and creates no file", async () => {
    const cwd = temporaryDirectory();

    const { code, stderr } = await hunt(
      ["export", "Alerts", "--output", "a.ndjson", "--host", "NO-SUCH-HOST"],
      {
        cwd,
      },
    );

    expect(code).toBe(1);
    expect(stderr).toContain('No host named "NO-SUCH-HOST" found.');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("exits with code 1 for an unknown host in --where, and creates no file", async () => {
    const cwd = temporaryDirectory();
    const where = '{"hostname": "nosuchhost"}';

    const { code, stderr } = await hunt(["export", "Alerts", "--output", "a.ndjson", "--where", where], {
      cwd,
    });

    expect(code).toBe(1);
    expect(stderr).toBe('hunt: --where: hostname: no host is named "nosuchhost".\n');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("exports the rules of a severity, whose name has a capital letter in HUNT", async () => {
    const cwd = temporaryDirectory();

    const { code, stderr } = await hunt(["export", "rules", "--output", "r.ndjson", "--severity", "high"], {
      cwd,
    });

    const rows = readFileSync(join(cwd, "r.ndjson"), "utf8").trim().split("\n");
    const severities = rows.map((row) => (JSON.parse(row) as { severity: string }).severity);
    expect(code).toBe(0);
    expect(new Set(severities)).toEqual(new Set(["High"]));
    expect(stderr).not.toContain("Warning");
  });

  it("rejects --severity for a model without this property", async () => {
    const { code, stderr } = await hunt(["export", "Agents", "--output", "a.ndjson", "--severity", "high"]);

    expect(code).toBe(2);
    expect(stderr).toContain(
      "--severity cannot be used with Agents, which does not have the property severity.",
    );
  });

  it("writes only the fields in --fields, and rejects --resume if these do not include id", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.csv", "--fields", "name,color"];

    const { code } = await hunt(line, { cwd });
    const text = readFileSync(join(cwd, "a.csv"), "utf8");
    editQuery(join(cwd, "a.csv"), { state: "started" });
    const resumed = await hunt(["export", "flags", "--output", "a.csv", "--resume"], { cwd });

    expect(code).toBe(0);
    expect(text).toMatch(/^"name","color"\r\n"[^,]*","[^,]*"\r\n/);
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain("a.csv cannot be resumed, because its fields do not include id.");
  });

  it("escapes formulas in CSV with a note, unless --formulas is keep", async () => {
    const cwd = temporaryDirectory();
    await hunt(["api", "POST", "flags", "--body", '{"name": "=1+1", "color": "teal", "weight": 1}']);
    const line = ["export", "flags", "--fields", "name", "--where", '{"name": "=1+1"}', "--output"];

    const escaped = await hunt([...line, "a.csv"], { cwd });
    const kept = await hunt([...line, "b.csv", "--formulas", "keep", "--bom"], { cwd });

    expect(readFileSync(join(cwd, "a.csv"), "utf8")).toBe(`"name"\r\n"'=1+1"\r\n`);
    expect(escaped.stderr).toContain(
      "1 cell starts like a formula, so it was escaped with a leading '. To write the values verbatim, set --formulas keep.",
    );
    expect(readFileSync(join(cwd, "b.csv"), "utf8")).toBe('\ufeff"name"\r\n"=1+1"\r\n');
    expect(kept.stderr).toBe("✓ Exported 1 row to b.csv.\n");
    expect((await hunt([...line, "b.csv", "--resume"], { cwd })).stderr).toContain("is complete");
  });

  it("rejects the flags for CSV if the file has another format", async () => {
    const { code, stderr } = await hunt(["export", "flags", "--output", "a.ndjson", "--bom"]);

    expect(code).toBe(2);
    expect(stderr).toContain("--bom applies only to a file that ends in .csv.");
  });

  it("rejects a value for --concurrency that is too large", async () => {
    const line = ["export", "flags", "--output", "a.ndjson", "--concurrency", "100"];

    const { code, stderr } = await hunt(line, { cwd: temporaryDirectory() });

    expect(code).toBe(2);
    expect(stderr).toBe("hunt: --concurrency: 100 is not an integer from 1 to 64.\n");
  });

  it("suggests the nearest model if a model does not exist", async () => {
    const outcome = await hunt(["export", "Alertz", "--output", "a.ndjson"], { cwd: temporaryDirectory() });

    expect(outcome).toEqual({
      code: 1,
      stdout: "",
      stderr:
        'hunt: No model named "Alertz" found.\nDid you mean Alerts? The /explorer page of the instance lists all routes.\n',
    });
  });

  it("does not replace an existing file without --force", async () => {
    const folder = temporaryDirectory({ "a.ndjson": "old\n" });

    const outcome = await hunt(["export", "flags", "--output", "a.ndjson"], { cwd: folder });

    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr: "hunt: a.ndjson already exists.\nResume it with --resume, or replace it with --force.\n",
    });
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe("old\n");
  });

  it("rejects a file name with an unknown extension", async () => {
    const { stderr } = await hunt(["export", "flags", "--output", "a.xlsx"], { cwd: temporaryDirectory() });

    expect(stderr).toContain("Use .ndjson, .csv.");
  });

  it("requires --output", async () => {
    const { stderr } = await hunt(["export", "flags"]);

    expect(stderr).toContain("For example: --output flags.ndjson");
  });
});
