import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { settingsOf, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll }, { now: "2026-03-01T00:00:00Z" });
const sandbox = () => provider().hunt.sandbox;
const unreachable = "http://127.0.0.1:9";
const flag = { name: "A", color: "red", weight: 1, id: null };

describe("the provider's configuration", () => {
  it("may come from the environment alone", async () => {
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.admin });
    expect((await client.configure(settingsOf({}))).diagnostics).toEqual([]);
    expect((await client.readDataSource("hunt_current_user", {})).state).toMatchObject({ username: "admin" });
  });

  it("reads the token of the environment from a file, without the marks of Windows", async () => {
    const path = join(temporaryDirectory(), "token");
    writeFileSync(path, Buffer.from(`\ufeff${sandbox().tokens.admin}\r\n`, "utf16le"));
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_FILE: path });

    const { diagnostics } = await client.configure(settingsOf({}));

    expect(diagnostics).toEqual([]);
  });

  it("reads the token of the environment from a command", async () => {
    const client = provider().start({
      HUNT_INSTANCE: sandbox().url,
      HUNT_TOKEN_COMMAND: `"${process.execPath}" -p process.env.SECRET`,
      SECRET: sandbox().tokens.admin,
    });

    const { diagnostics } = await client.configure(settingsOf({}));

    expect(diagnostics).toEqual([]);
  });

  it("does not run the command of the environment if the token is configured", async () => {
    const client = provider().start({ HUNT_TOKEN_COMMAND: "no-such-program" });

    const { diagnostics } = await client.configure(
      settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin }),
    );

    expect(diagnostics).toEqual([]);
  });

  it("reports a command of the environment that fails, without its output", async () => {
    const command = `"${process.execPath}" -e "console.log('Zz09'.repeat(16)); process.exitCode = 3"`;
    const client = provider().start({ HUNT_INSTANCE: sandbox().url, HUNT_TOKEN_COMMAND: command });

    const { diagnostics } = await client.configure(settingsOf({}));

    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ path: ["token"], summary: "token cannot be used" });
    expect(diagnostics[0]!.detail).toContain("exited with code 3.");
    expect(diagnostics[0]!.detail).toContain("It is the environment's HUNT_TOKEN_COMMAND.");
    expectNoToken(diagnostics, "Zz09".repeat(16));
  });

  it("comes before the environment", async () => {
    const client = provider().start({ HUNT_INSTANCE: unreachable, HUNT_TOKEN: sandbox().tokens.expired });
    expect(
      (await client.configure(settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin })))
        .diagnostics,
    ).toEqual([]);
  });

  it("costs two requests", async () => {
    await provider()
      .start()
      .configure(settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin }));
    expect(provider().requests()).toEqual(["GET users/me", "GET users/me/accessTokens"]);
  });

  it.each([
    ["instance", "HUNT_INSTANCE"],
    ["token", "HUNT_TOKEN"],
  ])("without %s is one error that tells how to set it", async (missing, variable) => {
    const { diagnostics } = await provider()
      .start()
      .configure(settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin, [missing]: null }));
    expect(diagnostics).toEqual([
      {
        severity: "error",
        path: [missing],
        summary: `The ${missing} is missing`,
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
    ["max_retries", 21, /whole number from 0 to 20/],
    ["max_retries", 0.5, /whole number/],
    ["max_concurrency", 0, /whole number from 1 to 64/],
    ["warn_days", -1, /whole number from 0 to 365/],
  ])("with %s = %j is refused at that attribute when it is validated", async (name, value, detail) => {
    const { diagnostics } = await provider()
      .start()
      .validateProvider(settingsOf({ [name]: value }));
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: "error", path: [name], detail: expect.stringMatching(detail) }),
    ]);
  });

  it.each([
    ["HUNT_INSTANCE", "instance"],
    ["HUNT_TOKEN", "token"],
  ])("with something unusable in %s is refused at %s", async (variable, name) => {
    const env = { HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.admin, [variable]: "no good" };
    const { diagnostics } = await provider().start(env).configure(settingsOf({}));
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        path: [name],
        detail: expect.stringMatching(new RegExp(`environment.s ${variable}\\.$`)),
      }),
    ]);
  });
});

