import { gzipSync } from "node:zlib";
import { createExtensionTemplate, createRuleTemplate } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { type RecordGroup, recordGroups, type RecordVerb } from "../src/commands/record/groups.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run, signedIn, type Outcome, type Start } from "./support/hunt.js";

const { sandbox, hunt } = atHunt();

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

const recordArguments: Readonly<Record<RecordVerb, readonly string[]>> = {
  list: [],
  get: [id],
  create: ["x"],
  update: ["x", "--data", '{"name": "y"}'],
  delete: [id],
};

/** Required flags of new records. */
const requiredFlags: Readonly<Record<string, readonly string[]>> = {
  flag: ["--color", "red"],
  policy: ["--type", "edr"],
  query: ["--value", "10.0.0.0/8"],
  webhook: ["--url", "https://hooks.example.com/x"],
};

const recordCommands = (Object.entries(recordGroups) as [string, RecordGroup][]).flatMap(
  ([group, { verbs }]) =>
    verbs.map((verb) => {
      const flags = verb === "create" ? (requiredFlags[group] ?? []) : [];
      return [`${group} ${verb}`, [...recordArguments[verb], ...flags]] as const;
    }),
);

/** Valid arguments of each command, so it reads the credentials next. */
const validArguments: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(recordCommands),
  "alert list": [],
  "alert summary": [],
  "alert get": [id],
  "alert archive": [id],
  "alert watch": ["--once"],
  "alert respond": [id, "--extension", "y"],
  "comment list": [],
  "comment add": [id, "x"],
  "quarantine list": [],
  "quarantine restore": [id],
  "quarantine delete": [id],
  "file get": ["538c0c213b792d5c68788760195473fe8a7dd674"],
  dashboard: [],
  "result get": [id],
  "result hosts": [id],
  "result host": [id, "x"],
  "result output": [id],
  "finding list": ["--type", "process"],
  "vulnerability list": [],
  "compliance items": [id],
  "survey upload": ["survey.json.gz"],
  "report create": ["x"],
  "report download": [id],
  "audit-log list": [],
  "organization policies": ["x"],
  "location policies": ["x"],
  "policy assignments": ["x"],
  "policy assign": ["x", "--organization", "y"],
  "policy unassign": ["x", "--organization", "y"],
  "agent list": [],
  "agent summary": [],
  "agent get": ["x"],
  "agent isolate": ["x"],
  "agent restore": ["x"],
  "agent scan": ["x"],
  "agent history": ["x"],
  "agent is-active": ["x"],
  "agent policies": ["x"],
  "agent logs": ["x"],
  "agent move": ["x", "--to", "y"],
  "agent rename": ["x", "y"],
  "agent delete": ["x"],
  "agent uninstall": ["x"],
  "target list": [],
  "target get": ["x"],
  "target create": ["x"],
  "target enumerate": ["x"],
  "target rename": ["x", "y"],
  "target delete": ["x"],
  scan: ["x"],
  respond: ["x", "--extension", "y"],
  "task list": [],
  "task get": [id],
  "task items": [id],
  "task wait": [id],
  "task cancel": [id],
  "extension list": [],
  "extension diff": ["."],
  "extension push": ["."],
  "extension pull": ["."],
  "rule list": [],
  "rule diff": ["."],
  "rule push": ["."],
  "rule pull": ["."],
  "schedule list": [],
  "schedule add": ["x", "--cron", "0 4 * * 1"],
  "schedule remove": ["x"],
};

/** Runs all commands, a few at a time. */
async function runAll(
  start: (cwd: string) => Start,
  more: readonly string[] = [],
): Promise<Map<string, Outcome>> {
  const cwd = temporaryDirectory({
    "survey.json.gz": gzipSync("{}"),
    "ports.lua": await createExtensionTemplate({ name: "Open ports", type: "collection" }),
    "powershell.yml": await createRuleTemplate({ name: "Encoded PowerShell", rule: 'name == "x"' }),
  });
  const todo = Object.entries(validArguments);
  const outcomes = new Map<string, Outcome>();
  const lane = async (): Promise<void> => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift())
      outcomes.set(next[0], await run([...next[0].split(" "), ...next[1], ...more], start(cwd)));
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return outcomes;
}

describe("every command that works with HUNT's records", { timeout: 180_000 }, () => {
  it("is listed in this test", () => {
    const others = new Set([
      "auth",
      "token",
      "api",
      "export",
      "doctor",
      "sandbox",
      "mcp",
      "completion",
      "licenses",
    ]);

    const names = commands.map(({ name }) => name).filter((name) => !others.has(name.split(" ")[0]!));

    expect(names.sort()).toEqual(Object.keys(validArguments).sort());
  });

  it("lists the ways to provide credentials if there are none", async () => {
    const outcomes = await runAll((cwd) => ({ cwd, env: { HUNT_INSTANCE: sandbox().url } }));

    for (const [name, { code, stdout, stderr }] of outcomes) {
      expect(code, name).toBe(2);
      expect(stdout, name).toBe("");
      expect(stderr, name).toMatch(/hunt auth login.*HUNT_TOKEN.*HUNT_TOKEN_FILE/s);
    }
  });

  it("says what to do if the token is not valid, and does not print the token", async () => {
    const token = "x".repeat(64);

    const outcomes = await runAll((cwd) => ({ cwd, env: signedIn(sandbox().url, token) }));

    for (const [name, { code, stdout, stderr }] of outcomes) {
      expect(code, name).toBe(12);
      expect(stdout, name).toBe("");
      expect(stderr, name).toContain("Create a new token in HUNT:");
      expect(stderr, name).not.toContain(token);
    }
  });

  it("suggests the nearest flag if a flag does not exist", async () => {
    const outcomes = await runAll((cwd) => ({ cwd }), ["--instanc", "acme"]);

    for (const [name, { code, stdout, stderr }] of outcomes) {
      expect(code, name).toBe(2);
      expect(stdout, name).toBe("");
      expect(stderr, name).toBe(
        `hunt: Unknown flag --instanc. Did you mean --instance?\nSee hunt ${name} --help.\n`,
      );
    }
  });

  it.each([
    ["alert get", "Alerts"],
    ["alert archive", "Alerts"],
    ["alert respond", "Alerts"],
    ["quarantine restore", "QuarantinedFiles"],
    ["task get", "userTasks"],
    ["task items", "userTasks"],
    ["task wait", "userTasks"],
    ["task cancel", "userTasks"],
  ])("rejects an ID that is not a UUID before it sends a request: %s", async (name, route) => {
    sandbox().requests.clear();

    const { code, stdout, stderr } = await hunt([
      ...name.split(" "),
      "1234",
      ...(name === "alert respond" ? ["--extension", "x"] : []),
    ]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(`hunt: <id>: "1234" is not a valid ID of ${route}. Use a UUID, such as ${id}.\n`);
    expect(sandbox().requests).toEqual([]);
  });
});
