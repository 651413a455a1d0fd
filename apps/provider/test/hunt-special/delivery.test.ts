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
import { ApiToken } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deliverToCommand } from "../../src/hunt/api-token/to-command.js";
import { deliverToFile, requireWritable } from "../../src/hunt/api-token/to-file.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const token = new ApiToken("abcdEFGH01234567".repeat(4));
const own = new ApiToken("ownOWN0123456789".repeat(4));

let folder: string;
beforeEach(() => {
  folder = temporaryDirectory();
});

describe("a token's value in a file", () => {
  it("is all that the file holds, and its owner alone can read it", async () => {
    const path = join(folder, "token");
    await deliverToFile(path, token);
    expect(readFileSync(path, "utf8")).toBe(token.reveal());
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["token"]);
  });

  it("replaces what was there, whoever could read that", async () => {
    const path = join(folder, "token");
    writeFileSync(path, "old", { mode: 0o644 });
    await deliverToFile(path, token);
    expect(readFileSync(path, "utf8")).toBe(token.reveal());
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is not written through a symbolic link", async () => {
    const path = join(folder, "link");
    const elsewhere = join(folder, "elsewhere");
    symlinkSync(elsewhere, path);
    await expect(deliverToFile(path, token)).rejects.toThrow(/link is a symbolic link/);
    expect(existsSync(elsewhere)).toBe(false);
  });

  it("leaves no draft behind where it cannot be written", async () => {
    const path = join(folder, "place");
    await expect(deliverToFile(join(path, "token"), token)).rejects.toThrow(
      /place does not exist\. Make it first/,
    );
    await expect(requireWritable(folder)).rejects.toThrow(/is no ordinary file/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a token's value for a command", () => {
  const signal = new AbortController().signal;
  const node = process.execPath;
  const script = (text: string, ...args: string[]) => [node, "-e", text, ...args];
  const keep =
    'const fs = require("node:fs"); fs.writeFileSync(process.argv[1], JSON.stringify({ stdin: fs.readFileSync(0, "utf8"), args: process.argv.slice(2), env: process.env }))';

  it("comes on its standard input, exactly, and nowhere else", async () => {
    const path = join(folder, "kept");
    await deliverToCommand(script(keep, path, "a b", "$HOME;"), token, { own, signal });
    const kept = JSON.parse(readFileSync(path, "utf8")) as { stdin: string; args: string[]; env: object };
    expect(kept.stdin).toBe(token.reveal());
    expect(kept.args).toEqual(["a b", "$HOME;"]);
    expectNoToken(kept.env, token);
  });

  it("starts a command that does not get the provider's own token, by whatever name", async () => {
    const path = join(folder, "kept");
    const env = { ...process.env, HUNT_TOKEN: "anything", TF_VAR_hunt: own.reveal(), KEPT: "yes" };
    await deliverToCommand(script(keep, path), token, { own, signal, env });
    const kept = JSON.parse(readFileSync(path, "utf8")) as { env: Record<string, string> };
    expectNoToken(kept.env, own);
    expect(kept.env["HUNT_TOKEN"]).toBeUndefined();
    expect(kept.env["KEPT"]).toBe("yes");
  });

  it("fails with the exit code, and shows nothing of what the command printed", async () => {
    const failure = await deliverToCommand(
      script('process.stdin.on("data", (value) => { console.error(String(value)); process.exitCode = 3; })'),
      token,
      { own, signal },
    ).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: `${node} ended with exit code 3.` });
    expectNoToken(failure, token);
  });

  it("fails where there is no such command, or where it may not be run", async () => {
    await expect(deliverToCommand(["hunt-no-such-command"], token, { own, signal })).rejects.toThrow(
      "hunt-no-such-command was not found. Install it, or write its whole path.",
    );
    const path = join(folder, "plain");
    writeFileSync(path, "");
    chmodSync(path, 0o600);
    await expect(deliverToCommand([path], token, { own, signal })).rejects.toThrow(
      /plain could not be started \(EACCES\)/,
    );
  });

  it("fails, and stops the command, when the run is stopped", async () => {
    const stop = new AbortController();
    const delivery = deliverToCommand(script("setInterval(() => {}, 1000)"), token, {
      own,
      signal: stop.signal,
    });
    stop.abort();
    await expect(delivery).rejects.toThrow(/was stopped before it had ended/);
  });

  it.each([
    ["fails", 1, /was stopped before it had ended/],
    ["succeeds", 0, /^delivered$/],
  ] as const)(
    "that is stopped waits for the command's end, and %s as that does",
    async (_name, code, outcome) => {
      const [ready, stored] = [join(folder, "ready"), join(folder, "stored")];
      const late = `const { readFileSync, writeFileSync } = require("node:fs");
      process.on("SIGTERM", () => setTimeout(() => { writeFileSync(process.argv[2], ""); process.exit(${code}); }, 300));
      readFileSync(0);
      writeFileSync(process.argv[1], "");
      setInterval(() => {}, 1000);`;
      const stop = new AbortController();
      const delivery = deliverToCommand(script(late, ready, stored), token, {
        own,
        signal: stop.signal,
      }).then(
        () => "delivered",
        (error: Error) => error.message,
      );
      await vi.waitUntil(() => existsSync(ready), { timeout: 20_000 });
      stop.abort();
      expect(await delivery).toMatch(outcome);
      expect(existsSync(stored)).toBe(true);
    },
  );
});
