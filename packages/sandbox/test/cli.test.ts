import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { help } from "../src/command-line.js";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  /** Resolves with the output and the exit code. */
  readonly finished: Promise<{ code: number | null; out: string; err: string }>;
  /** Resolves when this text was printed. */
  readonly printed: (text: string) => Promise<void>;
}

function run(...args: string[]): Run {
  return start(bin, ...args);
}

function start(...command: string[]): Run {
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const finished = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, out, err })),
  );
  const printed = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (out.includes(text)) resolve();
      };
      child.stdout.on("data", look);
      child.on("close", () => reject(new Error(`exited without printing '${text}': ${out}${err}`)));
      look();
    });
  return { child, out: () => out, finished, printed };
}

describe("hunt-sandbox", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("hunt-sandbox exits with code 0 after %s", async (signal) => {
    const { child, printed, finished } = run("--json", "--port", "0");
    await printed("\n");

    child.kill(signal);

    expect((await finished).code).toBe(0);
  });

  test("--json prints a single line with the URLs and the tokens", async () => {
    const { child, out, printed, finished } = run("--json", "--port", "0", "--seed", "3");
    await printed("\n");
    const line = JSON.parse(out());
    const me = await fetch(`${line.api}/users/me`, { headers: { authorization: line.tokens.admin } });
    child.kill("SIGTERM");

    expect(Object.keys(line)).toEqual(["url", "api", "tokens"]);
    expect(Object.keys(line.tokens)).toEqual(["admin", "expiring", "expired", "analyst"]);
    expect(me.status).toBe(200);
    expect(await finished).toEqual({ code: 0, out: `${JSON.stringify(line)}\n`, err: "" });
  });

  test("hunt-sandbox prints its address if it is ready", async () => {
    const { out, printed } = run("--port", "0");
    await printed("Stop with");
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(out()) ?? [];

    expect(out()).toContain(`The HUNT sandbox is listening on ${url}\n`);
    expect((await fetch(url)).status).toBe(200);
  });

  test("--tls-key and --tls-cert serve HTTPS", async () => {
    const { generate } = await import("selfsigned");
    const pems = await generate([{ name: "commonName", value: "localhost" }]);
    const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
    try {
      writeFileSync(join(directory, "key.pem"), pems.private);
      writeFileSync(join(directory, "cert.pem"), pems.cert);
      const { out, printed } = run(
        "--json",
        "--port",
        "0",
        "--tls-key",
        join(directory, "key.pem"),
        "--tls-cert",
        join(directory, "cert.pem"),
      );
      await printed("\n");
      expect(JSON.parse(out()).url).toMatch(/^https:\/\/localhost:\d+$/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("hunt-sandbox exits with code 1 if the port is in use", async () => {
    const first = run("--json", "--port", "0");
    await first.printed("\n");
    const { port } = new URL(JSON.parse(first.out()).url);
    const { code, out, err } = await run("--port", port).finished;
    expect([code, out, err]).toEqual([
      1,
      "",
      `hunt-sandbox: Port ${port} is in use. Choose another one with --port, or use --port 0 for a free port.\n`,
    ]);
  });

  test.each([
    [["--port", "abc"], 'Invalid value "abc" for --port. Use a whole number from 0 to 65535. See --help.'],
    [["--nonsense"], "Unknown option '--nonsense'. See --help."],
    [["--tls-key", "/nowhere/key", "--tls-cert", "/nowhere/cert"], "Could not read '/nowhere/key'"],
  ])("hunt-sandbox exits with code 2 and a one-line error for %j", async (args, message) => {
    const { code, out, err } = await run(...args).finished;

    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^hunt-sandbox: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  test("--help prints the help", async () => {
    expect(await run("--help").finished).toEqual({ code: 0, out: help, err: "" });
  });

  test("hunt-sandbox is one file, because loading a hundred would double its start-up time", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
    try {
      cpSync(bin, join(directory, "copy.mjs"));
      const { code, out } = await start(join(directory, "copy.mjs"), "--help").finished;
      expect([code, out]).toEqual([0, help]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("--version prints the version", async () => {
    expect((await run("--version").finished).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
