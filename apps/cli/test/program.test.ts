import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";
import { createFileLister, createModuleLister } from "./support/file-lister.js";
import { environment, hunt as run, readOutcome, script, signedIn } from "./support/hunt.js";
import packageJson from "../package.json" with { type: "json" };

const { sandbox, hunt } = atHunt();

/** Starts `hunt` as a process that is signed in as admin. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
  });
  const output = { stderr: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const waitForExit = async (): Promise<{ code: number | null; stderr: string }> => {
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stderr: output.stderr };
  };
  return { child, waitForExit };
}

/**
 * Runs the command with `--help` for each name in the arguments, in one process. Prints the names of commands that
 * loaded the core or undici to stderr.
 */
const printsHelpOfAll = `
  const [, script, ...names] = process.argv;
  for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);
  const isLoaded = () => Object.keys(require.cache).some((path) => /(core|undici)\\.cjs$/.test(path));
  void (async () => {
    for (const name of names) {
      process.argv = [process.execPath, script, ...name.split(" "), "--help"];
      process.exitCode = undefined;
      delete require.cache[script];
      require(script);
      while (process.exitCode === undefined) await new Promise((resolve) => setImmediate(resolve));
      if (process.exitCode !== 0 || isLoaded()) return process.stderr.write(name);
    }
  })();
`;

