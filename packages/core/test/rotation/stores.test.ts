import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { ApiToken } from "../../src/index.js";
import { CommandStore, FileStore, type CommandStoreOptions } from "../../src/rotation/index.js";

const token = new ApiToken("abcdEFGH01234567".repeat(4));
const own = new ApiToken("ownOWN0123456789".repeat(4));

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

describe("FileStore", () => {
  it("writes only the token, readable by its owner only", async () => {
    const path = join(directory, "token");

    expect(await new FileStore(path).write(token)).toEqual({ result: "delivered" });

    expect(readFileSync(path, "utf8")).toBe(token.reveal());
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it("replaces a file, and keeps its permissions", async () => {
    const path = join(directory, "token");
    writeFileSync(path, "old", { mode: 0o640 });

    await new FileStore(path).write(token);

    expect(readFileSync(path, "utf8")).toBe(token.reveal());
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("does not write through a symbolic link unless followLinks is set", async () => {
    const link = join(directory, "link");
    const elsewhere = join(directory, "elsewhere");
    writeFileSync(elsewhere, "old");
    symlinkSync(elsewhere, link);

    const written = await new FileStore(link).write(token);

    expect(written).toMatchObject({ result: "not delivered" });
    expect((written as { reason: Error }).reason.message).toMatch(/link is a symbolic link/);
    expect(readFileSync(elsewhere, "utf8")).toBe("old");
    expect(await new FileStore(link, { followLinks: true }).write(token)).toEqual({ result: "delivered" });
    expect(readFileSync(elsewhere, "utf8")).toBe(token.reveal());
  });

  it("leaves no temporary file if the file cannot be written", async () => {
    const path = join(directory, "place");

    expect(await new FileStore(join(path, "token")).write(token)).toMatchObject({ result: "not delivered" });
    await expect(new FileStore(join(path, "token")).prove()).rejects.toThrow(
      /does not exist\. Create it first/,
    );
    await expect(new FileStore(directory).prove()).rejects.toThrow(/is not a regular file/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("reads the token of a file, and nothing from a file without one", async () => {
    const path = join(directory, "token");
    const store = new FileStore(path);
    expect((await store.read()).token).toBeUndefined();

    writeFileSync(path, `${token.reveal()}\n`);
    expect((await store.read()).token?.equals(token)).toBe(true);
    expect(await store.verify(token)).toEqual({ result: "delivered" });

    writeFileSync(path, own.reveal());
    expect(await store.verify(token)).toMatchObject({ result: "unknown" });
  });
});

describe("FileStore", () => {
  it("names its path", () => {
    expect(new FileStore("/run/token").describe()).toBe("the file /run/token");
  });

  it("proves that the file is writable without changing it, and returns its token", async () => {
    const path = join(directory, "token");
    writeFileSync(path, token.reveal());

    const content = await new FileStore(path).prove();

    expect(content.token?.equals(token)).toBe(true);
    expect(readdirSync(directory)).toEqual(["token"]);
    expect(readFileSync(path, "utf8")).toBe(token.reveal());
  });

  it("can be proven with each of its options", async () => {
    const path = join(temporaryDirectory(), "token");

    await expect(new FileStore(path, { lineBreak: true, followLinks: true }).prove()).resolves.toMatchObject({
      readAt: expect.any(Number),
    });
  });

  it("adds a line break with lineBreak: true", async () => {
    const path = join(directory, "token");

    await new FileStore(path, { lineBreak: true }).write(token);

    expect(readFileSync(path, "utf8")).toBe(`${token.reveal()}\n`);
  });

  it("fails to prove, read, or verify a path that leads through a file", async () => {
    writeFileSync(join(directory, "file"), "");
    const store = new FileStore(join(directory, "file", "token"));

    await expect(store.prove()).rejects.toThrow(/token could not be inspected \(ENOTDIR\)\./);
    await expect(store.read()).rejects.toThrow(/token could not be read \(ENOTDIR\)\./);
    expect(await store.verify(token)).toMatchObject({
      result: "unknown",
      reason: { message: expect.stringMatching(/could not be read \(ENOTDIR\)/) as string },
    });
  });

  it("reports that something else has written another token", async () => {
    const path = join(directory, "token");
    writeFileSync(path, own.reveal());

    const verified = await new FileStore(path).verify(token);

    const { reason } = verified as { reason: Error };
    expect(reason.message).toMatch(
      /^.*token contains a different token than the one that was just written\./,
    );
    expectNoToken(reason.message, own);
  });
});

describe("CommandStore", () => {
  const node = process.execPath;
  const script = (text: string, ...args: string[]) => [node, "-e", text, ...args];
  const keep =
    'const fs = require("node:fs"); fs.writeFileSync(process.argv[1], JSON.stringify({ stdin: fs.readFileSync(0, "utf8"), args: process.argv.slice(2), env: process.env }))';
  const write = (command: readonly string[], options: CommandStoreOptions = {}) =>
    new CommandStore(command, { showOutput: false, ...options }).write(token);

  it("sends the exact token to the standard input of the command, and nowhere else", async () => {
    const path = join(directory, "kept");

    expect(await write(script(keep, path, "a b", "$HOME;"))).toEqual({ result: "delivered" });

    const kept = JSON.parse(readFileSync(path, "utf8")) as { stdin: string; args: string[]; env: object };
    expect(kept.stdin).toBe(token.reveal());
    expect(kept.args).toEqual(["a b", "$HOME;"]);
    expectNoToken(kept.env, token);
  });

  it("prints the output of the command line by line, without the token", async () => {
    const shown = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      vi.spyOn(process[name], "write").mockImplementation((text) => {
        shown[name] += String(text);
        return true;
      });
    onTestFinished(() => void vi.restoreAllMocks());
    const echo =
      'const value = require("node:fs").readFileSync(0, "utf8"); process.stdout.write(value.slice(0, 30)); ' +
      'setImmediate(() => { process.stdout.write(value.slice(30) + "\\nstored\\n"); console.error("Got", value); })';

    expect(await write(script(echo), { showOutput: true })).toEqual({ result: "delivered" });

    expect(shown.stdout).toBe(`${String(token)}\nstored\n`);
    expect(shown.stderr).toBe(`Got ${String(token)}\n`);
  });

  it("does not wait for child processes of a killed command", async () => {
    const path = join(directory, "pid");
    const command = ["sh", "-c", 'tail -f /dev/null & echo $! > "$0"; kill -9 $$', path];

    const written = await write(command, { showOutput: true });

    expect(written).toMatchObject({
      result: "unknown",
      reason: { message: "sh exited with signal SIGKILL." },
    });
    process.kill(Number(readFileSync(path, "utf8")));
  });

  it("returns no token, because a command cannot be read", async () => {
    const store = new CommandStore(["gh", "secret", "set", "HUNT_TOKEN"]);

    expect(store.describe()).toBe("the command gh");
    expect(await store.prove()).toEqual({ readAt: expect.any(Number) as number });
    expect(await store.verify(token)).toEqual({ result: "delivered" });
  });

  it("removes the hidden token from the environment of the command, by its name and its value", async () => {
    const path = join(directory, "kept");
    const env = { ...process.env, HUNT_TOKEN: "anything", TF_VAR_hunt: own.reveal(), KEPT: "yes" };

    await write(script(keep, path), { env, hiddenToken: own });

    const kept = JSON.parse(readFileSync(path, "utf8")) as { env: Record<string, string> };
    expectNoToken(kept.env, own);
    expect(kept.env["HUNT_TOKEN"]).toBeUndefined();
    expect(kept.env["KEPT"]).toBe("yes");
  });

  it("removes the sources of the hidden token from the environment of the command", async () => {
    const path = join(directory, "kept");
    const sources = { HUNT_TOKEN_FILE: "/run/secrets/hunt", HUNT_TOKEN_COMMAND: "pass show hunt" };
    const env = { ...process.env, ...sources, HUNT_INSTANCE: "acme" };

    await write(script(keep, path), { env, hiddenToken: own });

    const kept = JSON.parse(readFileSync(path, "utf8")) as { env: Record<string, string> };
    expect(kept.env).not.toHaveProperty("HUNT_TOKEN_FILE");
    expect(kept.env).not.toHaveProperty("HUNT_TOKEN_COMMAND");
    expect(kept.env["HUNT_INSTANCE"]).toBe("acme");
  });

  it
    .runIf(process.platform === "linux")
    .each([["true"], ["head", "-c", "10"], ["sh", "-c", "exec <&-; sleep 0.1"]])(
    "reports that the token was not delivered if the command did not read all of it: %s",
    async (...command) => {
      expect(await write(command)).toMatchObject({
        result: "not delivered",
        reason: { message: `${command[0]} did not read its standard input.` },
      });
    },
  );

  it.each([
    ["the value", token.reveal(), "delivered"],
    ["the fingerprint", token.fingerprint, "delivered"],
    ["another token", own.reveal(), "unknown"],
    ["nothing", "", "unknown"],
  ])("verifies the stored token with the output of another command: %s", async (_, printed, result) => {
    const path = join(directory, "printed");
    writeFileSync(path, printed);
    const store = new CommandStore(["cat"], { verifyCommand: ["cat", path] });

    const verified = await store.verify(token);

    expect(verified.result).toBe(result);
    expectNoToken(verified, token);
  });

  it("does not print the output of a verify command that failed", async () => {
    const verifyCommand = ["sh", "-c", `echo ${own.reveal()}; echo ${own.reveal()} >&2; exit 3`];

    const verified = await new CommandStore(["cat"], { verifyCommand }).verify(token);

    expect(verified).toMatchObject({ result: "unknown", reason: { message: "sh exited with code 3." } });
    expectNoToken(verified, own);
  });

  it("reports an unknown result if the command fails, and does not print its output", async () => {
    const written = await write(
      script('process.stdin.on("data", (value) => { console.error(String(value)); process.exitCode = 3; })'),
    );

    expect(written).toMatchObject({
      result: "unknown",
      reason: { message: `${node} exited with code 3.` },
    });
    expectNoToken(written, token);
  });

  it("delivers nothing if the command does not exist or cannot be executed", async () => {
    expect(await write(["hunt-no-such-command"])).toMatchObject({
      result: "not delivered",
      reason: { message: "hunt-no-such-command was not found. Install it, or use its full path." },
    });
    const path = join(directory, "plain");
    writeFileSync(path, "");
    chmodSync(path, 0o600);
    expect(await write([path])).toMatchObject({
      result: "not delivered",
      reason: { message: expect.stringMatching(/plain could not be started \(EACCES\)/) as string },
    });
  });

  it("stops the command when the signal aborts", async () => {
    const stop = new AbortController();
    const writing = write(script("setInterval(() => {}, 1000)"), { signal: stop.signal });
    stop.abort();

    expect(await writing).toMatchObject({
      result: "unknown",
      reason: { message: expect.stringMatching(/was stopped before it exited/) as string },
    });
  });

  it.each([
    [1, "unknown"],
    [0, "delivered"],
  ])("waits for a stopped command: exit code %i means %s", async (code, result) => {
    const paths = ["ready", "stopping", "finish", "stored"].map((name) => join(directory, name));
    const [ready, stopping, finish, stored] = paths as [string, string, string, string];
    const late = `const { existsSync, readFileSync, writeFileSync } = require("node:fs");
      const [ready, stopping, finish, stored] = process.argv.slice(1);
      process.on("SIGTERM", () => writeFileSync(stopping, ""));
      readFileSync(0);
      writeFileSync(ready, "");
      setInterval(() => {
        if (!existsSync(finish)) return;
        writeFileSync(stored, "");
        process.exit(${code});
      }, 5);`;
    const stop = new AbortController();
    const writing = write(script(late, ...paths), { signal: stop.signal });
    await expect.poll(() => existsSync(ready)).toBe(true);

    stop.abort();
    await expect.poll(() => existsSync(stopping)).toBe(true);
    writeFileSync(finish, "");

    expect(await writing).toMatchObject({ result });
    expect(existsSync(stored)).toBe(true);
  });
});
