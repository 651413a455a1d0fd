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

describe("a process that fails in a way that nobody foresaw", () => {
  it.each([
    ["within a command", 'process.stdout.write = () => { throw new Error("boom"); };'],
    [
      "outside of it, while a request is under way",
      'const { Socket } = require("node:net"); const { connect } = Socket.prototype; Socket.prototype.connect = function (...args) { setImmediate(() => { throw new Error("boom"); }); return connect.apply(this, args); };',
    ],
  ])("writes no token: %s", async (_, code) => {
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

  it.runIf(existsSync("/dev/full"))("revokes a new token that stdout did not take, and says so", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [script, "token", "create", "--description", "lost"], {
      env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    expect((await once(child, "close"))[0]).toBe(1);
    expect(stderr).toBe("hunt: ENOSPC: no space left on device, write\nThe new token was revoked.\n");
    expect(
      sandbox()
        .records("AccessTokens")
        .filter((row) => row["description"] === "lost"),
    ).toEqual([]);
  });

  it("leaves a token in no file but the profile", async () => {
    const HOME = temporaryDirectory();
    const token = sandbox().tokens.admin;
    await run(["auth", "login", "--instance", sandbox().url, "--with-token"], {
      env: { HOME, TMPDIR: HOME },
      stdin: token,
    });
    const files = readdirSync(HOME, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    expect(files.filter((file) => readFileSync(file, "utf8").includes(token))).toEqual([
      join(HOME, ".config/huntkit/profiles.json"),
    ]);
  });
});
