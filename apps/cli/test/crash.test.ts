import { closeSync, existsSync, openSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectNoToken } from "@huntkit/testing";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, hunt as run, script, signedIn } from "./support/hunt.js";

const { sandbox } = atHunt();

const crashes: [name: string, code: string][] = [
  ["in a command", 'process.stdout.write = () => { throw new Error("boom"); };'],
  [
    "in a callback, while a request is in flight",
    'const { Socket } = require("node:net"); const { connect } = Socket.prototype; Socket.prototype.connect = function (...args) { setImmediate(() => { throw new Error("boom"); }); return connect.apply(this, args); };',
  ],
];

describe("hunt", () => {
  it.each(crashes)("prints no token if it crashes %s", async (_, code) => {
    const preload = join(temporaryDirectory(), "crash.cjs");
    writeFileSync(preload, code);
    const token = sandbox().tokens.admin;

    const outcome = await run(["token", "check"], {
      asProcess: true,
      env: { ...signedIn(sandbox().url, token), NODE_OPTIONS: `--require ${preload}` },
    });

    expect(outcome.code).not.toBe(0);
    expect(`${outcome.stdout}${outcome.stderr}`).toContain("boom");
    expectNoToken(Object.values(outcome).join("\n"), token);
  });

  it.runIf(existsSync("/dev/full"))("revokes a new token if it cannot be written to stdout", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [script, "token", "create", "--description", "lost"], {
      env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));

    const [code] = (await once(child, "close")) as [number];

    expect(code).toBe(1);
    expect(stderr).toBe("hunt: ENOSPC: no space left on device, write\nThe new token was revoked.\n");
    const descriptions = sandbox()
      .records("AccessTokens")
      .map((row) => row["description"]);
    expect(descriptions).not.toContain("lost");
  });

  it("writes the token only to the file of the profiles when you sign in", async () => {
    const HOME = temporaryDirectory();
    const token = sandbox().tokens.admin;

    await run(["auth", "login", "--instance", sandbox().url, "--with-token"], {
      env: { HOME, TMPDIR: HOME },
      stdin: token,
    });

    const files = readdirSync(HOME, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const withToken = files.filter((file) => readFileSync(file, "utf8").includes(token));
    expect(withToken).toEqual([join(HOME, ".config/huntkit/profiles.json")]);
  });
});
