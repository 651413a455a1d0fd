import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runAction } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { action, nowhere, run, unknownToken, useSandbox } from "./helpers.js";
import { scenario } from "./issue/scenario.js";
import { startWorld } from "./rotation/world.js";

const sandbox = useSandbox();
const scanned = useSandbox({ taskSeconds: 0 });
const asProcess = true;
const runBuilt = (inputs: Record<string, string>, env: Record<string, string> = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, ...inputs }, { asProcess, env });

describe("the built action with each status of a token", () => {
  it("passes if the token is healthy", async () => {
    const { exitCode, outputs, log, summary } = await runBuilt({});

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
    expect(log[0]).toMatch(/^The HUNT token is healthy: 264 days left\. /);
    expect(summary).toContain("### ✅ The HUNT token is healthy: 264 days left");
  });

  it("does not load the code of other features for a check", async () => {
    const { url, tokens } = sandbox();
    const { raw } = await runAction({
      action,
      with: { instance: url, token: tokens.admin },
      env: { NODE_DEBUG: "module" },
    });

    const loaded = new Set(Array.from(raw.matchAll(/[\w-]+\.cjs(?=")/g), ([file]) => file));
    expect([...loaded].sort()).toEqual(["common.cjs", "main.cjs", "rolldown-runtime.cjs"]);
  });

  it("passes with a warning if the token expires soon", async () => {
    const { exitCode, outputs, annotations } = await runBuilt({ token: sandbox().tokens.expiring });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("expiring");
    expect(annotations).toEqual([
      { level: "warning", title: "The HUNT token expires in 10 days", message: expect.any(String) },
    ]);
  });

  it("passes with a notice if the expiry date is unknown", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 403,
      times: "always",
    });

    const { exitCode, outputs, annotations } = await runBuilt({});

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("unknown-expiry");
    expect(annotations.map(({ level }) => level)).toEqual(["notice"]);
  });

  it.each([
    ["expired", () => ({ token: sandbox().tokens.expired }), "The HUNT token has expired"],
    ["rejected", () => ({ token: unknownToken }), "HUNT does not accept the token"],
    [
      "unreachable",
      () => ({ instance: nowhere, "timeout-seconds": "1" }),
      "Could not reach HUNT: the connection was refused",
    ],
  ])("fails with one error if the token is %s", async (status, getInputs, title) => {
    const { exitCode, outputs, annotations, summary } = await runBuilt(getInputs());

    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe(status);
    expect(annotations).toEqual([{ level: "error", title, message: expect.any(String) }]);
    expect(summary).toContain(`### ❌ ${title}`);
  });

  it("fails with one error if an input is invalid", async () => {
    const { exitCode, outputs, annotations } = await runBuilt({ "warn-days": "soon" });

    expect(exitCode).toBe(1);
    expect(outputs).toEqual({});
    expect(annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Invalid value "soon" for 'warn-days'/),
    ]);
  });
});

