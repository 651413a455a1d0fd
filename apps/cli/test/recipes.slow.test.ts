import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { atHunt } from "./support/at-hunt.js";
import { createCheckout, readBlocks, recipes } from "./support/recipe.js";

const instance = atHunt();
const { sandbox, hunt } = instance;

// No alert is new three days later, so the alerts do not fail a pipeline.
beforeEach(() => sandbox().clock.set("2026-03-04T12:00:00Z"));

const expiring = (): Record<string, string> => ({ HUNT_TOKEN: sandbox().tokens.expiring });

describe("the recipe for Azure Pipelines", { timeout: 90_000 }, () => {
  interface Step {
    script: string;
    env?: Record<string, string>;
  }

  const readSteps = (): Step[] => {
    const { steps } = parse(readBlocks("azure-pipelines", "yaml")[1]!) as { steps: Partial<Step>[] };
    return steps.filter((step): step is Step => step.script !== undefined);
  };
  const readTokenCheck = (): string =>
    readSteps().find(({ script: lines }) => lines.includes("token check"))!.script;

  it("passes the token only to the steps that call hunt in the recipe for Azure Pipelines", () => {
    for (const { script: lines, env } of readSteps())
      expect(env?.["HUNT_TOKEN"], lines).toBe(lines.includes("npm install") ? undefined : "$(HUNT_TOKEN)");
  });

  it("runs all steps of the recipe for Azure Pipelines successfully", async () => {
    const { run } = await createCheckout(instance);

    for (const { script: lines } of readSteps()) expect((await run(lines)).code, lines).toBe(0);
  });

  it("logs a warning for a token that expires soon in the recipe for Azure Pipelines", async () => {
    const { run } = await createCheckout(instance);

    const { code, stdout } = await run(readTokenCheck(), expiring());

    expect(code).toBe(0);
    expect(stdout).toContain("##vso[task.logissue type=warning]");
  });

  it("fails the step for an expired token in the recipe for Azure Pipelines", async () => {
    const { run } = await createCheckout(instance);

    const { code } = await run(readTokenCheck(), { HUNT_TOKEN: sandbox().tokens.expired });

    expect(code).toBe(11);
  });
});

