import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { fillInNulls, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll }, { now: "2026-03-01T00:00:00Z" });
const sandbox = () => provider().hunt.sandbox;
const unreachable = "http://127.0.0.1:9";
const flag = { name: "A", color: "red", weight: 1, id: null };

describe("the provider's configuration", () => {
  it("can come only from the environment", async () => {
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.admin });
    expect((await client.configure(fillInNulls({}))).diagnostics).toEqual([]);
    expect((await client.readDataSource("hunt_current_user", {})).state).toMatchObject({ username: "admin" });
  });

  it("reads the token of the environment from a file, without the marks of Windows", async () => {
    const path = join(temporaryDirectory(), "token");
    writeFileSync(path, Buffer.from(`\ufeff${sandbox().tokens.admin}\r\n`, "utf16le"));
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_FILE: path });

    const { diagnostics } = await client.configure(fillInNulls({}));

    expect(diagnostics).toEqual([]);
  });

  it("reads the token of the environment from a command", async () => {
    const client = provider().start({
      HUNT_INSTANCE: sandbox().url,
      HUNT_TOKEN_COMMAND: `"${process.execPath}" -p process.env.SECRET`,
      SECRET: sandbox().tokens.admin,
    });

    const { diagnostics } = await client.configure(fillInNulls({}));

    expect(diagnostics).toEqual([]);
  });

  it.each([
    ["not JSON", "{"],
    ["not routes", '{"assignLocationPolicy": "POST"}'],
    ["of an unknown action", '{"reboot": {"method": "POST", "path": "Agents/{id}/reboot"}}'],
  ])("reports HUNT_ACTION_ROUTES that is %s", async (_, routes) => {
    const client = provider().start({ HUNT_ACTION_ROUTES: routes });

    const settings = fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin });
    const { diagnostics } = await client.configure(settings);

    expect(diagnostics).toMatchObject([{ severity: "error", path: [] }]);
    expect(diagnostics[0]!.detail).toContain("It comes from the environment variable HUNT_ACTION_ROUTES.");
  });

  it("does not run the command of the environment if the token is configured", async () => {
    const client = provider().start({ HUNT_TOKEN_COMMAND: "no-such-program" });

    const { diagnostics } = await client.configure(
      fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin }),
    );

    expect(diagnostics).toEqual([]);
  });

  it("reports a command of the environment that fails, without its output", async () => {
    const command = `"${process.execPath}" -e "console.log('Zz09'.repeat(16)); process.exitCode = 3"`;
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_COMMAND: command });

    const { diagnostics } = await client.configure(fillInNulls({}));

    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ path: ["token"], summary: "Invalid token" });
    expect(diagnostics[0]!.detail).toContain("exited with code 3.");
    expect(diagnostics[0]!.detail).toContain("It comes from the environment variable HUNT_TOKEN_COMMAND.");
    expectNoToken(diagnostics, "Zz09".repeat(16));
  });

  it("takes precedence over the environment", async () => {
    const client = provider().start({ HUNT_INSTANCE: unreachable, HUNT_TOKEN: sandbox().tokens.expired });
    expect(
      (await client.configure(fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin })))
        .diagnostics,
    ).toEqual([]);
  });

  it("requires two requests", async () => {
    await provider()
      .start()
      .configure(fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin }));
    expect(provider().requests()).toEqual(["GET users/me", "GET users/me/accessTokens"]);
  });

  it.each([
    ["instance", "HUNT_INSTANCE"],
    ["token", "HUNT_TOKEN"],
  ])("reports how to set a missing %s", async (missing, variable) => {
    const { diagnostics } = await provider()
      .start()
      .configure(fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin, [missing]: null }));
    expect(diagnostics).toEqual([
      {
        severity: "error",
        path: [missing],
        summary: `Missing ${missing}`,
        detail: expect.stringContaining(`Set ${variable}`),
      },
    ]);
    expect(provider().requests()).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ["instance", "https://hunt.example.org/admin", /path other than \/api/],
    ["instance", "http://hunt.example.org", /https:\/\//],
    ["instance", "", /The value is empty/],
    ["token", "Bearer x", /^The value starts with "Bearer"/],
    ["token", "short", /^The value has 5 characters/],
    ["max_retries", 21, /integer from 0 to 20/],
    ["max_retries", 0.5, /integer/],
    ["max_concurrency", 0, /integer from 1 to 64/],
    ["warn_days", -1, /integer from 0 to 365/],
  ])("is rejected at the attribute for %s = %j", async (name, value, detail) => {
    const { diagnostics } = await provider()
      .start()
      .validateProvider(fillInNulls({ [name]: value }));
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path: [name], detail: expect.stringMatching(detail) }),
    ]);
  });

  it.each([
    ["HUNT_INSTANCE", "instance"],
    ["HUNT_TOKEN", "token"],
  ])("reports an invalid value of the environment variable %s at %s", async (variable, name) => {
    const env = { HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.admin, [variable]: "no good" };
    const { diagnostics } = await provider().start(env).configure(fillInNulls({}));
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        path: [name],
        detail: expect.stringMatching(new RegExp(`environment variable ${variable}\\.\n\nError code: `)),
      }),
    ]);
  });
});