describe("the built action with each feature", () => {
  it("rotates the token", async () => {
    const world = await startWorld();

    const { exitCode, outputs } = await world.run({}, { asProcess });

    expect(exitCode).toBe(0);
    expect(outputs["rotated"]).toBe("true");
    expect(await world.works(world.first)).toBe(false);
    expect(await world.works(world.stored())).toBe(true);
  });

  it("opens a tracking issue", async () => {
    const { act, github } = await scenario();

    const { outputs } = await act(
      { instance: sandbox().url, token: sandbox().tokens.expiring },
      { asProcess },
    );

    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/1");
    expect(github.issues()).toMatchObject([{ state: "open", labels: ["hunt-token"] }]);
  });

  it("reports on all tokens", async () => {
    const { exitCode, outputs, summary } = await runBuilt({ fleet: "true" });

    expect(exitCode).toBe(0);
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ expiring: expect.any(Array) });
    expect(summary).toContain("| Owner |");
  });

  it("sends requests, and writes a file in CSV", async () => {
    const workspace = temporaryDirectory();
    const requests = [
      "- { id: file, request: GET alerts, limit: 3, fields: hostname, output-file: alerts.csv }",
      '- { id: severe, request: GET alerts, limit: 3, select: "[].severity" }',
    ].join("\n");

    const { exitCode, outputs } = await runBuilt({ requests }, { GITHUB_WORKSPACE: workspace });

    const results = JSON.parse(outputs["results"]!) as Record<string, Record<string, unknown>>;
    expect(exitCode).toBe(0);
    expect(results["severe"]!["data"]).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
    expect(readFileSync(join(workspace, "alerts.csv"), "utf8").trim().split("\n")).toHaveLength(4);
  });

  it("scans a target group, and reports the alerts of the scan", async () => {
    const { url, tokens, records } = scanned();
    const [group] = records("targets");

    const { exitCode, outputs } = await runBuilt({
      instance: url,
      token: tokens.admin,
      scan: String(group!["name"]),
    });

    expect(exitCode).toBe(0);
    expect(outputs["scan-alerts"]).toMatch(/^\d+$/);
  });

  it("fails if there are new alerts, and reports them in a comment and in files", async () => {
    const workspace = temporaryDirectory();
    const { github } = await scenario({ issues: [{ title: "Deploy", pull_request: true }] });
    const event = { pull_request: { number: 1 } };

    const { exitCode, annotations } = await run(
      {
        instance: sandbox().url,
        token: sandbox().tokens.admin,
        "fail-on-severity": "high",
        since: "14d",
        "sarif-file": "hunt.sarif",
        "junit-file": "hunt.xml",
        comment: "true",
        "github-token": github.tokens.workflow,
      },
      {
        asProcess,
        event,
        env: {
          GITHUB_API_URL: github.url,
          GITHUB_EVENT_NAME: "pull_request",
          GITHUB_REF: "refs/pull/1/merge",
          GITHUB_WORKSPACE: workspace,
        },
      },
    );

    expect(exitCode).toBe(1);
    expect(annotations.length).toBeGreaterThan(0);
    expect(github.issues()[0]!.comments).toHaveLength(1);
    expect(readFileSync(join(workspace, "hunt.sarif"), "utf8")).toContain('"ruleId"');
    expect(readFileSync(join(workspace, "hunt.xml"), "utf8")).toContain("<testsuites");
  });
});

describe("a secret in the records of a response", () => {
  const password = "Zz09-correct-horse";
  const credential = { id: "422c1fa4-8efe-475a-8a70-99c7c273b808", name: "Domain scanner", password };
  const respondWith = (match: string, body: unknown) =>
    sandbox().faults.add({ match, kind: "status", status: 200, body });
  const call = (inputs: Record<string, string>) =>
    run(
      { instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs },
      { asProcess: true },
    );

  it("is redacted in the outputs and masked in the log", async () => {
    respondWith("GET credentials/*", credential);

    const { outputs, log, masks } = await call({ request: `GET credentials/${credential.id}` });

    expect(JSON.parse(outputs["data"]!)).toEqual({ ...credential, password: "[redacted]" });
    expect(log.join("\n")).toContain("Redacted the password in 1 record, because it is a secret.");
    expect(masks).toContain(password);
  });

  it("is redacted in a related record", async () => {
    const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    respondWith("GET queries/*", { id, name: "Offices", credential });

    const { outputs, summary } = await call({ request: `GET queries/${id}`, include: "credential" });

    expect(JSON.parse(outputs["data"]!)).toMatchObject({ credential: { password: "[redacted]" } });
    expect(summary).not.toContain(password);
  });

  it("is redacted before select and in the output file", async () => {
    respondWith("GET credentials", [credential]);
    const file = join(temporaryDirectory(), "passwords.json");

    await call({ request: "GET credentials", select: "[].password", "output-file": file });

    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(["[redacted]"]);
  });
});
