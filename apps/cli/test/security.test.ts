import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { describeCommands } from "../src/docs/described.js";
import { atHunt } from "./support/at-hunt.js";
import { hunt as run, signedIn } from "./support/hunt.js";

const { sandbox, hunt } = atHunt();

describe("hunt", () => {
  it.each([
    [["token", "check", "--json"]],
    [["token", "list", "--all", "--json"]],
    [["auth", "status"]],
    [["doctor", "--json"]],
    [["api", "GET", "AccessTokens"]],
    [["token", "rotate", "--dry-run"]],
    [["api", "GET", "users/me", "--ca", "/no/such/file"]],
  ])("does not print the token that it uses: %j", async (line) => {
    const { stdout, stderr } = await hunt(line);

    expectNoToken(`${stdout}\n${stderr}`, sandbox().tokens.admin);
  });

  it("does not print a part of the token that is in an argument", async () => {
    const { admin } = sandbox().tokens;

    const { stdout, stderr } = await hunt(["api", "GET", `users/${admin.slice(0, 10)}`]);

    expectNoToken(`${stdout}\n${stderr}`, admin);
  });

  it("does not print a token that is in an error message of HUNT", async () => {
    const { admin } = sandbox().tokens;
    sandbox().faults.add({
      match: "GET users/me",
      kind: "status",
      status: 500,
      body: { error: { message: `token ${admin}` } },
      times: "always",
    });

    const { stdout, stderr } = await hunt(["token", "check", "--json"]);

    expectNoToken(`${stdout}\n${stderr}`, admin);
  });

  it("passes a new token to a command only on stdin", async () => {
    const file = join(temporaryDirectory(), "token");
    const script = `read token; { ps -eo args; env; } > ${file}.seen; echo "$token" > ${file}`;

    const { code } = await hunt(["token", "create", "--description", "seen", "--", "sh", "-c", script], {
      asProcess: true,
    });

    expect(code).toBe(0);
    const token = readFileSync(file, "utf8").trim();
    expect(token).toMatch(/^\w{64}$/);
    expectNoToken(readFileSync(`${file}.seen`, "utf8"), token);
  });

  it.each<[string, (token: string) => string[]]>([
    ["an argument", (token) => ["token", "check", token]],
    ["--token", (token) => ["token", "check", `--token=${token}`]],
    ["--header", (token) => ["api", "GET", "users/me", "--header", `Authorization: ${token}`]],
    ["the path", (token) => ["api", "DELETE", `AccessTokens/${token}`]],
    ["--body", (token) => ["api", "POST", "x", "--body", JSON.stringify({ token })]],
  ])("rejects a token in the command line with the reason, and does not print it: %s", async (_, toLine) => {
    const token = sandbox().tokens.admin;

    const { code, stdout, stderr } = await run(toLine(token));

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      "Other users of this machine can see it in the process list, and the shell stores it in its history.",
    );
    expectNoToken(stderr, token);
  });

  const misplaced: [name: string, toEnv: (token: string) => Record<string, string>][] = [
    ["HUNT_TOKEN_FILE", (token) => ({ HUNT_INSTANCE: "acme", HUNT_TOKEN_FILE: token })],
    ["HUNT_INSTANCE", (token) => ({ HUNT_INSTANCE: token, HUNT_TOKEN: token })],
    ["HUNT_INSTANCE", (token) => ({ HUNT_INSTANCE: `https://${token}` })],
  ];

  it.each(misplaced)(
    "names the variable that contains a token instead of a name: %s",
    async (name, toEnv) => {
      const { stderr } = await run(["token", "check"], { env: toEnv(sandbox().tokens.admin) });

      expect(stderr).toContain(`${name}: the value contains 64 letters and digits in a row`);
    },
  );

  it.each(misplaced)("does not print a token in a variable for a name: %s", async (_, toEnv) => {
    const token = sandbox().tokens.admin;

    for (const command of [["token", "check"], ["doctor"], ["auth", "login", "--with-token"]]) {
      const { code, stdout, stderr } = await run(command, { env: toEnv(token), stdin: "x" });

      expect(code, command.join(" ")).not.toBe(0);
      expectNoToken(`${stdout}${stderr}`, token);
    }
  });

  it.each([
    ["--instance", ["token", "check", "--instance", "ab".repeat(32)]],
    ["--description", ["token", "check", "--description", "ab".repeat(32)]],
    ["--ca", ["api", "GET", "users/me", "--ca", `/run/${"0a".repeat(32)}`]],
    ["<model>", ["export", "0a".repeat(32), "--output", "x.csv"]],
  ])(
    "rejects a string as long as a token instead of a name, and does not print it: %s",
    async (name, line) => {
      const { code, stderr } = await hunt(line);

      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`^hunt: ${name}: the value contains 64`));
      expect(stderr).not.toMatch(/[A-Za-z0-9]{64}/);
    },
  );

  it("rejects a token after a one-letter flag, and does not print it", async () => {
    const token = sandbox().tokens.admin;

    const { code, stderr } = await hunt(["token", "check", `-t${token}`]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/looks like a HUNT token/);
    expectNoToken(stderr, token);
  });

  const dataPlaces: [name: string, toLine: (value: string) => string[]][] = [
    ["--where", (value) => ["api", "GET", "Alerts", "--where", JSON.stringify({ name: value })]],
    ["--body", (value) => ["api", "POST", "flags", "--body", JSON.stringify({ name: value }), "--dry-run"]],
    ["path", (value) => ["api", "GET", `fileDwellTimes/${value}`]],
  ];

  it.each(dataPlaces)("rejects a token in capitals in data, and sends nothing: %s", async (_, toLine) => {
    const token = sandbox().tokens.admin.toUpperCase();
    sandbox().requests.clear();

    const { code, stderr } = await hunt(toLine(token));

    expect(code).toBe(2);
    expect(stderr).not.toContain(token);
    expect(sandbox().requests).toEqual([]);
  });

  it.each(dataPlaces)("accepts a SHA-256 hash in data: %s", async (_, toLine) => {
    const { code } = await hunt(toLine("ab".repeat(32)));

    expect(code).not.toBe(2);
  });

  it("sends a request for a SHA-256 hash in the path", async () => {
    const { code } = await hunt(["api", "GET", `fileDwellTimes/${"ab".repeat(32)}`]);

    expect(code).toBe(1);
    expect(sandbox().requests.map(({ path }) => path)).toContainEqual(
      expect.stringContaining("ab".repeat(32)),
    );
  });
});

