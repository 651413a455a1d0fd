import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { sandbox, hunt } = atHunt();

const note =
  "Only current alerts were exported. HUNT moves alerts older than about 30 days to an archive. " +
  "To include it, add --since, for example --since 365d.\n";

/** Runs an export of alerts to a file, and returns the outcome and the IDs in the file. */
async function exportAlerts(...flags: string[]) {
  const cwd = temporaryDirectory();
  const args = ["export", "Alerts", "--output", "a.ndjson", ...flags];
  const { code, stderr } = await hunt(args, { cwd });
  return { cwd, args, code, stderr, ids: readIds(cwd) };
}

function readIds(cwd: string): string[] {
  const lines = readFileSync(join(cwd, "a.ndjson"), "utf8").trim().split("\n");
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

/** Returns the IDs of the alerts since a time in both models, in the order of an export. */
function listIdsSince(time: string): string[] {
  const all = [...sandbox().records("Alerts"), ...sandbox().records("Alertsarchive")];
  return all
    .filter(({ createdOn }) => String(createdOn) >= time)
    .map(({ id }) => id)
    .toSorted();
}

describe("hunt export Alerts", () => {
  it("includes the archive if --since begins before it", async () => {
    const { code, stderr, ids } = await exportAlerts("--since", "60d");

    expect(code).toBe(0);
    expect(ids).toEqual(listIdsSince("2025-12-31T12:00:00.000Z"));
    expect(stderr).not.toContain("archive");
  });

  it("resumes an export that includes the archive", async () => {
    const { cwd, args, ids } = await exportAlerts("--since", "60d");
    const file = join(cwd, "a.ndjson");
    const [first] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${first}\n`);
    const query = JSON.parse(readFileSync(`${file}.export.json`, "utf8")) as object;
    writeFileSync(`${file}.export.json`, JSON.stringify({ ...query, state: "started" }));

    const { code } = await hunt([...args, "--resume"], { cwd });

    expect(code).toBe(0);
    expect(readIds(cwd)).toEqual(ids);
  });

  it("notes on stderr that an export without a period only has current alerts", async () => {
    const { stderr, ids } = await exportAlerts("--severity", "critical");

    expect(ids.length).toBeGreaterThan(0);
    expect(stderr).toContain(note);
  });

  it("does not mention the archive if the period is recent", async () => {
    const { stderr } = await exportAlerts("--since", "20d");

    expect(stderr).not.toContain("archive");
  });
});
