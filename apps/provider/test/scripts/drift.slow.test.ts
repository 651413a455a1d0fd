import { HuntClient } from "@huntkit/core";
import { escapeLines } from "@huntkit/core/escape";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expectNoToken, startHunt } from "@huntkit/testing";
import { readLog } from "@huntkit/test-kit";
import { marked, type Tokens } from "marked";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkDrift } from "../../src/scripts/drift/drift.js";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { builtProvider, requireHunt, Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const hostile = "::error::x ##[error]y | `code` <img src=x> @octocat [a](http://evil.example)\n::warning::z";

const change = (address: string, actions: string[], more: object = {}) => ({
  address,
  mode: "managed",
  change: { actions, before: {}, after: {}, ...more },
});

/** A plan in the engine's format: https://developer.hashicorp.com/terraform/internals/json-format. */
const plan = {
  format_version: "1.2",
  resource_drift: [
    change("hunt_flag.changed", ["update"], { before: { name: "Mine" }, after: { name: hostile } }),
    change("hunt_flag.gone", ["delete"]),
    change("hunt_target_group.scanned", ["update"]),
  ],
  resource_changes: [
    change("hunt_flag.changed", ["update"], {
      before: { name: hostile, color: "red", weight: 1 },
      after: { name: "Mine", color: "red", weight: 1 },
    }),
    change("hunt_flag.gone", ["create"], {
      before: null,
      after: { name: "Gone" },
      after_unknown: { id: true },
    }),
    change("hunt_flag.same", ["no-op"]),
    change("hunt_rule.moved", ["delete", "create"], {
      before: { guid: "a", id: "1" },
      after: { guid: "b" },
      after_unknown: { id: true },
    }),
    change("hunt_extension_variable.secret", ["update"], {
      before: { value: "old-secret-value" },
      after: { value: "new-secret-value" },
      before_sensitive: { value: true },
      after_sensitive: { value: true },
    }),
    change("hunt_flag.new", ["no-op"], { importing: { id: "x" } }),
    { ...change("data.hunt_version.x", ["read"]), mode: "data" },
  ],
};

/** Creates a directory with a program `terraform` that returns this plan, or fails with a message. */
function engineThatPlans(json: unknown, { words = "" } = {}) {
  const folder = temporaryDirectory({ "main.tf": "" });
  const engine = join(folder, "bin/terraform");
  mkdirSync(dirname(engine));
  writeFileSync(join(folder, "plan.json"), JSON.stringify(json));
  writeFileSync(
    engine,
    `#!${process.execPath}
const fs = require("node:fs");
const [command, ...args] = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(join(folder, "calls"))}, [command, ...args].join(" ") + "\\n");
const words = ${JSON.stringify(words)};
if (words) { process.stderr.write(words); process.exit(1); }
if (command !== "show") process.exit(2);
process.stdout.write(fs.readFileSync(${JSON.stringify(join(folder, "plan.json"))}));
`,
  );
  chmodSync(engine, 0o755);
  return {
    folder,
    shell: fakeShell(folder, { env: { PATH: dirname(engine) } }),
    calls: () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n"),
  };
}

describe("drift", () => {
  it("exits with code 2 if an object differs, and lists changes outside Terraform and unapplied changes", async () => {
    const { shell } = engineThatPlans(plan);
    expect(await checkDrift({}, shell)).toBe(2);
    expect(shell.printed())
      .toBe(`5 objects differ from the configuration: 2 changed outside, 3 not applied yet.

~    update   hunt_flag.changed               changed outside
       name: "::error::x ## [error]y | \`code\` <img src=x> @octocat [a](http://evil.example)\\n::warning::z" -> "Mine"
+    create   hunt_flag.gone                  deleted outside
-/+  replace  hunt_rule.moved                 not applied yet
       guid: "a" -> "b"
       id: "1" -> (known after apply)
~    update   hunt_extension_variable.secret  not applied yet
       value: (sensitive)
<    import   hunt_flag.new                   not applied yet
1 object has new values that the configuration does not set.
`);
  });

  it("exits with code 0 if no object differs", async () => {
    const { shell } = engineThatPlans({ resource_changes: [change("hunt_flag.same", ["no-op"])] });
    expect(await checkDrift({}, shell)).toBe(0);
    expect(shell.printed()).toBe("HUNT matches the configuration.\n");
  });

  it("fails if there are only data sources, because there is nothing to compare", async () => {
    const { shell } = engineThatPlans({
      configuration: { root_module: { resources: [{ mode: "data" }] } },
      resource_changes: [{ ...change("data.hunt_version.x", ["read"]), mode: "data" }],
    });

    await expect(checkDrift({ json: true }, shell)).rejects.toThrow(/^Nothing to compare in .*--dir\.$/);
    expect(shell.printed()).toBe("");
  });

  it("prints one JSON document without sensitive values with --json", async () => {
    const { shell } = engineThatPlans(plan);
    await checkDrift({ json: true }, shell);
    const found = JSON.parse(shell.printed()) as { drift: boolean; changes: object[]; unmanaged: string[] };
    expect(found.drift).toBe(true);
    expect(found.unmanaged).toEqual(["hunt_target_group.scanned"]);
    expect(found.changes[0]).toEqual({
      address: "hunt_flag.changed",
      action: "update",
      cause: "outside",
      attributes: [{ name: "name", sensitive: false, before: hostile, after: "Mine" }],
    });
    expect(found.changes[3]).toMatchObject({ attributes: [{ name: "value", sensitive: true }] });
    expectNoToken(shell.printed(), "old-secret-value");
    expectNoToken(shell.printed(), "new-secret-value");
  });

  it("deletes the plan file, which contains secrets", async () => {
    const { shell, calls } = engineThatPlans(plan);
    await checkDrift({}, shell);
    const [planned = "", shown = ""] = calls();
    const [, file = ""] = /-out=(\S+)/.exec(planned)!;
    expect(shown).toBe(`show -json ${file}`);
    expect(existsSync(dirname(file))).toBe(false);
  });

  it("fails with the escaped message of the engine", async () => {
    const { shell } = engineThatPlans(plan, {
      words: "Error: Backend initialization required\n::error::x\u001b[31m\n",
    });

    const error = await checkDrift({}, shell).catch((reason: Error) => reason);

    expect(escapeLines((error as Error).message)).toBe(
      "terraform plan failed with exit code 1.\nError: Backend initialization required\n: :error::x\\u001b[31m",
    );
  });

  it("explains what to do if no engine is installed", async () => {
    const { folder } = engineThatPlans(plan);

    await expect(checkDrift({}, fakeShell(folder, { env: { PATH: folder } }))).rejects.toThrow(
      /^No terraform or tofu found on the PATH\. .*hunt-provider plan/,
    );
  });

  it("names the requested engine if it is not installed", async () => {
    const { shell } = engineThatPlans(plan);

    await expect(checkDrift({ engine: "tofu" }, shell)).rejects.toThrow("No tofu found on the PATH.");
  });
});

describe("drift in GitHub Actions", () => {
  /** Runs the built command as a step of a workflow does. */
  async function step(json: unknown, args: string[] = []) {
    const { folder, shell } = engineThatPlans(json);
    const summary = join(folder, "summary.md");
    writeFileSync(summary, "");
    mkdirSync(join(folder, "hunt"));
    writeFileSync(join(folder, "hunt/main.tf"), 'resource "hunt_flag" "changed" {}\n');
    writeFileSync(join(folder, "hunt/more.tf.json"), '{ "resource": {\n"hunt_flag": {\n"gone": {} } } }\n');
    const env = {
      ...shell.env,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: folder,
    };
    const { code, stdout } = await new Promise<{ code: number | null; stdout: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [join(builtProvider, "hunt-provider.js"), "drift", "--dir", "hunt", ...args],
        { env, cwd: folder },
        (_, out) => resolve({ code: child.exitCode, stdout: out }),
      );
    });
    return { code, stdout, ...readLog(stdout), summary: readFileSync(summary, "utf8") };
  }

  it("creates one escaped warning per object", async () => {
    const { code, annotations } = await step(plan);
    expect(code).toBe(2);
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ["warning", "hunt_flag.changed: changed outside"],
      ["warning", "hunt_flag.gone: deleted outside"],
      ["warning", "hunt_rule.moved: not applied yet"],
      ["warning", "hunt_extension_variable.secret: not applied yet"],
      ["warning", "hunt_flag.new: not applied yet"],
    ]);
  });

  it("shows a warning at the line of the resource, in HCL as well as in JSON", async () => {
    const { stdout } = await step(plan);

    expect(stdout).toMatch(/^::warning title=hunt_flag\.changed[^\n]*,file=hunt\/main\.tf,line=1::/m);
    expect(stdout).toMatch(/^::warning title=hunt_flag\.gone[^\n]*,file=hunt\/more\.tf\.json,line=3::/m);
    expect(stdout).toMatch(/^::warning title=hunt_rule\.moved%3A not applied yet::/m);
  });

  it("creates at most 10 warnings, which is the limit of GitHub", async () => {
    const many = Array.from({ length: 30 }, (_, index) => change(`hunt_flag.f${index}`, ["create"]));
    const { annotations } = await step({ resource_changes: many });
    expect(annotations).toHaveLength(10);
    expect(annotations[9]).toMatchObject({
      message:
        "30 objects differ from the configuration: 30 not applied yet. The job summary lists more objects.",
    });
  });

  it("adds a chart and an escaped table to the job summary", async () => {
    const { summary } = await step(plan);
    expect(summary).toContain(
      '```mermaid\npie showData title What an apply would do\n  "update" : 2\n  "create" : 1\n  "replace" : 1\n  "import" : 1\n```',
    );
    const table = marked.lexer(summary).find((token): token is Tokens.Table => token.type === "table")!;
    expect(table.rows).toHaveLength(5);
    const kinds = new Set(
      table.rows
        .flat()
        .flatMap(({ tokens }) =>
          tokens.map(({ type, raw }) => (type === "text" || type === "codespan" ? type : raw)),
        ),
    );
    expect(kinds).toEqual(new Set(["text", "codespan", "<br>"]));
    expectNoToken(summary, "old-secret-value");
  });

  it("adds a line to the job summary, and creates no warnings, if no object differs", async () => {
    const unchanged = { resource_changes: [change("hunt_flag.same", ["no-op"])] };
    const { code, annotations, summary } = await step(unchanged);
    expect([code, annotations]).toEqual([0, []]);
    expect(summary).toContain("HUNT matches the configuration.");
  });

  it("prints only one JSON document with --json", async () => {
    const { stdout } = await step(plan, ["--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ drift: true });
  });
});