describe("a configuration that is not known yet", () => {
  it("lets a plan of a new object through, and says what to do where HUNT must be asked", async () => {
    const client = provider().start();
    expect(
      (await client.configure(settingsOf({ instance: sandbox().url, token: unknown }))).diagnostics,
    ).toEqual([]);
    const change = {
      prior: null,
      proposed: { ...flag, id: unknown },
      config: flag,
      private: new Uint8Array(),
    };
    expect((await client.planResource("hunt_flag", change as never)).diagnostics).toEqual([]);
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

  it("in its numbers alone does not stop anything", async () => {
    const settings = settingsOf({
      instance: sandbox().url,
      token: sandbox().tokens.admin,
      max_retries: unknown,
      max_concurrency: unknown,
      warn_days: unknown,
    });
    expect((await provider().start().configure(settings)).diagnostics).toEqual([]);
  });
});

describe("the provider's own token", () => {
  const configure = async (token: string, settings = {}) => {
    const { diagnostics } = await provider()
      .start()
      .configure(settingsOf({ instance: sandbox().url, token, max_retries: 0, ...settings }));
    expectNoToken(diagnostics, token);
    return diagnostics;
  };

  it("may expire soon if HUNT does not show which token it is", async () => {
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

  it("is warned of when it expires soon", async () => {
    expect(await configure(sandbox().tokens.expiring)).toEqual([
      {
        severity: "warning",
        path: ["token"],
        summary: "The HUNT token expires in 10 days",
        detail: expect.stringMatching(
          /^The token "Release pipeline" \(ID [0-9a-f]{8}\) of .* at .* expires on 2026-03-11\. .*Create new token.*HUNT_TOKEN/,
        ),
      },
    ]);
  });

  it.each([
    [10, 0],
    [11, 1],
    [0, 0],
  ])("with warn_days = %i is warned of %i times when 10 days are left", async (warnDays, times) => {
    expect(await configure(sandbox().tokens.expiring, { warn_days: warnDays })).toHaveLength(times);
  });

  it("is one error when HUNT does not know it", async () => {
    expect(await configure("x".repeat(64))).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["token"],
        summary: "HUNT does not accept the token",
        detail: expect.stringContaining("Create a new token in HUNT"),
      }),
    ]);
  });

  it("is one error when it has expired", async () => {
    expect(await configure(sandbox().tokens.expired)).toEqual([
      expect.objectContaining({ severity: "error", path: ["token"], summary: "The HUNT token has expired" }),
    ]);
  });

  it("is not spoken of where its user may not see until when it lives", async () => {
    sandbox().faults.add({ match: "users/me/accessTokens", kind: "status", status: 401, times: "always" });
    expect(await configure(sandbox().tokens.expiring)).toEqual([]);
  });
});

describe("a HUNT that cannot be asked", () => {
  it("is one error, and what needs it then refers to that", async () => {
    const client = provider().start();
    const { diagnostics } = await client.configure(
      settingsOf({ instance: unreachable, token: sandbox().tokens.admin, max_retries: 0 }),
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        path: ["instance"],
        summary: "HUNT could not be reached",
        detail: expect.stringContaining("HUNT_INSTANCE"),
      }),
    ]);
    const later = await client.readDataSource("hunt_version", {});
    expect(later.diagnostics).toEqual([
      expect.objectContaining({ detail: expect.stringContaining("See the error") }),
    ]);
  });

  it.each([
    ["html", "HUNT's answer cannot be used"],
    ["status", "HUNT failed to do this"],
  ] as const)("but answers with %s is one error", async (kind, summary) => {
    sandbox().faults.add({ match: "users/me", kind, times: "always" });
    const { diagnostics } = await provider()
      .start()
      .configure(settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin, max_retries: 0 }));
    expect(diagnostics).toEqual([expect.objectContaining({ severity: "error", summary })]);
  });

  it("is given up at once when Terraform is stopped", async () => {
    sandbox().faults.add({ match: "users/me", kind: "hang", times: "always" });
    const client = provider().start();
    const configured = client.configure(
      settingsOf({ instance: sandbox().url, token: sandbox().tokens.admin }),
    );
    while (provider().hunt.sandbox.requests.length === 0) await new Promise(setImmediate);
    await client.stop();
    expect((await configured).diagnostics).toEqual([
      expect.objectContaining({ severity: "error", summary: "Stopped" }),
    ]);
  });
});

it("retries as often as max_retries says", async () => {
  const client = await provider().configured({ max_retries: 2 });
  sandbox().faults.add({ match: "version", kind: "status", status: 503, times: "always" });
  await client.readDataSource("hunt_version", {});
  expect(provider().requests()).toEqual(["GET version", "GET version", "GET version"]);
});