describe("a configuration that is not known yet", () => {
  const configureLater = async () => {
    const client = provider().start();
    await client.configure(fillInNulls({ instance: sandbox().url, token: unknown }));
    return client;
  };

  it("is not an error", async () => {
    const client = provider().start();

    const { diagnostics } = await client.configure(fillInNulls({ instance: sandbox().url, token: unknown }));

    expect(diagnostics).toEqual([]);
  });

  it("allows the plan of a new object", async () => {
    const client = await configureLater();
    const change = {
      prior: null,
      proposed: { ...flag, id: unknown },
      config: flag,
      private: new Uint8Array(),
    };

    const { diagnostics } = await client.planResource("hunt_flag", change);

    expect(diagnostics).toEqual([]);
    expect(provider().requests()).toEqual([]);
  });

  it("is an error when an object must be read", async () => {
    const client = await configureLater();

    const { diagnostics } = await client.readResource("hunt_flag", {
      state: { ...flag, id: "x" },
      private: new Uint8Array(),
    });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        detail: expect.stringContaining("known only after apply"),
      }),
    ]);
    expect(provider().requests()).toEqual([]);
  });

  it("uses the defaults of numbers that are not known yet", async () => {
    const settings = fillInNulls({
      instance: sandbox().url,
      token: sandbox().tokens.admin,
      max_retries: unknown,
      max_concurrency: unknown,
      warn_days: unknown,
    });
    expect((await provider().start().configure(settings)).diagnostics).toEqual([]);
  });
});

/** Starts a server that sends each response after many turns of the event loop, so other requests arrive before it. */
async function startCountingServer() {
  const log = { concurrent: 0, maxConcurrent: 0 };
  const server = createServer((request, response) => {
    log.maxConcurrent = Math.max(log.maxConcurrent, ++log.concurrent);
    const respond = () => {
      log.concurrent--;
      response.end(JSON.stringify(request.url === "/api/users/me" ? { id: "1", username: "admin" } : []));
    };
    const wait = (turns: number) => void setImmediate(() => (turns === 0 ? respond() : wait(turns - 1)));
    wait(100);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  return { instance: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log };
}

it.each([
  [2, { max_concurrency: 2 }],
  [4, {}],
])(
  "sends at most %s requests at a time, however many reads Terraform starts: %j",
  async (limit, settings) => {
    const { instance, log } = await startCountingServer();
    const client = await provider().configured({ instance, ...settings });

    await Promise.all(Array.from({ length: 12 }, () => client.readDataSource("hunt_current_user", {})));

    expect(log.maxConcurrent).toBe(limit);
  },
);

describe("the provider's own token", () => {
  const configure = async (token: string, settings = {}) => {
    const { diagnostics } = await provider()
      .start()
      .configure(fillInNulls({ instance: sandbox().url, token, max_retries: 0, ...settings }));
    expectNoToken(diagnostics, token);
    return diagnostics;
  };

  it("is reported with a guessed date if HUNT does not return which token it is", async () => {
    const created = "2025-03-11T12:00:00.000Z";
    const body = ["one", "other"].map((description) => ({ id: description, description, created }));
    const match = "GET users/me/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

    const [warning] = await configure(sandbox().tokens.expiring);
    sandbox().faults.clear();

    expect(warning?.summary).toBe("The HUNT token may expire in 10 days");
    expect(warning?.detail).toContain("may expire on 2026-03-11.");
    expect(warning?.detail).toContain("The date is a guess");
  });

  it("is reported in a warning if it expires soon", async () => {
    expect(await configure(sandbox().tokens.expiring)).toEqual([
      {
        severity: "warning",
        path: ["token"],
        summary: "The HUNT token expires in 10 days",
        detail: expect.stringMatching(
          /^The token "Release pipeline" \(ID [0-9a-f]{8}\) of .* at .* expires on 2026-03-11\. .*Create new token\. Then set it as token\./,
        ),
      },
    ]);
  });

  it.each([
    [10, 0],
    [11, 1],
    [0, 0],
  ])("is reported with warn_days = %i in %i warnings if 10 days are left", async (warnDays, times) => {
    expect(await configure(sandbox().tokens.expiring, { warn_days: warnDays })).toHaveLength(times);
  });

  it("is reported in one error if it does not exist", async () => {
    expect(await configure("x".repeat(64))).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["token"],
        summary: "HUNT does not accept the token",
        detail: expect.stringContaining("Create a new token in HUNT"),
      }),
    ]);
  });

  const printer = `"${process.execPath}" -e "console.log('x'.repeat(64))"`;

  it.each([
    ["HUNT_TOKEN", "x".repeat(64), "Then set it as HUNT_TOKEN."],
    ["HUNT_TOKEN_COMMAND", printer, "Then make the command in HUNT_TOKEN_COMMAND print it."],
  ])("is reported with the environment variable that it comes from: %s", async (variable, value, place) => {
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, [variable]: value });

    const { diagnostics } = await client.configure(fillInNulls({}));

    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.detail).toContain(`It comes from the environment variable ${variable}.`);
    expect(diagnostics[0]!.detail).toContain(place);
  });

  it("is reported in one error if it has expired", async () => {
    expect(await configure(sandbox().tokens.expired)).toEqual([
      expect.objectContaining({ severity: "error", path: ["token"], summary: "The HUNT token has expired" }),
    ]);
  });

  it("is not reported if its user is not allowed to see the expiry date", async () => {
    sandbox().faults.add({ match: "users/me/accessTokens", kind: "status", status: 401, times: "always" });
    expect(await configure(sandbox().tokens.expiring)).toEqual([]);
  });
});

