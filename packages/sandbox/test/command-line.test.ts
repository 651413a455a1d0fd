import { afterEach, describe, expect, test } from "vitest";
import { formatGreeting, help, readCommand } from "../src/command-line.js";
import { startSandbox, type Sandbox } from "../src/index.js";

const running: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

/** Starts the sandbox of a command line. */
async function start(...args: string[]): Promise<Sandbox> {
  const sandbox = await startSandbox(readCommand(["--port", "0", ...args]).options);
  running.push(sandbox);
  return sandbox;
}

describe("formatGreeting", () => {
  test("the greeting has the addresses, and commands with the token of admin", async () => {
    const sandbox = await start();

    const greeting = formatGreeting(sandbox);

    const { url, tokens } = sandbox;
    expect(greeting).toContain(`The HUNT sandbox is listening on ${url}\n`);
    expect(greeting).toContain(`${url}/api`);
    expect(greeting).toContain(`curl -H 'Authorization: ${tokens.admin}' ${url}/api/users/me`);
    expect(greeting).toContain(`hunt auth login --instance ${url} `);
    expect(greeting).toContain(`export HUNT_INSTANCE=${url} HUNT_TOKEN=${tokens.admin}`);
  });

  test("the greeting has accounts that can sign in", async () => {
    const sandbox = await start();

    const login = await fetch(`${sandbox.api}/users/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"username":"analyst","password":"analyst-password"}',
    });

    expect(formatGreeting(sandbox)).toMatch(/^ {2}analyst +analyst-password +analyst$/m);
    expect(login.status).toBe(200);
  });

  test("the greeting has the expiry of the tokens according to the API", async () => {
    const sandbox = await start("--token-model");
    const response = await fetch(
      `${sandbox.api}/AccessTokens?filter=${encodeURIComponent('{"include":"user"}')}`,
      { headers: { authorization: sandbox.tokens.admin } },
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

    const greeting = formatGreeting(sandbox);

    expect(greeting).toMatch(new RegExp(`admin +\\w{64} +admin, expires in ${left.get("admin")} days`));
    expect(greeting).toMatch(new RegExp(`expiring +\\w{64} +admin, expires in ${left.get("pipeline")} days`));
    expect(greeting).toMatch(new RegExp(`analyst +\\w{64} +analyst, expires in ${left.get("analyst")} days`));
    // The number of whole days since the expiry is rounded down.
    expect(greeting).toContain(`expired ${-(left.get("legacy") ?? 0) - 1} days ago`);
  });
});

describe("the options of a command line", () => {
  test("--task-seconds 0 ends a task before the next request", async () => {
    const { api, tokens } = await start("--task-seconds", "0");
    const headers = { authorization: tokens.admin, "content-type": "application/json" };

    const { taskId } = (await (
      await fetch(`${api}/Agents/scan`, { method: "POST", headers, body: '{"where":{"id":[]}}' })
    ).json()) as { taskId: string };

    const task = (await (await fetch(`${api}/userTasks/${taskId}`, { headers })).json()) as object;
    expect(task).toHaveProperty("status", "Failed");
  });

  test("--connector, --columns, and --collation change how the database behaves", async () => {
    const { api, tokens } = await start("--connector", "5", "--columns", "own", "--collation", "C");
    const headers = { authorization: tokens.admin };
    const filter = { where: { name: { neq: null }, or: [{ nosuch: 1 }] }, limit: 1 };

    const unknown = await fetch(`${api}/Alerts/x`, { headers });
    const dropped = await fetch(`${api}/flags?filter=${JSON.stringify(filter)}`, { headers });

    expect(unknown.status).toBe(404);
    expect(dropped.status).toBe(200);
  });

  test("--now sets the clock", async () => {
    const { api } = await start("--now", "2027-01-01T00:00:00Z");

    const { headers } = await fetch(`${api}/version`);

    expect(headers.get("date")?.slice(0, 16)).toBe("Fri, 01 Jan 2027");
  });

  test("--token-routes and --token-model set the name of the token routes", async () => {
    const { api, tokens } = await start("--token-routes", "apiTokens", "--token-model");
    const headers = { authorization: tokens.admin };

    expect((await fetch(`${api}/ApiTokens`, { headers })).status).toBe(200);
    expect((await fetch(`${api}/AccessTokens`, { headers })).status).toBe(404);
  });

  test("--token-lists refused denies access to lists of tokens", async () => {
    const { api, tokens } = await start("--token-model", "--token-lists", "refused");

    const { status } = await fetch(`${api}/AccessTokens`, { headers: { authorization: tokens.admin } });

    expect(status).toBe(401);
  });

  test("--fault can be repeated", async () => {
    const fault = { match: "GET version", kind: "status", status: 418, times: "always" };
    const { api } = await start("--fault", JSON.stringify(fault), "--fault", '{"kind":"html"}');

    expect((await fetch(`${api}/version`)).status).toBe(418);
    expect((await fetch(`${api}/rules`)).headers.get("content-type")).toContain("text/html");
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
    [["extra"], "Unexpected argument 'extra'"],
  ])("the command line %j is invalid", (args, message) => {
    expect(() => readCommand(args)).toThrow(message);
  });
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
])("the help describes %s", (flag) => {
  expect(help).toContain(`  ${flag} `);
});
