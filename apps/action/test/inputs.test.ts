import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readManifest } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { inputDeclarations } from "../src/inputs/inputs.js";
import type { InputDeclaration } from "../src/inputs/declaration.js";
import { action, nowhere, parseStepInputs, run, unknownToken } from "./helpers.js";

const good = { instance: nowhere, token: unknownToken };
const noon = Date.parse("2026-03-31T12:00:00Z");

describe("parseInputs", () => {
  it("returns the default value of an empty input", () => {
    const empty = Object.fromEntries(Object.keys(inputDeclarations).map((name) => [name, ""]));
    const inputs = parseStepInputs({ ...empty, ...good });

    expect(inputs.warnDays).toBe(30);
    expect(inputs.check).toBe(true);
    expect(inputs.issueLabels).toEqual(["hunt-token"]);
    expect(inputs.since).toEqual({ agoMs: 86_400_000 });
  });

  it("returns undefined or an empty list for an empty input without a default", () => {
    const inputs = parseStepInputs({
      "rotate-days": "",
      "issue-assignees": "",
      where: "",
      "github-token": "",
    });

    expect(inputs.rotateDays).toBeUndefined();
    expect(inputs.issueAssignees).toEqual([]);
    expect(inputs.where).toBeUndefined();
    expect(inputs.githubToken).toBeUndefined();
  });

  it.each(Object.keys(inputDeclarations).filter((name) => !Object.hasOwn(good, name)))(
    "treats blanks from an unset variable as the default of %s",
    (name) => {
      expect(parseStepInputs({ [name]: " \n" })).toEqual(parseStepInputs({}));
    },
  );

  it("returns the same for empty inputs and for the defaults in action.yml", () => {
    const { inputs } = readManifest(action);
    const defaults = Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""]),
    );

    expect(parseStepInputs({ ...defaults, ...good })).toEqual(parseStepInputs({}));
  });

  it("accepts booleans in any case", () => {
    expect(parseStepInputs({ check: "FALSE", request: "GET Alerts" }).check).toBe(false);
    expect(parseStepInputs({ check: "True" }).check).toBe(true);
  });

  it.each(["a, b", "a\nb", "- a\n- b", '["a", "b"]'])("accepts names in each form of a list: %j", (text) => {
    const { issueLabels } = parseStepInputs({
      issue: "true",
      "github-token": "ghs_1",
      "issue-labels": text,
    });

    expect(issueLabels).toEqual(["a", "b"]);
  });

  it("splits names at commas and newlines", () => {
    const { issueLabels } = parseStepInputs({
      issue: "true",
      "github-token": "ghs_1",
      "issue-labels": " a , b\nc d,\n",
    });

    expect(issueLabels).toEqual(["a", "b", "c d"]);
  });

  it.each([
    [{ "warn-days": "soon" }, `Invalid value "soon" for 'warn-days'. Use a whole number from 0 to 999999.`],
    [{ "warn-days": "-1" }, `Invalid value "-1" for 'warn-days'. Use a whole number from 0 to 999999.`],
    [{ "warn-days": "1.5" }, `Invalid value "1.5" for 'warn-days'. Use a whole number from 0 to 999999.`],
    [{ "fail-days": "1e3" }, `Invalid value "1e3" for 'fail-days'. Use a whole number from 0 to 999999.`],
    [
      { "timeout-seconds": "0" },
      `Invalid value "0" for 'timeout-seconds'. Use a whole number from 1 to 999999.`,
    ],
    [
      { "timeout-minutes": "35001" },
      `Invalid value "35001" for 'timeout-minutes'. Use a whole number from 1 to 35000.`,
    ],
    [{ check: "yes" }, `Invalid value "yes" for 'check'. Use true or false.`],
    [{ created: "soon" }, `Invalid value "soon" for 'created'. Use a date such as 2026-03-31.`],
    [{ created: "2026-02-30" }, `Invalid value "2026-02-30" for 'created'. Use a date such as 2026-03-31.`],
    [{ created: "2026-04-01" }, `Invalid value "2026-04-01" for 'created'. It is in the future (UTC).`],
    [
      { ca: "/no/such/file.pem" },
      `Invalid value "/no/such/file.pem" for 'ca'. Could not read the file (ENOENT).`,
    ],
    [
      { "fail-on-severity": "severe" },
      `Invalid value "severe" for 'fail-on-severity'. Use low, medium, high, or critical. Higher severities count too, so set only the lowest one.`,
    ],
    [
      { since: "soon" },
      `Invalid value "soon" for 'since'. Use minutes, hours, or days such as 30m, 24h, or 7d, or an ISO 8601 time`,
    ],
    [{ since: "0h" }, `Invalid value "0h" for 'since'. Use minutes`],
    [{ since: "2026-04-01" }, `Invalid value "2026-04-01" for 'since'. It is in the future (UTC).`],
    [
      { "secret-name": "secrets.HUNT_TOKEN" },
      `Invalid value "secrets.HUNT_TOKEN" for 'secret-name'. Use only the name, for example HUNT_TOKEN.`,
    ],
    [{ "secret-name": "GITHUB_PAT" }, `Invalid value "GITHUB_PAT" for 'secret-name'.`],
    [
      { "secret-scope": "org:acme" },
      `Invalid value "org:acme" for 'secret-scope'. Use repository, dependabot, environment:<name>, or organization:<login>.`,
    ],
    [{ "secret-scope": "organization:a/b" }, `Invalid value "organization:a/b" for 'secret-scope'.`],
    [
      { "scan-extensions": "['a']" },
      `Invalid value "['a']" for 'scan-extensions'. Use names separated by commas or newlines, or a list such as ["a", "b"].`,
    ],
    [{ "issue-labels": "," }, `Invalid value "," for 'issue-labels'. Use names separated by`],
    [{ where: "{" }, `Input 'where' is not valid JSON.`],
    [{ "github-token": "ghs_1234\nghs_5678" }, `Input 'github-token' contains white space`],
    [{ "warn-days": "1\n::error::2" }, `Invalid value "1\\n::error::2" for 'warn-days'.`],
  ])("rejects an invalid value: %j", (inputs, message) => {
    expect(() => parseStepInputs(inputs, noon)).toThrow(message);
  });

  it("does not quote a secret in an error", () => {
    expect(() => parseStepInputs({ "secrets-token": "ghp_1234 5678" })).toThrow(/^((?!1234).)*$/);
  });
});

