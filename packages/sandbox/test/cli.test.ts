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
  /** Resolves with the output and the exit code. */
  readonly finished: Promise<{ code: number | null; out: string; err: string }>;
  /** Resolves when this text was printed. */
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
      child.on("close", () => reject(new Error(`exited without printing '${text}': ${out}${err}`)));
      look();
    });
  return { child, out: () => out, finished, printed };
}

/** Starts the command, and returns its URL and its output. */
async function startForPeople(...args: string[]): Promise<{ url: string; out: string }> {
  const { out, printed } = run("--port", "0", ...args);
  await printed("Stop with");
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0] ?? "", out: out() };
}

/** Starts the command with `--json`, and returns the line that it prints. */
async function startForScripts(...args: string[]): Promise<{ api: string; tokens: { admin: string } }> {
  const { out, printed } = run("--json", "--port", "0", ...args);
  await printed("\n");
  return JSON.parse(out()) as { api: string; tokens: { admin: string } };
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

  test("hunt-sandbox prints its address and commands with the token of admin", async () => {
    const { url, out } = await startForPeople();
    const [token] = /(?<=admin {6})\w{64}/.exec(out) ?? [];

    expect(out).toContain(`The HUNT sandbox is listening on ${url}\n`);
    expect(out).toContain(`${url}/api`);
    expect(out).toContain(`curl -H 'Authorization: ${token}' ${url}/api/users/me`);
    expect(out).toContain(`hunt auth login --instance ${url} `);
    expect(out).toContain(`export HUNT_INSTANCE=${url} HUNT_TOKEN=${token}`);
  });

  test("hunt-sandbox prints accounts that can sign in", async () => {
    const { url, out } = await startForPeople();

    const login = await fetch(`${url}/api/users/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"username":"analyst","password":"analyst-password"}',
    });

    expect(out).toMatch(/^ {2}analyst +analyst-password +analyst$/m);
    expect(login.status).toBe(200);
  });

  test("hunt-sandbox prints when the tokens expire according to the API", async () => {
    const { url, out } = await startForPeople("--token-model");
    const token = /(?<=admin {6})\w{64}/.exec(out)?.[0] ?? "";
    const response = await fetch(
      `${url}/api/AccessTokens?filter=${encodeURIComponent('{"include":"user"}')}`,
      {
        headers: { authorization: token },
      },
    );
    // The header has no milliseconds.
    const now = Date.parse(response.headers.get("date") ?? "") + 999;
    const left = new Map<string, number>();
    for (const { created, ttl, user } of (await response.json()) as {
      created: string;
      ttl: number;
      user: { username: string };
    }[]) {
      left.set(user.username, Math.floor((Date.parse(created) + ttl * 1000 - now) / 86_400_000));
    }

    expect(out).toMatch(new RegExp(`admin +\\w{64} +admin, expires in ${left.get("admin")} days`));
    expect(out).toMatch(new RegExp(`expiring +\\w{64} +admin, expires in ${left.get("pipeline")} days`));
    expect(out).toMatch(new RegExp(`analyst +\\w{64} +analyst, expires in ${left.get("analyst")} days`));
    // The number of whole days since the expiry is rounded down.
    expect(out).toContain(`expired ${-(left.get("legacy") ?? 0) - 1} days ago`);
  });

  test("--task-seconds 0 ends a task before the next request", async () => {
    const { out, printed } = run("--json", "--port", "0", "--task-seconds", "0");
    await printed("\n");
    const { api, tokens } = JSON.parse(out());
    const headers = { authorization: tokens.admin, "content-type": "application/json" };
    const { taskId: userTaskId } = (await (
      await fetch(`${api}/Agents/scan`, { method: "POST", headers, body: '{"where":{"id":[]}}' })
    ).json()) as { taskId: string };
    const task = (await (await fetch(`${api}/userTasks/${userTaskId}`, { headers })).json()) as object;
    expect(task).toHaveProperty("status", "Failed");
  });

  test("--connector, --columns, and --collation change how the database behaves", async () => {
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

  test("--now sets the clock", async () => {
    const { api } = await startForScripts("--now", "2027-01-01T00:00:00Z");

    const { headers } = await fetch(`${api}/version`);

    expect(headers.get("date")?.slice(0, 16)).toBe("Fri, 01 Jan 2027");
  });

  test("--token-routes and --token-model set the name of the token routes", async () => {
    const { api, tokens } = await startForScripts("--token-routes", "apiTokens", "--token-model");
    const headers = { authorization: tokens.admin };

    expect((await fetch(`${api}/ApiTokens`, { headers })).status).toBe(200);
    expect((await fetch(`${api}/AccessTokens`, { headers })).status).toBe(404);
  });

  test("--token-lists refused denies access to lists of tokens", async () => {
    const { api, tokens } = await startForScripts("--token-model", "--token-lists", "refused");
    const headers = { authorization: tokens.admin };

    expect((await fetch(`${api}/AccessTokens`, { headers })).status).toBe(401);
  });

  test("--fault can be repeated", async () => {
    const fault = { match: "GET version", kind: "status", status: 418, times: "always" };
    const { api } = await startForScripts("--fault", JSON.stringify(fault), "--fault", '{"kind":"html"}');

    expect((await fetch(`${api}/version`)).status).toBe(418);
    expect((await fetch(`${api}/rules`)).headers.get("content-type")).toContain("text/html");
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
    [["--port", "abc"], 'Invalid value "abc" for --port. Use a whole number from 0 to 65535.'],
    [["--port", "70000"], 'Invalid value "70000" for --port. Use a whole number from 0 to 65535.'],
    [["--seed", "x"], 'Invalid value "x" for --seed. Use a whole number.'],
    [["--now", "soon"], 'Invalid value "soon" for --now. Use a date such as 2026-01-31T12:00:00Z.'],
    [["--token-routes", "x"], 'Invalid value "x" for --token-routes. Use accessTokens, apiTokens, or none.'],
    [["--token-lists", "x"], 'Invalid value "x" for --token-lists. Use owner or refused.'],
    [
      ["--task-seconds", "soon"],
      'Invalid value "soon" for --task-seconds. Use a number of seconds, 0 or more.',
    ],
    [["--task-seconds=-1"], 'Invalid value "-1" for --task-seconds. Use a number of seconds, 0 or more.'],
    [["--connector", "4"], 'Invalid value "4" for --connector. Use 3 or 5.'],
    [["--columns", "x"], 'Invalid value "x" for --columns. Use own or native.'],
    [["--collation", "x"], 'Invalid value "x" for --collation. Use en-US or C.'],
    [["--fault", "{"], 'Invalid value "{" for --fault. Use JSON such as {"kind": "status", "status": 503}.'],
    [["--fault", '{"kind":"explode"}'], "Invalid value \"explode\" for 'kind' of a fault. Use status, reset"],
    [["--tls-key", "x"], "--tls-key and --tls-cert must be used together"],
    [["--tls-key", "/nowhere/key", "--tls-cert", "/nowhere/cert"], "Could not read '/nowhere/key'"],
    [["--nonsense"], "Unknown option '--nonsense'. See --help."],
    [["extra"], "Unexpected argument 'extra'"],
  ])("hunt-sandbox exits with code 2 and a one-line error for %j", async (args, message) => {
    const { code, out, err } = await run(...args).finished;
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^hunt-sandbox: [^\n]+\n$/);
    expect(err).toContain(message);
  });

  test.each([
    "--port",
    "--seed",
    "--now",
    "--token-routes",
    "--token-model",
    "--token-lists",
    "--task-seconds",
    "--connector",
    "--columns",
    "--collation",
    "--like",
    "--fault",
    "--tls-key",
    "--tls-cert",
    "--json",
  ])("--help describes %s", async (flag) => {
    const { code, out, err } = await run("--help").finished;

    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`  ${flag} `);
  });

  test("--version prints the version", async () => {
    expect((await run("--version").finished).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
