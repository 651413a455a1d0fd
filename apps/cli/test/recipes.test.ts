import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, outcomeOf, script, signedIn, type Outcome } from "./support/hunt.js";

const { sandbox, hunt } = atHunt();

const recipes = fileURLToPath(new URL("../../../docs/recipes/", import.meta.url));

/** The files of a recipe: its blocks of a language. */
function blocks(recipe: string, language: string): string[] {
  const text = readFileSync(join(recipes, `${recipe}.md`), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block]) => block!,
  );
}

/**
 * A folder as a pipeline's checkout: with rules, extensions, and programs `hunt`, `git`, and `npm`, of which
 * the last two do nothing.
 */
async function checkout(): Promise<{
  folder: string;
  run: (lines: string, more?: Record<string, string>) => Promise<Outcome>;
}> {
  const folder = temporaryDirectory();
  const programs = join(folder, "bin");
  mkdirSync(programs);
  for (const [name, text] of [
    ["hunt", `exec "${process.execPath}" "${script}" "$@"`],
    ["git", "true"],
    ["npm", "true"],
  ] as const) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  }
  for (const word of ["rule", "extension"]) await hunt([word, "pull", `${word}s`], { cwd: folder });
  const env = environment({
    ...signedIn(sandbox().url, sandbox().tokens.admin),
    BUILD_ARTIFACTSTAGINGDIRECTORY: folder,
  });
  return {
    folder,
    run(lines, more = {}) {
      const all = { ...env, ...more };
      return outcomeOf(
        spawn("sh", ["-ec", lines], { cwd: folder, env: { ...all, PATH: `${programs}:${env["PATH"]}` } }),
      );
    },
  };
}

const expiring = (): Record<string, string> => ({ HUNT_TOKEN: sandbox().tokens.expiring });

describe("the recipe for GitLab CI", { timeout: 90_000 }, () => {
  interface Job {
    script: string[];
    allow_failure?: { exit_codes: number[] };
    stage: string;
  }

  it("is YAML whose jobs run, and whose token job warns with the code that is allowed", async () => {
    const {
      stages,
      default: common,
      ...jobs
    } = parse(blocks("gitlab-ci", "yaml")[0]!) as {
      stages: string[];
      default: { before_script: string[] };
    } & Record<string, Job>;
    const { folder, run } = await checkout();
    const outcomes: Record<string, number | null> = {};
    for (const [name, job] of Object.entries(jobs as Record<string, Job>)) {
      expect(stages).toContain(job.stage);
      outcomes[name] = (await run([...common.before_script, ...job.script].join("\n"))).code;
    }
    expect(outcomes).toEqual({ token: 0, alerts: 0, rules: 0, report: 0 });
    expect(statSync(join(folder, "alerts.ndjson")).isFile()).toBe(true);
    expect(jobs["token"]!.allow_failure!.exit_codes).toContain(
      (await run(jobs["token"]!.script.join("\n"), expiring())).code,
    );
  });
});

describe("the recipe for Azure Pipelines", { timeout: 90_000 }, () => {
  interface Step {
    script?: string;
    env?: Record<string, string>;
  }

  it("is YAML whose steps run, each with the token that it needs, and warns where the token dies soon", async () => {
    const { steps } = parse(blocks("azure-pipelines", "yaml")[0]!) as { steps: Step[] };
    const scripts = steps.filter((step): step is Step & { script: string } => step.script !== undefined);
    const { run } = await checkout();
    for (const { script: lines, env } of scripts) {
      expect(env?.["HUNT_TOKEN"]).toBe(lines.includes("npm install") ? undefined : "$(HUNT_TOKEN)");
      expect(await run(lines)).toMatchObject({ code: 0 });
    }
    const check = scripts.find(({ script: lines }) => lines.includes("token check"))!.script;
    expect(await run(check, expiring())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("##vso[task.logissue type=warning]") as string,
    });
    expect((await run(check, { HUNT_TOKEN: sandbox().tokens.expired })).code).toBe(11);
  });
});