describe("the recipe for Jenkins", { timeout: 90_000 }, () => {
  const readJenkinsfile = (): string => readBlocks("jenkins", "groovy")[2]!;
  /** Returns the shell lines in single quotes. */
  const readShellLines = (): string[] =>
    [...readJenkinsfile().matchAll(/\bsh(?: |\(script: )'([^']+)'/g)].map(([, line]) => line!);
  const count = (pattern: RegExp): number => readJenkinsfile().match(pattern)?.length ?? 0;

  it("has balanced braces in the recipe for Jenkins", () => {
    expect(count(/\{/g)).toBe(count(/\}/g));
  });

  it("puts all shell lines of the recipe for Jenkins in single quotes", () => {
    expect(readShellLines()).toHaveLength(count(/\bsh[ (]/g));
  });

  it("runs all shell lines of the recipe for Jenkins successfully", async () => {
    const { run } = await createCheckout(instance);

    for (const line of readShellLines()) expect((await run(line)).code, line).toBe(0);
  });

  it("compares with the exit code for a token that expires soon in the recipe for Jenkins", async () => {
    const check = readShellLines().find((line) => line.includes("token check"))!;
    const { run } = await createCheckout(instance);

    const { code } = await run(check, expiring());

    expect(readJenkinsfile()).toContain(`code == ${code}`);
  });
});

describe("the recipe for cron", { timeout: 90_000 }, () => {
  /** Runs the setup, and returns the commands and the variables of the crontab. */
  const setUp = async () => {
    const checkout = await createCheckout(instance);
    const { directory } = checkout;
    const localize = (text: string): string =>
      text.replaceAll("/etc/hunt", `${directory}/etc`).replaceAll("/var/lib/hunt", `${directory}/var`);
    const setup = await checkout.run(localize(readBlocks("cron", "sh")[0]!));
    const lines = localize(readBlocks("cron", "crontab")[0]!)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const isVariable = (line: string): boolean => /^\w+=/.test(line);
    const variables = lines.filter(isVariable).map((line) => line.split("=") as [string, string]);
    const commands = lines
      .filter((line) => !isVariable(line))
      .map((line) => /^(?:[\d*/,-]+ ){5} ?(.+)$/.exec(line)![1]!);
    return { ...checkout, setup, commands, variables: Object.fromEntries(variables) };
  };

  it("creates a file with the token that only its user can read in the recipe for cron", async () => {
    const { setup, directory } = await setUp();

    expect(setup.code).toBe(0);
    expect(setup.stdout).toBe("");
    expect(statSync(join(directory, "etc/token")).mode & 0o777).toBe(0o600);
  });

  it("runs all lines of the crontab with the token from the file in the recipe for cron", async () => {
    const { run, directory, commands, variables } = await setUp();
    expect(Object.keys(variables)).toEqual(["PATH", "HUNT_INSTANCE", "HUNT_TOKEN_FILE"]);

    for (const command of commands) {
      const { code, stdout } = await run(command, {
        HUNT_TOKEN: "",
        HUNT_TOKEN_FILE: variables["HUNT_TOKEN_FILE"]!,
      });

      expect(code, command).toBe(0);
      expect(stdout, command).toBe("");
    }
    expect(statSync(join(directory, "var/alerts.json")).isFile()).toBe(true);
  });

  it("prints the expiry of a token that expires soon in the recipe for cron", async () => {
    const { run, commands } = await setUp();

    const { stdout } = await run(commands[0]!, expiring());

    expect(stdout).toContain("expires");
  });
});

describe("the recipe for Prometheus", { timeout: 90_000 }, () => {
  /** Runs the script, and returns its outcome and the file that the collector reads. */
  const collect = async (token = sandbox().tokens.admin) => {
    const { directory, run } = await createCheckout(instance);
    writeFileSync(join(directory, "token"), token, { mode: 0o600 });
    writeFileSync(join(directory, "hunt_token.prom"), "before\n");
    const lines = readBlocks("prometheus", "sh")[0]!
      .replace("HUNT_INSTANCE=acme", `HUNT_INSTANCE=${sandbox().url}`)
      .replace("/etc/hunt/token", join(directory, "token"))
      .replace("/var/lib/node_exporter", directory);
    writeFileSync(join(directory, "hunt-metrics"), lines);
    const outcome = await run("sh hunt-metrics", { HUNT_TOKEN: "" });
    return { ...outcome, text: readFileSync(join(directory, "hunt_token.prom"), "utf8") };
  };

  it("writes metrics to the file that the collector reads in the recipe for Prometheus", async () => {
    const { code, stdout, text } = await collect();

    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(text).toMatch(/^hunt_token_state\{.*state="healthy"\} 1$/m);
  });

  it("keeps the last file if there is no result in the recipe for Prometheus", async () => {
    const { code, text } = await collect("not a token");

    expect(code).not.toBe(0);
    expect(text).toBe("before\n");
  });

  it("describes each metric, and uses only existing ones in alerts, in the recipe for Prometheus", async () => {
    const commands = [
      ["token", "check"],
      ["token", "list"],
    ];
    const outputs = await Promise.all(commands.map((words) => hunt([...words, "--format", "prometheus"])));
    const names = outputs.flatMap(({ stdout }) =>
      [...stdout.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!),
    );
    const page = readFileSync(join(recipes, "prometheus.md"), "utf8");

    const described = [...page.matchAll(/^\| `(hunt_\w+)`/gm)].map(([, name]) => name!);
    const used = [...readBlocks("prometheus", "yaml")[0]!.matchAll(/\bhunt_(?!instance)\w+/g)].map(
      ([name]) => name,
    );
    expect(described.sort()).toEqual(names.sort());
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("the recipe for systemd", { timeout: 90_000 }, () => {
  const units = { "hunt-token.service": 0, "hunt-token.timer": 1, "hunt-alerts.service": 2 };
  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

  it.runIf(hasSystemd)("has units in the recipe for systemd that systemd-analyze accepts", async () => {
    const { directory } = await createCheckout(instance);
    const paths = Object.entries(units).map(([name, at]) => {
      const unit = readBlocks("systemd", "ini")[at]!;
      const path = join(directory, name);
      writeFileSync(path, unit.replaceAll("/usr/local/bin/hunt", join(directory, "bin/hunt")));
      return path;
    });

    const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], {
      encoding: "utf8",
    });

    // It exits with code 0 also if it prints warnings, for example about an unknown key.
    const warnings = (stdout + stderr)
      .split("\n")
      .filter((line) => line.includes(directory) || line.includes("hunt-"));
    expect(status).toBe(0);
    expect(warnings).toEqual([]);
  });

  it("has services in the recipe for systemd that run with a token from a file", async () => {
    const { directory, run } = await createCheckout(instance);
    const file = join(directory, "token");
    writeFileSync(file, sandbox().tokens.admin);
    const commands = Object.values(units)
      .map((at) => /^ExecStart=\/usr\/local\/bin\/(.+)$/m.exec(readBlocks("systemd", "ini")[at]!)?.[1])
      .filter((command) => command !== undefined);
    expect(commands).toHaveLength(2);

    for (const command of commands) {
      const line = command.replaceAll("%S/hunt", directory).replace("watch", "watch --once");
      const { code } = await run(line, { HUNT_TOKEN: "", HUNT_TOKEN_FILE: file });

      expect(code, command).toBe(0);
    }
  });
});
