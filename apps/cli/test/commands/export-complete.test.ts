import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { sandbox, hunt } = atHunt();

describe("hunt export --resume, for a complete export", () => {
  it("does nothing with --resume if the export is complete", async () => {
    const folder = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd: folder });
    const before = readFileSync(join(folder, "a.ndjson"), "utf8");

    const { code, stderr } = await hunt([...line, "--resume"], { cwd: folder });

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Nothing to resume: the export in a\.ndjson is complete\. It was started on 2026-03-01 12:\d\d UTC\. To export again, use --force instead of --resume\.\n$/,
    );
    expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe(before);
  });

  it("names the time of a complete export if --resume is used days later", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd });
    sandbox().clock.set(new Date(sandbox().clock.now() + 3 * 86_400_000));

    const { stderr } = await hunt([...line, "--resume"], { cwd });

    expect(stderr).toContain("It was started on 2026-03-01 12:");
  });

  it("rejects --resume for a complete export that was deleted, and says how to export again", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd });
    rmSync(join(cwd, "a.ndjson"));

    const { code, stderr } = await hunt([...line, "--resume"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: a.ndjson was deleted after the export was complete.\nTo export again, run the command without --resume.\n",
    );
    expect((await hunt(line, { cwd })).code).toBe(0);
  });

  it.each([
    [["Agents"], "a.ndjson is an export of flags."],
    [["flags", "--where", '{"color": "blue"}'], "The condition differs from the export in a.ndjson"],
    [["flags", "--fields", "id,name"], "--fields differs from the export in a.ndjson"],
  ])("rejects --resume for a complete export with other conditions: %s", async (other, message) => {
    const cwd = temporaryDirectory();
    await hunt(["export", "flags", "--output", "a.ndjson"], { cwd });
    const before = readFileSync(join(cwd, "a.ndjson"), "utf8");

    const { code, stderr } = await hunt(["export", ...other, "--output", "a.ndjson", "--resume"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(readFileSync(join(cwd, "a.ndjson"), "utf8")).toBe(before);
  });

  it("rejects --resume for a complete export that has changed since", async () => {
    const cwd = temporaryDirectory();
    const line = ["export", "flags", "--output", "a.ndjson"];
    await hunt(line, { cwd });
    appendFileSync(join(cwd, "a.ndjson"), '{"id":"1"}\n');

    const { code, stderr } = await hunt([...line, "--resume"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: a.ndjson has changed since the export was complete.\nReplace the file with --force, or use a different file.\n",
    );
  });
});