describe("hunt", () => {
  it("prints the version of the package with --version", async () => {
    const outcome = await run(["--version"], { asProcess: true });

    expect(outcome).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  });

  it("lists all groups in --help", async () => {
    const { code, stdout, stderr } = await run(["--help"]);

    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name.split(" ")[0]}: `, "m"));
  });

  it("prints its help if no command is named", async () => {
    expect(await run([])).toEqual(await run(["--help"]));
  });

  it("prints the help of a group if no command of it is named", async () => {
    const { code, stdout, stderr } = await run(["token"]);

    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^ {2}rotate: /m);
  });

  it("prints the flags and the exit codes of a command with hunt help", async () => {
    const { stdout } = await run(["help", "token", "check"]);

    expect(stdout).toContain("--warn-days int");
    expect(stdout).toContain("13   HUNT could not be reached");
  });

  it.each([
    ["--version", ["hunt.cjs"]],
    ["--help", ["hunt.cjs", "run.cjs", "rolldown-runtime.cjs"]],
    ["help alerts", ["hunt.cjs", "run.cjs", "rolldown-runtime.cjs"]],
  ])("loads only a few files, because each one delays the start: %s", async (line, expected) => {
    const { stderr } = await run(line.split(" "), {
      asProcess: true,
      env: { NODE_OPTIONS: createFileLister() },
    });

    expect(stderr.split(" ")).toEqual(expected);
  });

  it("loads a dozen files to list alerts, because each one delays the first request", async () => {
    const env = { NODE_OPTIONS: createFileLister(), ...signedIn(sandbox().url, sandbox().tokens.admin) };

    const { stderr } = await run(["alert", "list", "--all", "--json"], { env, asProcess: true });

    expect(stderr.split(" ")).toEqual([
      "hunt.cjs",
      "run.cjs",
      "rolldown-runtime.cjs",
      "run-command-line.cjs",
      "definition.cjs",
      "alert-list.cjs",
      "lists.cjs",
      "values.cjs",
      "tables.cjs",
      "core.cjs",
      "session.cjs",
      "profiles.cjs",
      "undici.cjs",
    ]);
  });

  it.each(["crypto", "child_process", "tls"])(
    "shows the help of a command without Node's module %s",
    async (name) => {
      const env = { NODE_OPTIONS: createModuleLister(name) };

      const { stdout, stderr } = await run(["alert", "list", "--help"], { env, asProcess: true });

      expect(stdout).toContain("hunt alert list");
      expect(stderr).toBe("");
    },
  );

  it.each(["child_process", "tls"])("lists alerts over HTTP without Node's module %s", async (name) => {
    const env = {
      NODE_OPTIONS: createModuleLister(name),
      ...signedIn(sandbox().url, sandbox().tokens.admin),
    };

    const { code, stderr } = await run(["alert", "list", "--all", "--json"], { env, asProcess: true });

    expect(code).toBe(0);
    expect(stderr).toBe("");
  });

  it("prints an error as one line of JSON with its code if --json is set", async () => {
    const { code, stderr } = await hunt(["alert", "get", "x".repeat(8), "--json"]);

    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: expect.stringMatching(/^(CLI|HUNT)_/),
        message: expect.any(String),
        advice: expect.any(String),
        exitCode: 2,
      },
    });
  });

  it("runs a command whose group is written in the plural", async () => {
    const { code, stdout } = await hunt(["targets", "list", "--limit", "1"]);

    expect(code).toBe(0);
    expect(stdout.split("\t")).toHaveLength(4);
  });

  it("prints the help of a command whose group is written in the plural", async () => {
    const plural = await run(["help", "alerts", "list"]);

    expect(plural.code).toBe(0);
    expect(plural).toEqual(await run(["alert", "list", "--help"]));
  });

  it("does not list the plurals of groups in --help", async () => {
    const { stdout } = await run(["--help"]);

    expect(stdout).not.toMatch(/^ {2}(alerts|agents|targets)\b/m);
  });

  it.each([
    [["tokne"], 'Unknown command "tokne". Did you mean token?'],
    [["token", "chek"], 'Unknown command "chek". Did you mean check?\nSee hunt token --help.'],
    [
      ["target", "update", "Kiosks"],
      'Unknown command "update". Did you mean hunt target rename?\nSee hunt target --help.',
    ],
    [["agent", "edit"], 'Unknown command "edit". Did you mean hunt agent rename?\nSee hunt agent --help.'],
    [["login"], 'Unknown command "login". Did you mean hunt auth login?\nSee hunt --help.'],
    [["archive", "--all"], 'Unknown command "archive". Did you mean hunt alert archive?\nSee hunt --help.'],
    [
      ["scan", "Utrecht", "servers"],
      "Too many arguments: expected 1, but got 2.\nPut a value that contains spaces in quotes. See hunt scan --help.",
    ],
    [["list"], 'Unknown command "list".\nSee hunt --help.'],
    [["scan", ""], "The value of <target> is empty.\nSet a value."],
    [["token", "check", "--warn-day", "3"], "Unknown flag --warn-day. Did you mean --warn-days?"],
    [["token", "check", "--warn-days"], "--warn-days requires a value.\nSee hunt token check --help."],
    [["token", "check", "extra"], "Too many arguments: expected 0, but got 1.\nSee hunt token check --help."],
    [
      ["api", "Alerts"],
      "Missing required argument <path>. Did you mean hunt api GET Alerts?\nSee hunt api --help.",
    ],
    [
      ["api", "GET Alerts?severity=high"],
      "Missing required argument <path>. Did you mean hunt api GET 'Alerts?severity=high'?\nSee hunt api --help.",
    ],
    [
      ["api", "get  Agents"],
      "Missing required argument <path>. Did you mean hunt api GET Agents?\nSee hunt api --help.",
    ],
    [
      ["help", "exitcodes"],
      'Unknown command "exitcodes". Did you mean hunt help exit-codes?\nSee hunt --help.',
    ],
    [
      ["--instance", "acme", "alert", "list"],
      "--instance must follow the command.\nFor example: hunt alert list --instance acme",
    ],
    [
      ["--json", "token", "check"],
      '"--json must follow the command.","advice":"For example: hunt token check --json"',
    ],
    [
      ["alert", "list", "--json", "id,nam"],
      '"--json does not take a value.","advice":"Use --json, or remove it.',
    ],
    [["token", "list", "--json", "--ndjson"], "--json cannot be used with --ndjson."],
  ])("rejects an invalid command line, and suggests a valid one: %j", async (args, words) => {
    const { code, stdout, stderr } = await hunt(args);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(words);
  });

  it.each([
    [["api", "POST", "Alerts", "--data", "{}"], "Unknown flag --data. Did you mean --body?"],
    [["api", "POST", "Alerts", "-d@alert.json"], "Unknown flag -d@alert.json. Did you mean --body?"],
    [["api", "POST", "Alerts", "--field", "a=b"], "Unknown flag --field. Did you mean --body?"],
    [["flag", "create", "x", "--body", "{}"], "Unknown flag --body. Did you mean --data?"],
    [
      ["api", "-X", "POST", "Alerts"],
      "Unknown flag -X. Put the method in front of the path, for example hunt api POST Alerts.",
    ],
    [["api", "--method=POST", "Alerts"], "Put the method in front of the path"],
    [["api", "GET", "users/me", "--jq", ".id"], "Unknown flag --jq. Did you mean --select?"],
    [
      ["alert", "list", "-q", ".id"],
      "Unknown flag -q. To select properties, pipe the output of --json to jq.",
    ],
    [["alert", "list", "--json", "id"], "Use --json, or remove it. To select properties, pipe"],
    [["alert", "list", "--format", "JSON"], 'Invalid value "json" for --format.\nUse --json.'],
    [["alert", "list", "-o", "json"], "Unknown flag -o. Did you mean --json?"],
    [["api", "GET", "x", "-o", "x.json"], "Unknown flag -o. Did you mean --output?"],
    [["alert", "list", "-L", "5"], "Unknown flag -L. Did you mean --limit?"],
    [["agent", "isolate", "x", "--force"], "Unknown flag --force. Did you mean --yes?"],
    [["agent", "list", "-k"], "Unknown flag -k. Did you mean --ca?"],
    [["agent", "ls"], 'Unknown command "ls". Did you mean hunt agent list?'],
    [["alert", "view", "x"], 'Unknown command "view". Did you mean hunt alert get?'],
    [["token", "delete", "x"], 'Unknown command "delete". Did you mean hunt token revoke?'],
    [["token", "show"], 'Unknown command "show". Did you mean hunt token check?'],
    [["group", "list"], 'Unknown command "group". Did you mean hunt target list?'],
    [["hosts", "show", "x"], 'Unknown command "hosts". Did you mean hunt agent get?'],
    [["groups"], 'Unknown command "groups". Did you mean hunt target?'],
    [["alert", "list", "--hostname", "x"], "Unknown flag --hostname. Did you mean --host?"],
    [["agent", "list", "--hostname=x"], "Did you mean --host?"],
    [["export", "Alerts", "--hostname", "x"], "Unknown flag --hostname. Did you mean --host?"],
    [["auth", "login", "--hostname", "x"], "Unknown flag --hostname. Did you mean --instance?"],
    [["alert", "list", "--last", "7d"], "Unknown flag --last. Did you mean --since?"],
    [["alert", "list", "--from", "7d"], "Unknown flag --from. Did you mean --since?"],
    [["alert", "list", "--target-group", "x"], "Unknown flag --target-group. Did you mean --group?"],
    [["scan", "x", "--group", "x"], "Unknown flag --group. Did you mean --target-group?"],
    [["scan", "--host", "x"], "Unknown flag --host. Pass the value as <target>, without a flag."],
    [
      ["agent", "get", "--hostname", "x"],
      "Unknown flag --hostname. Pass the value as <host>, without a flag.",
    ],
    [
      ["alert", "list", "--organization", "x"],
      `To filter by organization, use --where '{"organizationId": "<ID>"}'.`,
    ],
    [["token", "rm", "x"], 'Unknown command "rm". Did you mean hunt token revoke?'],
    [["token", "remove", "x"], 'Unknown command "remove". Did you mean hunt token revoke?'],
    [["-v"], "Unknown flag -v. Did you mean hunt --version?"],
    [["version"], 'Unknown command "version". Did you mean hunt --version?'],
    [["whoami"], 'Unknown command "whoami". Did you mean hunt auth status?'],
  ])("names what to use instead of a name of gh, az, or curl: %j", async (args, words) => {
    const { code, stderr } = await hunt(args);

    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it.each([
    [["alert", "list", "--since", "24h", "--since", "7d"], '--since is set more than once: "24h" and "7d".'],
    [["alert", "list", "--limit", "3", "--limit=9"], '--limit is set more than once: "3" and "9".'],
    [
      ["alert", "list", "--state", "all", "--state", "open"],
      '--state is set more than once: "all" and "open".',
    ],
    [
      ["alert", "list", "--where", '{"a": 1}', "--where", '{"b": 2}'],
      '--where is set more than once: "{"a": 1}" and "{"b": 2}".',
    ],
    [["alert", "list", "--profile", "a", "--profile", "a"], '--profile is set more than once: "a" and "a".'],
    [["api", "POST", "x", "--body", '"secret"', "--body", "2"], "--body is set more than once."],
    [["schedule", "add", "x", "--cron", "1", "--cron", "2"], '--cron is set more than once: "1" and "2".'],
  ])("rejects several values of a flag that takes one: %j", async (args, message) => {
    const { code, stdout, stderr } = await hunt(args);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(`hunt: ${message}\nRemove one of them.\n`);
  });

  it("accepts a repeated flag without a value", async () => {
    expect((await hunt(["alert", "list", "--all", "--all"])).code).toBe(0);
  });

  it.each(["--profile", "--ca", "--host", "--where", "--severity"])(
    "rejects an empty value: %s",
    async (flag) => {
      const { code, stderr } = await hunt(["alert", "list", flag, ""]);

      expect(code).toBe(2);
      expect(stderr).toBe(`hunt: The value of ${flag} is empty.\nSet a value, or remove ${flag}.\n`);
    },
  );

  it.each([[["help", "tokn"]], [["tokn", "--help"]]])(
    "suggests a command if help is requested for one that does not exist: %j",
    async (args) => {
      expect(await run(args)).toEqual({
        code: 2,
        stdout: "",
        stderr: 'hunt: Unknown command "tokn". Did you mean token?\nSee hunt --help.\n',
      });
    },
  );

  it("suggests a command of the group if help is requested for one that does not exist in it", async () => {
    const { code, stderr } = await run(["help", "token", "chek"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean check?");
  });

  it("loads neither the core nor undici for the help of any command", async () => {
    const names = commands.map(({ name }) => name);

    const { code, stderr } = await readOutcome(
      spawn(process.execPath, ["--eval", printsHelpOfAll, script, ...names], { env: environment() }),
    );

    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("loads the core and undici for a command that connects", async () => {
    const env = { NODE_OPTIONS: createFileLister(), ...signedIn(sandbox().url, sandbox().tokens.admin) };

    const { stderr } = await run(["token", "check"], { env, asProcess: true });

    expect(stderr.split(" ")).toEqual(expect.arrayContaining(["core.cjs", "undici.cjs"]));
  });

  it("exits with code 141 if the reader closes stdout early", async () => {
    const { child, waitForExit } = start("api", "GET", "Alerts", "--all", "--ndjson");

    await once(child.stdout, "data");
    child.stdout.destroy();

    expect(await waitForExit()).toEqual({ code: 141, stderr: "" });
  });

  it("exits with code 130 on Ctrl+C while it reads stdin", async () => {
    const { child, waitForExit } = start("api", "POST", "x", "--input", "-");

    // This is more than a pipe holds. When all of it is written, hunt is reading.
    await new Promise(
      (resolve) => void child.stdin.on("error", () => {}).write(" ".repeat(1_000_000), resolve),
    );
    child.kill("SIGINT");

    expect(await waitForExit()).toEqual({ code: 130, stderr: "hunt: Interrupted.\n" });
  });

  it("exits with code 130 on Ctrl+C while it waits for a response", async () => {
    sandbox().faults.add({ match: "GET users/me", kind: "hang" });
    const { child, waitForExit } = start("api", "GET", "users/me");

    await expect.poll(() => sandbox().requests.length).toBe(1);
    child.kill("SIGINT");

    expect(await waitForExit()).toEqual({ code: 130, stderr: "hunt: Interrupted.\n" });
  });

  it.each<[string, boolean, Record<string, string>, string[]]>([
    ["in a terminal", true, { HUNT_FORCE_TTY: "120" }, []],
    ["with NO_COLOR", false, { HUNT_FORCE_TTY: "120", NO_COLOR: "1" }, []],
    ["in a pipe", false, {}, []],
    ["in JSON", false, { HUNT_FORCE_TTY: "120", FORCE_COLOR: "1" }, ["--json"]],
  ])("decides about colors %s: %s", async (_, hasColors, variables, flags) => {
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), ...variables };

    const { stdout } = await hunt(["token", "list", ...flags], { env });

    expect(stdout.includes("\u001b[")).toBe(hasColors);
  });
});
