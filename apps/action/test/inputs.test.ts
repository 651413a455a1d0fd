import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readManifest } from "@huntkit/test-kit";
import { action, nowhere, run, unknownToken } from "./helpers.js";

const good = { instance: nowhere, token: unknownToken };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

describe("a bad input ends the step with one error that names it:", () => {
  it.each([
    ["instance", { instance: "" }, /^instance: it is empty/],
    [
      "instance",
      { instance: "http://acme.infocyte.com" },
      /^instance: http:\/\/ would send the token unprotected/,
    ],
    [
      "instance",
      { instance: "https://me:hunter2@acme.infocyte.com" },
      /^instance: it holds a user name or password/,
    ],
    ["instance", { instance: "https://acme.infocyte.com/explorer" }, /^instance: it holds a path/],
    ["token", { token: "short-of-64-characters" }, /^token: it holds characters other than/],
    ["token", { token: "${{ secrets.HUNT_TOKEN }}" }, /^token: it is the name of a variable or secret/],
    ["token", { token: unknownToken.slice(1) }, /^token: it has 63 characters/],
    ["token", { token: `Bearer ${unknownToken}` }, /^token: it begins with "Bearer"/],
    [
      "token",
      { token: `${unknownToken.slice(0, 32)}\n${unknownToken.slice(32)}` },
      /^token: it holds a line break/,
    ],
    ["warn-days", { "warn-days": "soon" }, /^warn-days: "soon" is no whole number/],
    ["warn-days", { "warn-days": "-1" }, /^warn-days: "-1"/],
    ["warn-days", { "warn-days": "1.5" }, /^warn-days: "1\.5"/],
    ["warn-days", { "warn-days": "" }, /^warn-days: ""/],
    ["fail-days", { "fail-days": "1e3" }, /^fail-days: "1e3"/],
    ["fail-days", { "fail-days": "31" }, /^fail-days: 31 is more than warn-days \(30\)/],
    ["created", { created: "soon" }, /^created: "soon" is no date/],
    ["created", { created: "2026-02-30" }, /^created: "2026-02-30" is no date/],
    ["created", { created: tomorrow() }, /^created: .* is in the future/],
    ["ca", { ca: "/no/such/file.pem" }, /^ca: no file can be read at/],
    [
      "ca",
      { ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
      /^ca: certificate 1 cannot be read/,
    ],
    ["ca", { ca: fileWithoutCertificate() }, /^ca: it holds no certificate/],
    [
      "timeout-seconds",
      { "timeout-seconds": "0" },
      /^timeout-seconds: "0" is no whole number from 1 to 999999/,
    ],
  ])("%s %j", async (_, inputs, message) => {
    const { exitCode, annotations, outputs, raw } = await run({ ...good, ...inputs });
    expect(exitCode).toBe(1);
    expect(annotations).toEqual([{ level: "error", title: "", message: expect.stringMatching(message) }]);
    expect(outputs).toEqual({});
    expect(raw).not.toContain("hunter2");
  });

  it("with white space around the token, as a block of YAML leaves it, there is nothing wrong", async () => {
    const { annotations } = await run({ ...good, token: `\n  ${unknownToken}\n` });
    expect(annotations[0]?.title).toContain("refused");
  });
});

describe("an empty token", () => {
  const explain = async (options = {}) =>
    (await run({ ...good, token: "" }, options)).annotations[0]?.message;

  it("names the usual causes", async () => {
    const message = await explain();
    for (const cause of ["pull request from a fork", "Dependabot", "misspelt secret", "environment"])
      expect(message).toContain(cause);
  });

  it("names the fork where the run is of a pull request from one", async () => {
    const event = { pull_request: { head: { repo: { fork: true } } } };
    expect(await explain({ event, env: { GITHUB_EVENT_NAME: "pull_request" } })).toContain(
      "This run belongs to a pull request from a fork",
    );
  });

  it("names Dependabot where that caused the run", async () => {
    expect(await explain({ env: { GITHUB_ACTOR: "dependabot[bot]" } })).toContain(
      "Dependabot caused this run",
    );
  });

  it("is the only thing that is said, and nothing is masked, since masking nothing would break the log", async () => {
    const { exitCode, raw, masks } = await run({ ...good, token: "" });
    expect({ exitCode, masks, lines: raw.trim().split("\n").length }).toEqual({
      exitCode: 1,
      masks: [],
      lines: 1,
    });
  });
});

describe("a token that is not one", () => {
  it("is masked all the same, within whatever stands around it", async () => {
    const { masks } = await run({ ...good, token: `Bearer ${unknownToken}` });
    expect(masks).toContain(unknownToken);
    expect(
      (await run({ ...good, token: `https://acme.infocyte.com/?access_token=${unknownToken}` })).masks,
    ).toContain(unknownToken);
  });
});

describe("action.yml", () => {
  it("has the inputs that the code reads, and no others", () => {
    const code = readdirSync(`${action}/src`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(`${action}/src/${file}`, "utf8"))
      .join("\n");
    const read = [...code.matchAll(/(?:getInput|read[A-Z]\w*)\("([\w-]+)"/g)].map(([, name]) => name);
    expect(new Set(read)).toEqual(new Set(Object.keys(readManifest(action).inputs)));
  });
});

function fileWithoutCertificate(): string {
  return `${action}/package.json`;
}