describe("an invalid value of the environment", () => {
  const configureWith = async (env: NodeJS.ProcessEnv, settings = {}, version = "1.11.4") => {
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, ...env });
    const { diagnostics } = await client.configure(fillInNulls(settings), version);
    return diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`);
  };

  it.each([
    ["HUNT_TOKEN", "x".repeat(64), "HUNT does not accept the token"],
    ["HUNT_TOKEN", "short", "Invalid token"],
    ["HUNT_INSTANCE", "ftp://hunt", "Invalid instance"],
  ])("is also reported in a warning, which Terraform shows first: %s", async (variable, value, summary) => {
    const env = { HUNT_TOKEN: sandbox().tokens.admin, [variable]: value };

    expect(await configureWith(env)).toEqual([`warning: ${summary} (${variable})`, `error: ${summary}`]);
  });

  it("is reported in one error if the value is configured", async () => {
    expect(await configureWith({}, { token: "x".repeat(64) })).toEqual([
      "error: HUNT does not accept the token",
    ]);
  });

  it("is reported in one error if the variable is not set", async () => {
    expect(await configureWith({})).toEqual(["error: Missing token"]);
  });

  it("is reported in one error without Terraform", async () => {
    expect(await configureWith({ HUNT_TOKEN: "short" }, {}, "")).toEqual(["error: Invalid token"]);
  });
});

describe("a HUNT instance that cannot be used", () => {
  it("is reported in one error, and later errors refer to it", async () => {
    const client = provider().start();
    const { diagnostics } = await client.configure(
      fillInNulls({ instance: unreachable, token: sandbox().tokens.admin, max_retries: 0 }),
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["instance"],
        summary: "Could not reach HUNT",
        detail: expect.stringContaining("HUNT_INSTANCE"),
      }),
    ]);
    const later = await client.readDataSource("hunt_version", {});
    expect(later.diagnostics).toEqual([
      expect.objectContaining({ detail: expect.stringContaining("See the error") }),
    ]);
  });

  it.each([
    ["html", "Invalid response from HUNT"],
    ["status", "HUNT failed to process the request"],
  ] as const)("is reported in one error for the invalid response: %s", async (kind, summary) => {
    sandbox().faults.add({ match: "users/me", kind, times: "always" });
    const { diagnostics } = await provider()
      .start()
      .configure(fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin, max_retries: 0 }));
    expect(diagnostics).toEqual([expect.objectContaining({ severity: "error", summary })]);
  });

  it("is not waited for if Terraform is interrupted", async () => {
    sandbox().faults.add({ match: "users/me", kind: "hang", times: "always" });
    const client = provider().start();
    const configured = client.configure(
      fillInNulls({ instance: sandbox().url, token: sandbox().tokens.admin }),
    );
    while (provider().hunt.sandbox.requests.length === 0) await new Promise(setImmediate);
    await client.stop();
    expect((await configured).diagnostics).toEqual([
      expect.objectContaining({ severity: "error", summary: "Interrupted" }),
    ]);
  });
});

it("retries a request max_retries times", async () => {
  const client = await provider().configured({ max_retries: 2 });
  sandbox().faults.add({ match: "version", kind: "status", status: 503, times: "always" });
  await client.readDataSource("hunt_version", {});
  expect(provider().requests()).toEqual(["GET version", "GET version", "GET version"]);
});
