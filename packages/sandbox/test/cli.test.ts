import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  /** Everything printed and the exit code. */
  readonly finished: Promise<{ code: number | null; out: string; err: string }>;
  /** Resolves when this text has been printed. */
  readonly printed: (text: string) => Promise<void>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
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
      child.on("close", () => reject(new Error(`ended without '${text}': ${out}${err}`)));
      look();
    });
  return { child, out: () => out, finished, printed };
}

describe("hunt-sandbox", () => {
  test("--json prints one line when it listens, and ends with 0 when told to", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, out, printed, finished } = run("--json", "--port", "0", "--seed", "3");
      await printed("\n");
      const line = JSON.parse(out());
      expect(Object.keys(line)).toEqual(["url", "api", "tokens"]);
      expect(Object.keys(line.tokens)).toEqual(["admin", "expiring", "expired", "analyst"]);
      const me = await fetch(`${line.api}/users/me`, { headers: { authorization: line.tokens.admin } });
      expect(me.status).toBe(200);
      child.kill(signal);
      expect(await finished).toEqual({ code: 0, out: `${JSON.stringify(line)}\n`, err: "" });
    }
  });

  test("tells a person where it is, the tokens, the accounts and what to try", async () => {
    const { child, out, printed, finished } = run("--port", "0");
    await printed("Stop with");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0];
    expect(out()).toContain(`${url}/api`);
    const [token] = /(?<=admin {6})\w{64}/.exec(out()) ?? [];
    expect(out()).toContain(`curl -H 'Authorization: ${token}' ${url}/api/users/me`);
    expect(out()).toContain(`hunt auth login --instance ${url} `);
    expect(out()).toContain(`export HUNT_INSTANCE=${url} HUNT_TOKEN=${token}`);
    const login = await fetch(`${url}/api/users/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"username":"analyst","password":"analyst-password"}',
    });
    expect(out()).toContain("analyst-password");
    expect(login.status).toBe(200);
    child.kill("SIGTERM");
    expect((await finished).code).toBe(0);
  });

  test("tells the days that the tokens have left as the API has them", async () => {
    const { out, printed } = run("--port", "0", "--token-model");
    await printed("Stop with");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0];
    const token = /(?<=admin {6})\w{64}/.exec(out())?.[0] ?? "";
    const answer = await fetch(`${url}/api/AccessTokens?filter=${encodeURIComponent('{"include":"user"}')}`, {
      headers: { authorization: token },
    });
    // The header leaves out the part of a second.
    const now = Date.parse(answer.headers.get("date") ?? "") + 999;
    const left = new Map<string, number>();
    for (const { created, ttl, user } of (await answer.json()) as {
      created: string;
      ttl: number;
      user: { username: string };
    }[]) {
      left.set(user.username, Math.floor((Date.parse(created) + ttl * 1000 - now) / 86_400_000));
    }
    expect(out()).toMatch(new RegExp(`admin +\\w{64} .*, ${left.get("admin")} days left`));
    expect(out()).toMatch(new RegExp(`expiring +\\w{64} .*, ${left.get("pipeline")} days left`));
    expect(out()).toMatch(new RegExp(`analyst +\\w{64} .*, ${left.get("analyst")} days left`));
    // Of a token that expired a whole number of days ago, another one is begun.
    expect(out()).toContain(`expired ${-(left.get("legacy") ?? 0) - 1} days ago`);
  });

  test("runs a task for as long as --task-seconds says", async () => {
    const { out, printed } = run("--json", "--port", "0", "--task-seconds", "0");
    await printed("\n");
    const { api, tokens } = JSON.parse(out());
    const headers = { authorization: tokens.admin, "content-type": "application/json" };
    const { taskId: userTaskId } = (await (
      await fetch(`${api}/Agents/scan`, { method: "POST", headers, body: '{"where":{"id":[]}}' })
    ).json()) as { taskId: string };
    expect(await (await fetch(`${api}/userTasks/${userTaskId}`, { headers })).json()).toMatchObject({
      status: "Failed",
    });
  });

  test("answers as another database with --connector, --columns, and --collation", async () => {
    const database = "--connector 5 --columns own --collation C".split(" ");
    const { out, printed } = run("--json", "--port", "0", ...database);
    await printed("\n");
    const { api, tokens } = JSON.parse(out());
    const headers = { authorization: tokens.admin };
    const filter = { where: { name: { neq: null }, or: [{ nosuch: 1 }] }, limit: 1 };

    const unknown = await fetch(`${api}/Alerts/x`, { headers });
    const dropped = await fetch(`${api}/flags?filter=${JSON.stringify(filter)}`, { headers });

    expect(unknown.status).toBe(404);
    expect(dropped.status).toBe(200);
  });

  test("takes a clock, token routes and faults", async () => {
    const fault = { match: "GET version", kind: "status", status: 418, times: "always" };
    const { out, printed } = run(
      "--json",
      "--port",
      "0",
      "--now",
      "2027-01-01T00:00:00Z",
      "--token-routes",
      "apiTokens",
      "--token-model",
      "--token-lists",
      "refused",
      "--fault",
      JSON.stringify(fault),
      "--fault",
      '{"kind":"html"}',
    );
    await printed("\n");
    const { api, tokens } = JSON.parse(out());
    const headers = { authorization: tokens.admin };
    const version = await fetch(`${api}/version`);
    expect([version.status, version.headers.get("date")?.slice(0, 16)]).toEqual([418, "Fri, 01 Jan 2027"]);
    expect((await fetch(`${api}/rules`)).headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${api}/ApiTokens`, { headers })).status).toBe(401);
    expect((await fetch(`${api}/AccessTokens`, { headers })).status).toBe(404);
  });

  test("serves HTTPS with files", async () => {
    const { generate } = await import("selfsigned");
    const pems = await generate([{ name: "commonName", value: "localhost" }]);
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    try {
      writeFileSync(join(folder, "key.pem"), pems.private);
      writeFileSync(join(folder, "cert.pem"), pems.cert);
      const { out, printed } = run(
        "--json",
        "--port",
        "0",
        "--tls-key",
        join(folder, "key.pem"),
        "--tls-cert",
        join(folder, "cert.pem"),
      );
      await printed("\n");
      expect(JSON.parse(out()).url).toMatch(/^https:\/\/localhost:\d+$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a port in use is an error with advice, and exit code 1", async () => {
    const first = run("--json", "--port", "0");
    await first.printed("\n");
    const { port } = new URL(JSON.parse(first.out()).url);
    const { code, out, err } = await run("--port", port).finished;
    expect([code, out, err]).toEqual([
      1,
      "",
      `hunt-sandbox: port ${port} is in use; choose another with --port, or --port 0 for a free one.\n`,
    ]);
  });

  test.each([
    [["--port", "abc"], "--port must be a whole number, but is 'abc'."],
    [["--port", "70000"], "'port' must be a port between 0 and 65535"],
    [["--seed", "x"], "--seed must be a whole number"],
    [["--now", "soon"], "--now must be a date such as"],
    [["--token-routes", "x"], "--token-routes must be accessTokens, apiTokens or none, but is 'x'."],
    [["--token-lists", "x"], "--token-lists must be owner or refused, but is 'x'."],
    [["--task-seconds", "soon"], "--task-seconds must be a number of seconds, 0 or more, but is 'soon'."],
    [["--task-seconds=-1"], "--task-seconds must be a number of seconds"],
    [["--connector", "4"], "--connector must be 3 or 5, but is '4'."],
    [["--columns", "x"], "--columns must be own or native, but is 'x'."],
    [["--collation", "x"], "--collation must be en-US or C, but is 'x'."],
    [["--fault", "{"], "--fault must be JSON such as"],
    [["--fault", '{"kind":"explode"}'], "A fault's 'kind' must be one of"],
    [["--tls-key", "x"], "--tls-key and --tls-cert go together"],
    [["--tls-key", "/nowhere/key", "--tls-cert", "/nowhere/cert"], "cannot read '/nowhere/key'"],
    [["--nonsense"], "Unknown option '--nonsense'"],
    [["extra"], "Unexpected argument 'extra'"],
  ])("%j is one clear error, and exit code 2", async (args, message) => {
    const { code, out, err } = await run(...args).finished;
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^hunt-sandbox: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  test("--help and --version", async () => {
    const help = await run("--help").finished;
    expect([help.code, help.err]).toEqual([0, ""]);
    for (const flag of [
      "--port",
      "--seed",
      "--now",
      "--token-routes",
      "--token-lists",
      "--task-seconds",
      "--connector",
      "--columns",
      "--collation",
      "--fault",
      "--tls-key",
      "--tls-cert",
      "--json",
    ])
      expect(help.out).toContain(flag);
    expect((await run("--version").finished).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
