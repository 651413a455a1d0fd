import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { describeCommands } from "../src/docs/described.js";
import { atHunt } from "./support/at-hunt.js";
import { hunt as run, signedIn } from "./support/hunt.js";

const { sandbox, hunt } = atHunt();

describe("a token", () => {
  it("A token is in no output: of any command that uses it, and of what fails", async () => {
    const { admin } = sandbox().tokens;
    const lines = [
      ["token", "check", "--json"],
      ["token", "list", "--all", "--json"],
      ["auth", "status"],
      ["doctor", "--json"],
      ["api", "GET", "AccessTokens"],
      ["api", "GET", `users/${admin.slice(0, 10)}`],
      ["token", "rotate", "--dry-run"],
      ["api", "GET", "users/me", "--ca", "/no/such/file"],
    ];
    for (const line of lines) expectNoToken(Object.values(await hunt(line)).join("\n"), admin);
    sandbox().faults.add({
      match: "GET users/me",
      kind: "status",
      status: 500,
      body: { error: { message: `token ${admin}` } },
      times: "always",
    });
    expectNoToken(Object.values(await hunt(["token", "check", "--json"])).join("\n"), admin);
  });

  it("is not in the arguments or the environment that hunt gives a command, and in no process of the machine", async () => {
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

  it.each([["token"], ["--token"], ["--header"], ["path"], ["--body"]])(
    "in the command line is refused with the reason, and not repeated: %s",
    async (flag) => {
      const token = sandbox().tokens.admin;
      const others: Record<string, string[]> = {
        path: ["api", "DELETE", `AccessTokens/${token}`],
        "--body": ["api", "POST", "x", "--body", JSON.stringify({ token })],
      };
      const line =
        others[flag] ??
        (flag === "token"
          ? ["token", "check", token]
          : flag === "--token"
            ? ["token", "check", `--token=${token}`]
            : ["api", "GET", "users/me", "--header", `Authorization: ${token}`]);
      const { code, stdout, stderr } = await run(line);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(
        "Other users of this machine can see it in the process list, and the shell stores it in its history.",
      );
      expectNoToken(stderr, token);
    },
  );

  it.each([
    ["HUNT_TOKEN_FILE", (token: string) => ({ HUNT_INSTANCE: "acme", HUNT_TOKEN_FILE: token })],
    ["HUNT_INSTANCE", (token: string) => ({ HUNT_INSTANCE: token, HUNT_TOKEN: token })],
    ["HUNT_INSTANCE", (token: string) => ({ HUNT_INSTANCE: `https://${token}` })],
  ])("in a variable that names something is rejected by name, and not repeated: %s", async (name, toEnv) => {
    const token = sandbox().tokens.admin;
    for (const command of [["token", "check"], ["doctor"], ["auth", "login", "--with-token"]]) {
      const { code, stdout, stderr } = await run(command, { env: toEnv(token), stdin: "x" });
      expectNoToken(`${stdout}${stderr}`, token);
      expect(code).not.toBe(0);
    }
    const { stderr } = await run(["token", "check"], { env: toEnv(token) });
    expect(stderr).toContain(`${name}: the value contains 64 letters and digits in a row`);
  });

  it.each([
    ["-t", (token: string) => ["token", "check", `-t${token}`]],
    ["--instance", () => ["token", "check", "--instance", "ab".repeat(32)]],
    ["--description", () => ["token", "check", "--description", "ab".repeat(32)]],
    ["--ca", () => ["api", "GET", "users/me", "--ca", `/run/${"0a".repeat(32)}`]],
    ["<model>", () => ["export", "0a".repeat(32), "--output", "x.csv"]],
  ])("instead of a name is rejected, and not repeated: %s", async (name, toLine) => {
    const token = sandbox().tokens.admin;

    const { code, stderr } = await hunt(toLine(token));

    expect(code).toBe(2);
    expectNoToken(stderr, token);
    expect(stderr).not.toMatch(/[A-Za-z0-9]{64}/);
    expect(stderr).toMatch(
      name === "-t" ? /looks like a HUNT token/ : new RegExp(`^hunt: ${name}: the value contains 64`),
    );
  });

  it.each([["--where"], ["--body"], ["path"]])(
    "is rejected in any case among data, which may hold hashes: %s",
    async (place) => {
      const token = sandbox().tokens.admin.toUpperCase();
      const lines: Record<string, (value: string) => string[]> = {
        "--where": (value) => ["api", "GET", "Alerts", "--where", JSON.stringify({ name: value })],
        "--body": (value) => ["api", "POST", "flags", "--body", JSON.stringify({ name: value }), "--dry-run"],
        path: (value) => ["api", "GET", `fileDwellTimes/${value}`],
      };
      sandbox().requests.clear();

      const { code, stderr } = await hunt(lines[place]!(token));

      expect(code).toBe(2);
      expect(stderr).not.toContain(token);
      expect(sandbox().requests).toEqual([]);
      expect((await hunt(lines[place]!("ab".repeat(32)))).code).not.toBe(2);
    },
  );

  it("is told from a SHA-256, which people ask for", async () => {
    expect((await hunt(["api", "GET", `fileDwellTimes/${"ab".repeat(32)}`])).code).toBe(1);
  });

  it("is not in what Node writes of a crash", () => {
    const token = sandbox().tokens.admin;
    const crash =
      'const { ApiToken } = require("@huntkit/core"); const { inspect } = require("node:util"); console.log(inspect({ token: new ApiToken(process.env.HUNT_TOKEN) }, { depth: 9, showHidden: true }))';
    expectNoToken(
      execFileSync(process.execPath, ["--input-type=commonjs", "-e", crash], {
        env: { ...process.env, HUNT_TOKEN: token },
        encoding: "utf8",
      }),
      token,
    );
  });
});

describe("what others wrote", () => {
  const hostile = "srv\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egpj.exe\nnext";

  it("is shown inert in tables, in JSON and in errors", async () => {
    await fetch(`${sandbox().api}/users/me/accessTokens`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ description: hostile }),
    });
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), NO_COLOR: "1" };
    const outcomes = [
      await hunt(["token", "list"], { env: { ...env, HUNT_FORCE_TTY: "200" } }),
      await hunt(["token", "list"], { env }),
      await hunt(["token", "list", "--json"], { env }),
      await hunt(["api", "GET", "AccessTokens", "--all", "--ndjson"], { env }),
      await hunt(["token", "revoke", hostile, "--dry-run"], { env }),
      await hunt(["token", "revoke", `${hostile}!`], { env }),
    ];
    for (const { stdout, stderr } of outcomes)
      expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(outcomes[0]!.stdout).toContain("srv\\u001b]0;owned\\u0007");
    expect(
      (JSON.parse(outcomes[2]!.stdout) as { description: string }[]).map(({ description }) => description),
    ).toContain(hostile);
  });
});

describe("each flag that names something", async () => {
  const places = (await describeCommands()).flatMap(({ name, args, flags }) =>
    flags
      .filter(([, { placeholder, isData }]) => placeholder !== undefined && !isData)
      .map(([flag]) => ({ name, flag, words: args.map(([, { choices }]) => choices?.[0] ?? "x") })),
  );

  it.each(places)(
    "rejects a token, and does not repeat it: hunt $name $flag",
    async ({ name, flag, words }) => {
      const hash = "0a".repeat(32);

      const { code, stdout, stderr } = await run([...name.split(" "), ...words, flag, hash]);

      expect(code).toBe(2);
      expect(stderr).toContain(`${flag}: the value contains 64 letters and digits in a row`);
      expect(`${stdout}${stderr}`).not.toContain(hash);
    },
  );
});

describe("each argument that names something", async () => {
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
    "rejects a token, and does not repeat it: hunt $name <$argument>",
    async ({ name, words }) => {
      const { code, stdout, stderr } = await run([...name.split(" "), ...words]);

      expect(code).toBe(2);
      expect(stderr).toContain("contains 64 letters and digits in a row");
      expect(`${stdout}${stderr}`).not.toContain("0a".repeat(32));
    },
  );
});