describe("combinations of inputs", () => {
  const unchecked = { check: "false", request: "GET Alerts" };

  it.each([
    [
      { "dry-run": "true" },
      `Input 'dry-run' has no effect without 'rotate-days'. Set 'rotate-days' or remove 'dry-run'.`,
    ],
    [{ "revoke-old": "false" }, `Input 'revoke-old' has no effect without 'rotate-days'.`],
    [{ "issue-labels": "hunt" }, `Input 'issue-labels' has no effect without 'issue'.`],
    [{ "issue-assignees": "octocat" }, `Input 'issue-assignees' has no effect without 'issue'.`],
    [{ "issue-key": "a", issue: "false" }, `Input 'issue-key' has no effect without 'issue'.`],
    [{ where: "{}" }, `Input 'where' has no effect without 'request'. Set 'request' or remove 'where'.`],
    [
      { "mask-fields": "key" },
      `Input 'mask-fields' has no effect without 'request' or 'requests'. Set 'request' or 'requests', or remove 'mask-fields'.`,
    ],
    [{ "github-token": "ghs_1" }, `Input 'github-token' has no effect without 'issue' or 'comment'.`],
    [{ "secret-scope": "organization:acme" }, `Input 'secret-scope' has no effect without 'secret-name'.`],
    [{ "secrets-token": "ghp_1" }, `Input 'secrets-token' has no effect without 'secret-name'.`],
    [
      { "secret-name": "HUNT_TOKEN" },
      `Input 'secret-name' has no effect without 'secrets-token' or 'issue'.`,
    ],
    [{ ...unchecked, "fail-days": "5" }, `Input 'fail-days' has no effect without 'check'.`],
    [{ ...unchecked, "warn-days": "5" }, `Input 'warn-days' has no effect without 'check' or 'fleet'.`],
    [{ ...unchecked, created: "2026-01-31" }, `Input 'created' has no effect without 'check'.`],
    [
      { ...unchecked, "token-description": "CI" },
      `Input 'token-description' has no effect without 'check' or 'issue'.`,
    ],
    [
      { ...unchecked, issue: "true", "github-token": "ghs_1" },
      `Input 'issue' has no effect without 'check' or 'fleet'.`,
    ],
    [{ "scan-options": "process" }, `Input 'scan-options' has no effect without 'scan'.`],
    [{ "timeout-minutes": "5" }, `Input 'timeout-minutes' has no effect without 'scan'.`],
    [{ "cancel-task": "true" }, `Input 'cancel-task' has no effect without 'scan'.`],
    [{ since: "7d" }, `Input 'since' has no effect without 'fail-on-severity' or 'summary'.`],
    [
      { since: "24h", "fail-on-severity": "" },
      `Input 'since' has no effect without 'fail-on-severity' or 'summary'.`,
    ],
    [{ "revoke-old": "true" }, `Input 'revoke-old' has no effect without 'rotate-days'.`],
    [{ "timeout-minutes": "120" }, `Input 'timeout-minutes' has no effect without 'scan'.`],
    [{ ...unchecked, "warn-days": "30" }, `Input 'warn-days' has no effect without 'check' or 'fleet'.`],
    [{ "target-group": "x" }, `Input 'target-group' has no effect without 'fail-on-severity' or 'summary'.`],
    [{ hostname: "x" }, `Input 'hostname' has no effect without 'fail-on-severity' or 'summary'.`],
    [
      { scan: "Lab", "allow-partial": "true" },
      `Input 'allow-partial' has no effect without 'fail-on-severity'.`,
    ],
  ])("rejects an input that has no effect: %j", (inputs, message) => {
    expect(() => parseStepInputs(inputs)).toThrow(message);
  });

  const rotation = { "rotate-days": "14", "secret-name": "HUNT_TOKEN", "secrets-token": "ghp_1" };

  it.each([
    [{ ...rotation, "secret-name": "" }, `Input 'rotate-days' requires 'secret-name', which is empty.`],
    [
      { ...rotation, "secrets-token": "" },
      `Input 'rotate-days' requires 'secrets-token', which is empty. GITHUB_TOKEN cannot`,
    ],
    [{ ...rotation, check: "false" }, `Input 'rotate-days' requires 'check', which is false.`],
    [
      { "fail-on-severity": "high", "allow-partial": "true" },
      `Input 'allow-partial' requires 'scan', which is empty. Only a scan can be partial.`,
    ],
    [
      { issue: "true" },
      "Input 'issue' requires 'github-token', which is empty. Set `permissions: issues: write` for the job",
    ],
    [
      { ...unchecked, "secret-name": "HUNT_TOKEN", "secrets-token": "ghp_1" },
      `Input 'secrets-token' requires 'check', which is false.`,
    ],
  ])("rejects inputs without one that they require: %j", (inputs, message) => {
    expect(() => parseStepInputs(inputs)).toThrow(message);
  });

  it.each([
    [{ ...rotation, created: "2026-03-01" }, `Input 'rotate-days' cannot be used with 'created'.`],
    [
      { request: "GET Alerts", requests: "[]" },
      `Input 'request' cannot be used with 'requests'. Set it in an item of 'requests' instead.`,
    ],
    [{ limit: "5", requests: "[]" }, `Input 'limit' cannot be used with 'requests'.`],
    [
      { scan: "Lab", "fail-on-severity": "high", since: "24h" },
      `Input 'since' cannot be used with 'scan'. With 'scan', only the alerts of that scan count.`,
    ],
    [
      { scan: "Lab", "fail-on-severity": "high", "target-group": "Lab" },
      `Input 'target-group' cannot be used with 'scan'.`,
    ],
    [
      { scan: "Lab", "fail-on-severity": "high", hostname: "a" },
      `Input 'hostname' cannot be used with 'scan'.`,
    ],
  ])("rejects inputs that cannot be used together: %j", (inputs, message) => {
    expect(() => parseStepInputs(inputs)).toThrow(message);
  });

  it("rejects check: false if no other feature is enabled", () => {
    expect(() => parseStepInputs({ check: "false" })).toThrow(
      "Input 'check' is false, so there is nothing to do without 'fleet', 'request', 'requests', 'survey', 'scan', 'summary', " +
        "or 'fail-on-severity'. Set one of them, or remove 'check'.",
    );
  });

  it.each<Record<string, string>>([
    { check: "false", fleet: "true", "warn-days": "5" },
    { check: "false", fleet: "true", issue: "true", "github-token": "ghs_1", "token-description": "CI" },
    { issue: "true", "github-token": "ghs_1", "secret-name": "HUNT_TOKEN", "secret-scope": "organization:a" },
    { "secret-name": "HUNT_TOKEN", "secrets-token": "ghp_1" },
    { check: "false", requests: "[]" },
    { comment: "false", "cancel-task": "False", "dry-run": "FALSE" },
  ])(
    "accepts inputs that are off, or that have an effect without the check or without a rotation: %j",
    (inputs) => {
      expect(() => parseStepInputs(inputs)).not.toThrow();
    },
  );

  it("rejects fail-days if it is greater than warn-days", () => {
    expect(() => parseStepInputs({ "fail-days": "31" })).toThrow(
      `Input 'fail-days' (31) is greater than 'warn-days' (30)`,
    );
  });

  it("refers only to declared inputs in the rules for combinations", () => {
    const declarations: InputDeclaration[] = Object.values(inputDeclarations);
    const others = declarations.flatMap(
      ({ effectiveWith = [], requires = {}, replaces = [], conflictsWith = {} }) => [
        ...replaces,
        ...effectiveWith,
        ...Object.keys(requires),
        ...Object.keys(conflictsWith),
      ],
    );

    expect(Object.keys(inputDeclarations)).toEqual(expect.arrayContaining(others));
  });
});

