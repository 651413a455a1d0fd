import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

/** Pulls all files into a new directory, and changes one of them. */
async function pullAndChange(
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

describe("hunt extension list", { timeout: 90_000 }, () => {
  it("lists extensions with their type and state", async () => {
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
  });

  it("prints extensions as valid JSON without their scripts", async () => {
    const { stdout } = await hunt(["extension", "list", "--json"]);

    const rows = (await expectValidOutput("extension list", stdout)) as object[];
    expect(rows.some((row) => "body" in row)).toBe(false);
  });
});

describe("hunt extension pull", () => {
  const scriptPath = "files/response/terminate_process.lua";
  const edit = (text: string): string => text.replace("has run", "ran");

  it("writes one file per extension", async () => {
    const cwd = temporaryDirectory();

    const { stdout } = await hunt(["extension", "pull", "files", "--json"], { cwd });

    expect(await expectValidOutput("extension pull", stdout)).toMatchObject({ unchanged: [], skipped: [] });
    const names = readdirSync(join(cwd, "files/response"));
    expect(names).toHaveLength(13);
    expect(names).toContain("host_isolation_restore.lua");
  });

  it("writes nothing if no file differs from HUNT", async () => {
    const cwd = temporaryDirectory();
    await hunt(["extension", "pull", "files"], { cwd });

    const { stderr } = await hunt(["extension", "pull", "files"], { cwd });

    expect(stderr).toBe("✓ Wrote 0 files. 22 unchanged.\n");
  });

  it("requires a confirmation to overwrite a file that differs from HUNT", async () => {
    const { cwd, path } = await pullAndChange("extension", "response/terminate_process.lua", edit);

    const { code, stderr } = await hunt(["extension", "pull", "files"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain("Replace 1 file that differs from HUNT");
    expect(readFileSync(join(cwd, path), "utf8")).toContain('"Terminate Process ran"');
  });

  it("overwrites a file that differs from HUNT with --yes", async () => {
    const { cwd, path } = await pullAndChange("extension", "response/terminate_process.lua", edit);

    const { stdout } = await hunt(["extension", "pull", "files", "--yes"], { cwd });

    expect(stdout).toBe(`${scriptPath}\n`);
    expect(readFileSync(join(cwd, path), "utf8")).toContain('"Terminate Process has run"');
  });
});

describe("hunt extension diff and push", () => {
  const pullChanged = () =>
    pullAndChange("extension", "response/terminate_process.lua", (text) =>
      text.replace("hunt.status.good()", "hunt.status.bad()"),
    );

  it("shows each line that a push would change, and exits with code 3 with --exit-code", async () => {
    const { cwd } = await pullChanged();

    const diff = await hunt(["extension", "diff", "files", "--exit-code"], { cwd });

    expect(diff).toMatchInlineSnapshot(`
      {
        "code": 3,
        "stderr": "",
        "stdout": "~ changed  Terminate Process  files/response/terminate_process.lua
          @@ -18,5 +18,5 @@
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
  });

  it.each([
    ["extension", "diff", "Lua scripts"],
    ["extension", "push", "Lua scripts"],
    ["rule", "diff", "YAML files"],
    ["rule", "push", "YAML files"],
  ])(
    "exits with code 2 if the directory has no files of this kind: hunt %s %s",
    async (kind, verb, files) => {
      const cwd = temporaryDirectory({ "files/b.json": "{}" });

      const { code, stderr } = await hunt([kind, verb, "files"], { cwd });

      expect(code).toBe(2);
      expect(stderr).toContain(`No ${kind}s found in files.\nName a directory that contains ${files}`);
    },
  );

  it("prints a diff as valid JSON", async () => {
    const { cwd } = await pullChanged();

    const { stdout } = await hunt(["extension", "diff", "files", "--json"], { cwd });

    await expectValidOutput("extension diff", stdout);
  });

  it("lists the changes of a push with --dry-run", async () => {
    const { cwd } = await pullChanged();

    const outcome = await hunt(["extension", "push", "files", "--dry-run"], { cwd });

    expect(outcome).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "Dry run: nothing was changed. The command would push extensions to HUNT: 1 changed:\n  changed  Terminate Process  files/response/terminate_process.lua (body)\n",
    });
  });

  it("requires a confirmation for a push", async () => {
    const { cwd } = await pullChanged();

    const { code } = await hunt(["extension", "push", "files"], { cwd });

    expect(code).toBe(2);
  });

  it("pushes a changed script with --yes, and has nothing to push after that", async () => {
    const { cwd } = await pullAndChange("extension", "response/host_isolation_restore.lua", (text) =>
      text.replace("hunt.status.good()", "hunt.status.bad()"),
    );

    const first = await hunt(["extension", "push", "files", "--yes", "--json"], { cwd });
    const second = await hunt(["extension", "push", "files"], { cwd });

    expect(await expectValidOutput("extension push", first.stdout)).toMatchObject([
      { action: "update", name: "Host Isolation Restore" },
    ]);
    const pushed = sandbox()
      .records("extensions")
      .find((row) => row["name"] === "Host Isolation Restore");
    expect(pushed!["body"]).toContain("hunt.status.bad()");
    expect(second).toEqual({
      code: 0,
      stdout: "",
      stderr: "✓ Nothing to push: 22 extensions unchanged.\n",
    });
  });

  it("pushes nothing if HUNT has a newer version of an extension", async () => {
    const { cwd } = await pullAndChange("extension", "response/host_isolation.lua", (text) =>
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

  it("names the file and the field if a file is not valid", async () => {
    const { cwd, path } = await pullAndChange("extension", "collection/e-discovery.lua", (text) =>
      text.replace(/^guid:.*$/m, ""),
    );

    const { code, stdout, stderr } = await hunt(["extension", "diff", path], { cwd });

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(`${path}: guid: missing.`);
  });

  it("exits with code 2 if the directory does not exist", async () => {
    const { code, stderr } = await hunt(["extension", "push", "nowhere"], { cwd: temporaryDirectory() });

    expect(code).toBe(2);
    expect(stderr).toBe("hunt: Could not read nowhere (ENOENT).\nUse an existing directory or file.\n");
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

  it("pulls rules, shows the difference to HUNT, and pushes it", async () => {
    const { cwd } = await pullAndChange("rule", "tool_fetched_with_certutil.yaml", (text) =>
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
