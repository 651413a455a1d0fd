import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, hunt as run, script, signedIn } from "./support/hunt.js";
import packageJson from "../package.json" with { type: "json" };

const { sandbox, hunt } = atHunt();

describe("hunt", () => {
  it("tells its version, which is the package's", async () => {
    expect(await run(["--version"], { asProcess: true })).toEqual({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: "",
    });
  });

  it("helps with all groups, with a group, and with a command; help goes to stdout", async () => {
    const [all, none, group, command] = await Promise.all([
      run(["--help"]),
      run([]),
      run(["token"]),
      run(["help", "token", "check"]),
    ]);
    expect(none).toEqual(all);
    expect([all.code, all.stderr, group.code, group.stderr]).toEqual([0, "", 0, ""]);
    for (const { name } of commands)
      expect(all.stdout).toMatch(new RegExp(`^ {2}${name.split(" ")[0]} `, "m"));
    expect(group.stdout).toMatch(/^ {2}rotate \[options\] .*|^ {2}rotate /m);
    expect(command.stdout).toContain("--warn-days <days>");
    expect(command.stdout).toContain("13  HUNT could not be reached");
  });

  it.each([
    ["--version", ["hunt.cjs"]],
    ["--help", ["hunt.cjs", "run.cjs", "rolldown-runtime.cjs"]],
  ])("loads few files, since each one delays the start: %s", async (flag, expected) => {
    const preload = join(temporaryDirectory(), "list-files.cjs");
    writeFileSync(
      preload,
      `process.on("exit", () => process.stderr.write(
         Object.keys(require.cache).filter((path) => path !== __filename)
           .map((path) => require("node:path").basename(path)).join(" ")))`,
    );

    const { stderr } = await run([flag], { asProcess: true, env: { NODE_OPTIONS: `--require=${preload}` } });

    expect(stderr.split(" ")).toEqual(expected);
  });

  it("prints an error as one line of JSON with its code if --json is set", async () => {
    const { code, stderr } = await hunt(["alert", "get", "x".repeat(8), "--json"]);

    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: expect.stringMatching(/^(CLI|HUNT)_/),
        message: expect.any(String),
        advice: expect.any(String),
        exitCode: 1,
      },
    });
  });

  it("accepts the plural of a group, which help does not show", async () => {
    const [all, singular, plural, rows] = await Promise.all([
      run(["--help"]),
      run(["alert", "list", "--help"]),
      run(["help", "alerts", "list"]),
      hunt(["targets", "list", "--limit", "1"]),
    ]);

    expect(plural).toEqual(singular);
    expect(plural.code).toBe(0);
    expect(all.stdout).not.toMatch(/^ {2}(alerts|agents|targets) /m);
    expect(rows.code).toBe(0);
    expect(rows.stdout.split("\t")).toHaveLength(4);
  });

  it.each([
    [["tokne"], "unknown command 'tokne'. Did you mean token?"],
    [["token", "chek"], "unknown command 'chek'. Did you mean check?\nSee hunt token --help."],
    [["login"], "unknown command 'login'. Did you mean hunt auth login?\nSee hunt --help."],
    [["archive", "--all"], "unknown command 'archive'. Did you mean hunt alert archive?\nSee hunt --help."],
    [
      ["scan", "Utrecht", "servers"],
      "Expected 1 argument but got 2.\nPut a value that contains spaces in quotes. See hunt scan --help.",
    ],
    [["list"], "unknown command 'list'.\nSee hunt --help."],
    [["scan", ""], "The value of <subject> is empty.\nSet a value."],
    [["token", "check", "--warn-day", "3"], "unknown option '--warn-day'. Did you mean --warn-days?"],
    [["token", "check", "--warn-days"], "option '--warn-days <days>' argument missing."],
    [["token", "check", "extra"], "too many arguments for 'check'."],
    [["token", "list", "--json", "--ndjson"], "--json cannot be used with --ndjson."],
  ])("refuses %j, and names the nearest right one", async (args, words) => {
    expect(await hunt(args)).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });

  it("loads neither the core nor undici for the help of any command", async () => {
    const folder = temporaryDirectory();
    writeFileSync(
      join(folder, "spy.cjs"),
      'process.on("exit", () => process.stderr.write(Object.keys(require.cache).filter((path) => /(core|undici)\\.cjs$/.test(path)).join()));',
    );
    const env = { NODE_OPTIONS: `--require ${join(folder, "spy.cjs")}` };
    for (const { name } of commands)
      expect(await run([...name.split(" "), "--help"], { env, asProcess: true })).toMatchObject({
        code: 0,
        stderr: "",
      });
    expect(
      (
        await run(["token", "check"], {
          asProcess: true,
          env: { ...env, ...signedIn(sandbox().url, sandbox().tokens.admin) },
        })
      ).stderr,
    ).toContain("undici.cjs");
  }, 280_000);

  it("takes a reader that has seen enough for no error", async () => {
    const child = spawn(process.execPath, [script, "api", "GET", "Alerts", "--all", "--ndjson"], {
      env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect([(await once(child, "close"))[0], stderr]).toEqual([0, ""]);
  });

  it("knows no help for a command that there is not", async () => {
    for (const line of [
      ["help", "tokn"],
      ["tokn", "--help"],
    ])
      expect(await run(line)).toEqual({
        code: 2,
        stdout: "",
        stderr: "hunt: unknown command 'tokn'. Did you mean token?\nSee hunt --help.\n",
      });
    expect(await run(["help", "token", "chek"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean check?") as string,
    });
  });

  it("ends with 130 at Ctrl+C also while it waits for stdin", async () => {
    const child = spawn(process.execPath, [script, "api", "POST", "x", "--input", "-"], {
      env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    // More than a pipe holds: once all of it has gone, hunt is reading.
    await new Promise(
      (resolve) => void child.stdin.on("error", () => {}).write(" ".repeat(1_000_000), resolve),
    );
    child.kill("SIGINT");
    expect([(await once(child, "close"))[0], stderr]).toEqual([130, "hunt: Interrupted.\n"]);
  });

  it("ends with 130 at Ctrl+C", async () => {
    sandbox().faults.add({ match: "GET users/me", kind: "hang" });
    const child = spawn(process.execPath, [script, "api", "GET", "users/me"], {
      env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    await expect.poll(() => sandbox().requests.length).toBe(1);
    child.kill("SIGINT");
    expect([(await once(child, "close"))[0], stderr]).toEqual([130, "hunt: Interrupted.\n"]);
  });

  it("colours by NO_COLOR, FORCE_COLOR and terminal, and never in JSON", async () => {
    const print = async (env: Record<string, string>, ...more: string[]) =>
      (
        await hunt(["token", "list", ...more], {
          env: { ...signedIn(sandbox().url, sandbox().tokens.admin), ...env },
        })
      ).stdout.includes("\u001b[");
    expect(
      await Promise.all([
        print({ HUNT_FORCE_TTY: "120" }),
        print({ HUNT_FORCE_TTY: "120", NO_COLOR: "1" }),
        print({}),
        print({ FORCE_COLOR: "1", HUNT_FORCE_TTY: "120" }, "--json"),
      ]),
    ).toEqual([true, false, false, false]);
  });
});