onEachEngine((engine) => {
  it("finds objects that were changed and deleted outside Terraform, and unapplied changes", async () => {
    const flag = (name: string, color: string) =>
      `resource "hunt_flag" "${name}" {\n  name  = "Drift ${name}"\n  color = "${color}"\n}\n`;
    const secret = (value: string) =>
      `resource "hunt_extension_variable" "s" {\n  name  = "drift_secret"\n  value = sensitive("${value}")\n}\n`;
    const { sandbox, client, stop } = await startHunt(HuntClient);
    onTestFinished(stop);
    const workspace = new Workspace(engine, {
      sandbox,
      files: {
        "main.tf":
          requireHunt +
          flag("changed", "red") +
          flag("gone", "red") +
          flag("pending", "red") +
          secret("old-secret-value"),
      },
    });
    const checkForDrift = async () => {
      const shell = fakeShell(workspace.folder, { env: workspace.env });
      return {
        code: await checkDrift({ engine: engine.command, json: true }, shell),
        ...(JSON.parse(shell.printed()) as { changes: { address: string; action: string; cause: string }[] }),
        printed: shell.printed(),
      };
    };
    expect((await workspace.apply()).stderr).toBe("");
    expect(await checkForDrift()).toMatchObject({ code: 0, changes: [] });

    const findFlagId = (name: string) => sandbox.records("flags").find((row) => row["name"] === name)!.id;
    await client.flags.update(findFlagId("Drift changed"), { color: "blue" });
    await client.flags.delete(findFlagId("Drift gone"));
    workspace.write(
      "main.tf",
      requireHunt +
        flag("changed", "red") +
        flag("gone", "red") +
        flag("pending", "green") +
        secret("new-secret-value"),
    );
    const found = await checkForDrift();
    expect(found.code).toBe(2);
    expect(found.changes.map(({ address, action, cause }) => `${address} ${action} ${cause}`).sort()).toEqual(
      [
        "hunt_extension_variable.s update configuration",
        "hunt_flag.changed update outside",
        "hunt_flag.gone create outside",
        "hunt_flag.pending update configuration",
      ],
    );
    expectNoToken(found.printed, "old-secret-value");
    expectNoToken(found.printed, "new-secret-value");
    expectNoToken(found.printed, sandbox.tokens.admin);
  }, 120_000);
});