describe("ApiToken", () => {
  it("does not show its value in what Node prints about a crash", () => {
    const token = sandbox().tokens.admin;
    const crash =
      'const { ApiToken } = require("@huntkit/core"); const { inspect } = require("node:util"); console.log(inspect({ token: new ApiToken(process.env.HUNT_TOKEN) }, { depth: 9, showHidden: true }))';

    const stdout = execFileSync(process.execPath, ["--input-type=commonjs", "-e", crash], {
      env: { ...process.env, HUNT_TOKEN: token },
      encoding: "utf8",
    });

    expectNoToken(stdout, token);
  });
});

describe("hunt, with a hostile description in HUNT", () => {
  const hostile = "srv\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egpj.exe\nnext";
  const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

  beforeEach(async () => {
    await fetch(`${sandbox().api}/users/me/accessTokens`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ description: hostile }),
    });
  });

  it.each<[string, string[], Record<string, string>]>([
    ["a table", ["token", "list"], { HUNT_FORCE_TTY: "200" }],
    ["lines", ["token", "list"], {}],
    ["JSON", ["token", "list", "--json"], {}],
    ["NDJSON", ["api", "GET", "AccessTokens", "--all", "--ndjson"], {}],
    ["a confirmation", ["token", "revoke", hostile, "--dry-run"], {}],
    ["an error", ["token", "revoke", `${hostile}!`], {}],
  ])("escapes control characters in %s", async (_, line, variables) => {
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), NO_COLOR: "1", ...variables };

    const { stdout, stderr } = await hunt(line, { env });

    expect(`${stdout}${stderr}`).not.toMatch(unsafe);
  });

  it("shows the escaped description in a table", async () => {
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), NO_COLOR: "1", HUNT_FORCE_TTY: "200" };

    const { stdout } = await hunt(["token", "list"], { env });

    expect(stdout).toContain("srv\\u001b]0;owned\\u0007");
  });

  it("keeps the description unchanged in the data of JSON", async () => {
    const { stdout } = await hunt(["token", "list", "--json"]);

    const descriptions = (JSON.parse(stdout) as { description: string }[]).map((row) => row.description);
    expect(descriptions).toContain(hostile);
  });
});

describe("flags that name something", async () => {
  const places = (await describeCommands()).flatMap(({ name, args, flags }) => {
    const words = args
      .filter(([, { isAfterDashes }]) => !isAfterDashes)
      .map(([, { choices }]) => choices?.[0] ?? "x");
    return flags
      .filter(([, { placeholder, isData }]) => placeholder !== undefined && !isData)
      .map(([flag]) => ({ name, flag, words }));
  });

  it.each(places)(
    "rejects a token in a flag for a name, and does not print it: hunt $name $flag",
    async ({ name, flag, words }) => {
      const hash = "0a".repeat(32);

      const { code, stdout, stderr } = await run([...name.split(" "), ...words, flag, hash]);

      expect(code).toBe(2);
      expect(stderr).toContain(`${flag}: the value contains 64 letters and digits in a row`);
      expect(`${stdout}${stderr}`).not.toContain(hash);
    },
  );
});

describe("arguments that name something", async () => {
  const places = (await describeCommands()).flatMap(({ name, args }) =>
    args
      .filter(([, { isData }]) => !isData)
      .map(([argument], position) => ({
        name,
        argument,
        words: args.map(([, { choices }], at) => (at === position ? "0a".repeat(32) : (choices?.[0] ?? "x"))),
      })),
  );

  it.each(places)(
    "rejects a token in an argument for a name, and does not print it: hunt $name <$argument>",
    async ({ name, words }) => {
      const { code, stdout, stderr } = await run([...name.split(" "), ...words]);

      expect(code).toBe(2);
      expect(stderr).toContain("contains 64 letters and digits in a row");
      expect(`${stdout}${stderr}`).not.toContain("0a".repeat(32));
    },
  );
});