describe("the recipe for Jenkins", { timeout: 90_000 }, () => {
  it("runs its shell lines, in single quotes, and looks for the code of a token that dies soon", async () => {
    const [file] = blocks("jenkins", "groovy");
    const lines = [...file!.matchAll(/\bsh(?: |\(script: )'([^']+)'/g)].map(([, line]) => line!);
    expect(lines).toHaveLength([...file!.matchAll(/\bsh[ (]/g)].length);
    expect(
      [...file!.matchAll(/[{}]/g)]
        .map(([brace]) => (brace === "{" ? 1 : -1))
        .reduce<number>((sum, each) => sum + each, 0),
    ).toBe(0);
    const { run } = await checkout();
    for (const line of lines) expect([line, (await run(line)).code]).toEqual([line, 0]);
    expect(file).toContain(
      `code == ${
        (
          await run(
            lines.find((line) => line.includes("token check"))!,
            expiring(),
          )
        ).code
      }`,
    );
  });
});

describe("the recipe for cron", { timeout: 90_000 }, () => {
  it("makes a token's file that its user alone can read, and runs each line of the crontab", async () => {
    const { folder, run } = await checkout();
    const local = (text: string): string =>
      text.replaceAll("/etc/hunt", `${folder}/etc`).replaceAll("/var/lib/hunt", `${folder}/var`);
    expect(await run(local(blocks("cron", "sh")[0]!))).toMatchObject({ code: 0, stdout: "" });
    expect(statSync(join(folder, "etc/token")).mode & 0o777).toBe(0o600);

    const lines = local(blocks("cron", "crontab")[0]!)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const variables = Object.fromEntries(
      lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split("=") as [string, string]),
    );
    expect(Object.keys(variables)).toEqual(["PATH", "HUNT_INSTANCE", "HUNT_TOKEN_FILE"]);
    const commands = lines
      .filter((line) => !/^\w+=/.test(line))
      .map((line) => /^(?:[\d*/,-]+ ){5} ?(.+)$/.exec(line)![1]!);
    // The token is the file's own, and not that of the environment.
    for (const command of commands)
      expect([
        command,
        await run(command, { HUNT_TOKEN: "", HUNT_TOKEN_FILE: variables["HUNT_TOKEN_FILE"]! }),
      ]).toEqual([command, { code: 0, stdout: "", stderr: expect.any(String) as string }]);
    expect(statSync(join(folder, "var/alerts.json")).isFile()).toBe(true);
    expect((await run(commands[0]!, expiring())).stdout).toContain("expires");
  });
});

describe("the recipe for systemd", { timeout: 90_000 }, () => {
  const units = { "hunt-token.service": 0, "hunt-token.timer": 1, "hunt-alerts.service": 2 };
  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

  it.runIf(hasSystemd)("has units that systemd verifies, where systemd-analyze is found", async () => {
    const { folder } = await checkout();
    const paths = Object.entries(units).map(([name, at]) => {
      const path = join(folder, name);
      writeFileSync(
        path,
        blocks("systemd", "ini")[at]!.replaceAll("/usr/local/bin/hunt", join(folder, "bin/hunt")),
      );
      return path;
    });
    const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], {
      encoding: "utf8",
    });
    // It ends with 0 where it only warns, as of a key that it does not know.
    expect({
      status,
      told: (stdout + stderr).split("\n").filter((line) => line.includes(folder) || line.includes("hunt-")),
    }).toEqual({ status: 0, told: [] });
  });

  it("has services whose commands run with a token from a file", async () => {
    const { folder, run } = await checkout();
    const file = join(folder, "token");
    writeFileSync(file, sandbox().tokens.admin);
    const commands = Object.values(units)
      .map((at) => /^ExecStart=\/usr\/local\/bin\/(.+)$/m.exec(blocks("systemd", "ini")[at]!)?.[1])
      .filter((command) => command !== undefined);
    expect(commands).toHaveLength(2);
    for (const command of commands)
      expect(
        (
          await run(command.replaceAll("%S/hunt", folder).replace("watch", "watch --once"), {
            HUNT_TOKEN: "",
            HUNT_TOKEN_FILE: file,
          })
        ).code,
      ).toBe(0);
  });
});
