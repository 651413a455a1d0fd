import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

/** Pulls, and changes a file. */
async function pulled(
  word: "extension" | "rule",
  name: string,
  change: (text: string) => string,
): Promise<{ cwd: string; path: string }> {
  const cwd = temporaryDirectory();
  await hunt([word, "pull", "files"], { cwd });
  const path = join("files", name);
  writeFileSync(join(cwd, path), change(readFileSync(join(cwd, path), "utf8")));
  return { cwd, path };
}

describe("hunt extension", { timeout: 90_000 }, () => {
  it("lists extensions without their scripts", async () => {
    expect(await inTerminal(at, ["extension", "list", "--type", "response", "--name", "host*"]))
      .toMatchInlineSnapshot(`
        {
          "code": 0,
          "stderr": "",
          "stdout": "NAME                    TYPE      STATE  UPDATED  ID
        Host Isolation          response  on              bbae69f4-d872-49ea-b00c-786fd4abf2a8
        Host Isolation Restore  response  on              3e5bf668-fe6e-456e-b91d-c11c853df0cf
        ",
        }
      `);
    const { stdout } = await hunt(["extension", "list", "--json"]);
    expect(
      ((await expectValidOutput("extension list", stdout)) as object[]).some((row) => "body" in row),
    ).toBe(false);
  });

  it("pulls what HUNT has, and asks before it writes over what differs", async () => {
    const cwd = temporaryDirectory();
    const first = await hunt(["extension", "pull", "files", "--json"], { cwd });
    expect(await expectValidOutput("extension pull", first.stdout)).toMatchObject({
      unchanged: [],
      skipped: [],
    });
    expect(readdirSync(join(cwd, "files/response"))).toHaveLength(13);
    expect(readdirSync(join(cwd, "files/response"))).toContain("host_isolation_restore.lua");
    expect((await hunt(["extension", "pull", "files"], { cwd })).stderr).toBe(
      "✓ Wrote 0 files. 22 unchanged.\n",
    );
    const path = join(cwd, "files/response/terminate_process.lua");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("has run", "ran"));
    expect(await hunt(["extension", "pull", "files"], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Replace 1 file that differs from HUNT") as string,
    });
    expect(readFileSync(path, "utf8")).toContain('"Terminate Process ran"');
    expect((await hunt(["extension", "pull", "files", "--yes"], { cwd })).stdout).toBe(
      "files/response/terminate_process.lua\n",
    );
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("shows each line that a push would change, pushes it, and has nothing to do then", async () => {
    const { cwd } = await pulled("extension", "response/terminate_process.lua", (text) =>
      text.replace("hunt.status.good()", "hunt.status.bad()"),
    );
    const diff = await hunt(["extension", "diff", "files", "--exit-code"], { cwd });
    expect(diff).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "",
        "stdout": "~ changed  Terminate Process  files/response/terminate_process.lua
          @@ -15,5 +15,5 @@
               type: boolean
               default: false
           ]=]
          -hunt.status.good()
          +hunt.status.bad()
           hunt.log("Terminate Process has run")
      = 21 unchanged
      ",
      }
    `);
    await expectValidOutput(
      "extension diff",
      (await hunt(["extension", "diff", "files", "--json"], { cwd })).stdout,
    );
    expect(await hunt(["extension", "push", "files", "--dry-run"], { cwd })).toMatchObject({
      code: 0,
      stdout: "",
      stderr:
        "Dry run: nothing was changed. The command would push extensions to HUNT: 1 changed\n  changed  Terminate Process  files/response/terminate_process.lua (body)\n",
    });
    expect((await hunt(["extension", "push", "files"], { cwd })).code).toBe(2);
    const done = await hunt(["extension", "push", "files", "--yes", "--json"], { cwd });
    expect(await expectValidOutput("extension push", done.stdout)).toMatchObject([
      { action: "update", name: "Terminate Process" },
    ]);
    expect(
      String(
        sandbox()
          .records("extensions")
          .find((row) => row["name"] === "Terminate Process")!["body"],
      ),
    ).toContain("hunt.status.bad()");
    expect(await hunt(["extension", "push", "files"], { cwd })).toEqual({
      code: 0,
      stdout: "",
      stderr: "✓ Nothing to push: 22 extensions unchanged.\n",
    });
  });

  it("pushes nothing where one needs a decision", async () => {
    const { cwd } = await pulled("extension", "response/host_isolation.lua", (text) =>
      text.replace(/^updated: .*$/m, "updated: 2019-01-01").replace("good()", "bad()"),
    );
    const { code, stderr } = await hunt(["extension", "push", "files", "--yes"], { cwd });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^hunt: Nothing was pushed: 1 conflict\.\nfiles\/response\/host_isolation\.lua: HUNT has a newer version\./,
      ) as string,
    });
    expect((await hunt(["extension", "diff", "files"], { cwd })).stdout).toContain(
      "! conflict files/response/host_isolation.lua: HUNT has a newer version.",
    );
  });

  it("takes a single file, and says what is wrong with it and where", async () => {
    const { cwd, path } = await pulled("extension", "collection/e-discovery.lua", (text) =>
      text.replace(/^guid:.*$/m, ""),
    );
    expect(await hunt(["extension", "diff", path], { cwd })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(`${path}: guid: missing.`) as string,
    });
    expect(await hunt(["extension", "push", "nowhere"], { cwd })).toMatchObject({
      code: 2,
      stderr: "hunt: Could not read nowhere (ENOENT).\nUse an existing directory or file.\n",
    });
  });
});

describe("hunt rule", { timeout: 90_000 }, () => {
  it("lists rules with their severity", async () => {
    expect((await inTerminal(at, ["rule", "list", "--severity", "critical"])).stdout).toMatchInlineSnapshot(`
      "SEVERITY  NAME                                  STATE  UPDATED           ID
      Critical  Many files rewritten in a short time  off    2026-02-09 12:00  7689b4f0-a8e3-4cd5-be49-95b4219922c1
      Critical  Memory of LSASS was read              on     2026-02-13 12:00  3b421f35-896c-4656-8057-fce5d4a813fb
      "
    `);
    await expectValidOutput("rule list", (await hunt(["rule", "list", "--json"])).stdout);
  });

  it("pulls, shows what differs, and pushes", async () => {
    const { cwd } = await pulled("rule", "tool_fetched_with_certutil.yaml", (text) =>
      text.replace(/^severity: .*$/m, "severity: Low").replace("t1105", "T1105"),
    );
    expect((await hunt(["rule", "diff", "files"], { cwd })).stdout).toMatchInlineSnapshot(`
      "~ changed  Tool fetched with certutil  files/tool_fetched_with_certutil.yaml
          severity: Medium → low
          @@ -1,1 +1,1 @@
          -process where command_line contains "t1105"
          +process where command_line contains "T1105"
      = 7 unchanged
      "
    `);
    await expectValidOutput("rule diff", (await hunt(["rule", "diff", "files", "--json"], { cwd })).stdout);
    await expectValidOutput(
      "rule push",
      (await hunt(["rule", "push", "files", "--yes", "--json"], { cwd })).stdout,
    );
    await expectValidOutput("rule pull", (await hunt(["rule", "pull", "files", "--json"], { cwd })).stdout);
    expect(
      sandbox()
        .records("rules")
        .find((row) => row["name"] === "Tool fetched with certutil"),
    ).toMatchObject({ severity: "low", body: 'process where command_line contains "T1105"' });
  });
});