describe("an invalid input", () => {
  it.each([
    [{ instance: "" }, /^instance: the value is empty/],
    [{ instance: "http://acme.infocyte.com" }, /^instance: http:\/\/ would send the token unencrypted/],
    [
      { instance: "https://me:hunter2@acme.infocyte.com" },
      /^instance: the value contains a user name or password/,
    ],
    [{ instance: "https://acme.infocyte.com/explorer" }, /^instance: the value contains a path/],
    [{ token: "short-of-64-characters" }, /^token: the value contains characters other than/],
    [{ token: "${{ secrets.HUNT_TOKEN }}" }, /^token: the value is the name of a variable or secret/],
    [{ token: unknownToken.slice(1) }, /^token: the value has 63 characters/],
    [{ token: `Bearer ${unknownToken}` }, /^token: the value starts with "Bearer"/],
    [
      { token: `${unknownToken.slice(0, 32)}\n${unknownToken.slice(32)}` },
      /^token: the value contains a line break/,
    ],
    [{ "warn-days": "soon" }, /^Invalid value "soon" for 'warn-days'/],
    [
      { ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
      /^ca: certificate 1 is not valid/,
    ],
    [{ ca: join(action, "package.json") }, /^ca: no certificate found/],
  ])("fails the step with one error for an invalid input: %j", async (inputs, message) => {
    const { exitCode, annotations, outputs, raw } = await run({ ...good, ...inputs });

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([{ level: "error", title: "", message: expect.stringMatching(message) }]);
    expect(outputs).toEqual({});
    expect(raw).not.toContain("hunter2");
  });

  it("accepts a token with white space around it, for example from a YAML block", async () => {
    const { annotations } = await run({ ...good, token: `\n  ${unknownToken}\n` });

    expect(annotations[0]?.title).toContain("refused");
  });
});

describe("an empty token", () => {
  const explain = async (options = {}) =>
    (await run({ ...good, token: "" }, options)).annotations[0]?.message;

  it.each(["Pull requests from forks", "Dependabot", "name of the secret", "environment"])(
    "names a likely cause for an empty token: %s",
    async (cause) => {
      expect(await explain()).toContain(cause);
    },
  );

  it("names the fork as the cause for an empty token if the pull request is from a fork", async () => {
    const event = { pull_request: { head: { repo: { fork: true } } } };

    const message = await explain({ event, env: { GITHUB_EVENT_NAME: "pull_request" } });

    expect(message).toBe(
      "Input 'token' is required, but empty. Secrets are not available to pull requests from forks. " +
        "Skip this step for them, and check the token on push and on a schedule. (HUNT_INPUT_EMPTY)",
    );
  });

  it("names Dependabot as the cause for an empty token if it triggered the run", async () => {
    const message = await explain({ env: { GITHUB_ACTOR: "dependabot[bot]" } });

    expect(message).toContain("Dependabot triggered this run");
  });

  it("does not add an empty mask for an empty token, because it would mask the whole log", async () => {
    const { exitCode, raw, masks } = await run({ ...good, token: "" });

    expect(exitCode).toBe(1);
    expect(masks).toEqual([]);
    expect(raw.trim().split("\n")).toHaveLength(1);
  });
});

describe("an input that does not exist", () => {
  it.each([
    ["FAIL-ON-SEVERTY", "Input 'fail-on-severty' does not exist. Did you mean fail-on-severity?"],
    ["FAIL_DAYS", "Input 'fail_days' does not exist. Did you mean fail-days?"],
    ["COLOR", "Input 'color' does not exist."],
  ])("fails the step, because it would pass without what was asked for: %s", async (name, message) => {
    const { exitCode, annotations } = await run(good, { env: { [`INPUT_${name}`]: "high" } });

    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toContain(message);
  });
});

describe("an invalid token", () => {
  it.each([`Bearer ${unknownToken}`, `https://acme.infocyte.com/?access_token=${unknownToken}`])(
    "masks a token that was pasted with other text: %s",
    async (token) => {
      const { masks } = await run({ ...good, token });

      expect(masks).toContain(unknownToken);
    },
  );
});

describe("the file of the input ca", () => {
  it("reads a file for the input ca in UTF-16 with a byte order mark, as Windows writes it", () => {
    const path = join(temporaryDirectory(), "ca.pem");
    const pem = "-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n";
    writeFileSync(path, Buffer.from(`\ufeff${pem}`, "utf16le"));

    const { ca } = parseStepInputs({ ...good, ca: path });

    expect(ca).toBe(pem);
  });
});

describe("a token in the wrong place", () => {
  const names = Object.entries(inputDeclarations as Record<string, InputDeclaration>).filter(
    ([, { type, isData }]) => type !== "secret" && type !== "hunt-token" && !isData,
  );

  const forms = [unknownToken, unknownToken.toUpperCase(), `https://${unknownToken}`];
  const inAnyForm = names.flatMap(([name]) => forms.map((value) => [name, value] as const));

  it.each(inAnyForm)("rejects a token in the input %s without quoting it: %s", (name, value) => {
    const read = () => parseStepInputs({ ...good, [name]: value });

    expect(read).toThrow(`${name}: the value contains 64 letters and digits in a row`);
    expect(read).not.toThrow(value);
  });

  it.each([
    ["where", (value: string) => JSON.stringify({ name: value })],
    ["body", (value: string) => JSON.stringify({ name: value })],
    ["params", (value: string) => `id: ${value}`],
    ["request", (value: string) => `GET fileDwellTimes/${value}`],
    ["requests", (value: string) => `- {id: a, request: GET FileReps/${value}}`],
  ])("rejects the token in the data of an input in any case, but accepts a hash: %s", (name, toText) => {
    const request = name === "request" || name === "requests" ? {} : { request: "POST flags/{id}" };
    const read = (value: string) => parseStepInputs({ ...good, ...request, [name]: toText(value) });

    expect(() => read(unknownToken.toUpperCase())).toThrow(`Input '${name}' contains the API token.`);
    expect(() => read("ab".repeat(32))).not.toThrow();
  });

  it("masks a token in upper and lower case, and does not quote it in an annotation", async () => {
    const { exitCode, masks, annotations } = await run({
      ...good,
      "rotate-days": "14",
      "secret-name": unknownToken,
      "secrets-token": "github_pat_example",
    });

    expect(exitCode).toBe(1);
    expect(masks).toEqual(
      expect.arrayContaining([unknownToken, unknownToken.toLowerCase(), unknownToken.toUpperCase()]),
    );
    expect(JSON.stringify(annotations).toLowerCase()).not.toContain(unknownToken.toLowerCase());
  });
});
