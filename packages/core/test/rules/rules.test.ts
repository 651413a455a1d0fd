import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatRule,
  parseRule,
  readRuleDirectory,
  type RuleFile,
  createRuleTemplate,
} from "../../src/rules/rule-file.js";
import { createClient, catchError, useSandbox } from "../helpers.js";
import { createModelClient } from "../sources/create-model-client.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const sandbox = useSandbox();
const rules = () => createClient(sandbox().url, { token: sandbox().tokens.admin }).rules;
const listRows = (guid: string) =>
  sandbox()
    .records("rules")
    .filter((row) => row["guid"] === guid);

const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const rule = `name: Encoded PowerShell\nguid: ${guid.toUpperCase()}\nrule: commandLine == iregex("-enc")\nseverity: High\ncreated: 2024-02-01\naction:\n  alert: true\n`;

describe("rule files", () => {
  it("parseRule lowercases the severity and the GUID, and keeps dates as strings", async () => {
    expect(await parseRule(rule)).toEqual({
      name: "Encoded PowerShell",
      guid,
      rule: 'commandLine == iregex("-enc")',
      author: "",
      description: "",
      short: "",
      severity: "high",
      created: "2024-02-01",
      updated: null,
      action: { alert: true },
    });
  });

  it("parseRule accepts a condition with Windows paths on several lines", async () => {
    const { rule: condition } = await parseRule(
      rule.replace(/rule: .*/, 'rule: |\n  path == "c:\\users\\x.exe" ||\n    path == "y"'),
    );
    expect(condition).toBe('path == "c:\\users\\x.exe" ||\n  path == "y"');
  });

  it.each([
    ["no name", rule.replace(/name: .*\n/, ""), /name: missing/],
    ["no condition", rule.replace(/rule: .*\n/, ""), /rule: missing/],
    ["no GUID", rule.replace(/guid: .*\n/, ""), /guid: missing/],
    [
      "an unknown severity",
      rule.replace("High", "Fatal"),
      /severity: must be one of low, medium, high, critical/,
    ],
    ["an invalid action", rule.replace("true", "perhaps"), /action\.alert: must be one of true, false/],
    ["several rules", `- name: x\n- name: y\n`, /A file has one rule/],
    ["something other than a rule", "just text", /list of fields/],
    ["broken YAML", `${rule}name: again\n`, /unique at line 8/],
  ])("parseRule rejects a file with %s", async (_, text, message) => {
    expect(await catchError(parseRule({ path: "rules/a.yml", text }))).toMatchObject({
      code: "HUNT_INPUT",
      input: "rule",
      message: expect.stringMatching(message),
    });
    expect((await catchError(parseRule({ path: "rules/a.yml", text }))).message).toMatch(/^rules\/a\.yml: /);
  });

  it("formatRule writes a file that parses to the same values, for any strings", async () => {
    const line = fc
      .string({ unit: "grapheme", maxLength: 40 })
      .map((text) => (text.trim() === "" ? "" : text));
    const some = line.filter((text) => text !== "");
    const day = fc.constantFrom(null, "2024-02-01", "2024-02-01T10:00:00Z");
    const files: fc.Arbitrary<RuleFile> = fc.record({
      name: some,
      guid: fc.uuid(),
      rule: fc.array(some, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n  ").trim()),
      author: line,
      description: line,
      short: line,
      severity: fc.constantFrom("low", "medium", "high", "critical"),
      created: day,
      updated: day,
      action: fc.record({ alert: fc.boolean() }),
    });
    await fc.assert(
      fc.asyncProperty(files, async (file) => {
        expect(await parseRule(await formatRule(file))).toEqual(file);
      }),
    );
  });

  it("createRuleTemplate uses the given GUID and today's date", async () => {
    const text = await createRuleTemplate(
      { name: "x", rule: "y", short: "z" },
      { uuid: () => guid, clock: { now: () => Date.parse("2026-03-01T23:59Z") } },
    );
    expect(await parseRule(text)).toMatchObject({
      name: "x",
      rule: "y",
      short: "z",
      severity: "medium",
      guid,
      created: "2026-03-01",
      updated: "2026-03-01",
      action: { alert: true },
    });
  });
});

describe("client.rules", () => {
  it("creates a rule, updates it in place, and changes nothing for the same version, by its GUID", async () => {
    const own = rule.replace(/guid: .*/, `guid: ${randomUUID()}`);
    const { guid: id } = await parseRule(own);
    const first = await rules().import(own);
    expect(first.action).toBe("create");
    expect(listRows(id)).toEqual([
      expect.objectContaining({
        id: first.id,
        name: "Encoded PowerShell",
        body: 'commandLine == iregex("-enc")',
        severity: "high",
        active: false,
      }),
    ]);
    expect(await rules().import(own)).toEqual({ action: "unchanged", id: first.id });
    expect(
      await rules().import(own.replace("-enc", "-encoded").replace("High", "low"), { activate: true }),
    ).toEqual({ action: "update", id: first.id });
    expect(listRows(id)).toEqual([
      expect.objectContaining({
        id: first.id,
        body: 'commandLine == iregex("-encoded")',
        severity: "low",
        active: true,
      }),
    ]);
  });

  it("compares rules field by field", async () => {
    const [row] = sandbox().records("rules");
    const text = await rules().export(row!.id);
    const { update } = await rules().diff([
      text.replace(/short: .*/, "short: other"),
      await createRuleTemplate({ name: "New", rule: "x" }),
    ]);
    expect(update.map(({ current, changes }) => [current.id, changes])).toEqual([
      [row!.id, [{ part: "short", before: row!["short"], after: "other" }]],
    ]);
  });

  it("keeps spaces at the ends of strings in a pull and a push", async () => {
    const directory = temporaryDirectory();
    const row = { id: "r1", guid, name: "  Two words ", short: " s", description: "d ", severity: "high" };
    const { rules: blank } = await createModelClient("rules", [row], { body: "x == 1" });

    const { written } = await blank.pull(directory);
    const { unchanged, update } = await blank.diff(await readRuleDirectory(directory));
    const again = await blank.pull(directory);

    expect(written).toHaveLength(1);
    expect([update, unchanged.length]).toEqual([[], 1]);
    expect(again.unchanged).toEqual(written);
  });

  it("pulls a rule again if only the spaces at the end of its name differ", async () => {
    const directory = temporaryDirectory();
    const row = { id: "r1", guid, name: "Name", severity: "high" };
    await (await createModelClient("rules", [row], { body: "x == 1" })).rules.pull(directory);

    const renamed = await createModelClient("rules", [{ ...row, name: "Name " }], { body: "x == 1" });
    const { written } = await renamed.rules.pull(directory);

    const [file] = await readRuleDirectory(directory);
    expect(written).toHaveLength(1);
    expect((await parseRule(file!)).name).toBe("Name ");
  });

  it.each(["NFC", "NFD"])("ignores the Unicode normalization of a rule if HUNT has %s", async (form) => {
    const name = "B\u00fcro";
    const body = 'path == "caf\u00e9"';
    const row = { id: "r1", guid, name: name.normalize(form), severity: "high" };
    const client = await createModelClient("rules", [row], { body: body.normalize(form) });
    const texts = ["NFC", "NFD"].map((other) =>
      createRuleTemplate(
        { name: name.normalize(other), rule: body.normalize(other), severity: "high" },
        { uuid: () => guid },
      ),
    );

    for (const text of await Promise.all(texts)) {
      const plan = await client.rules.diff([text]);
      expect([plan.unchanged.length, plan.update, plan.conflicts]).toEqual([1, [], []]);
    }
  });

  it("ignores the case of the severity", async () => {
    const client = await createModelClient(
      "rules",
      [{ id: "1", name: "Encoded PowerShell", guid: guid.toUpperCase(), severity: "High" }],
      { body: 'commandLine == iregex("-enc")' },
    );
    expect(await client.rules.diff([rule])).toMatchObject({
      update: [],
      unchanged: [{ current: { id: "1" } }],
    });
    expect((await client.rules.diff([rule.replace("High", "Low")])).update[0]!.changes).toEqual([
      { part: "severity", before: "High", after: "low" },
    ]);
  });

  it("does not export a rule without its condition", async () => {
    const client = await createModelClient("rules", [], { body: null });
    expect(await catchError(client.rules.export(guid))).toMatchObject({
      code: "HUNT_PROTOCOL",
      path: `rules/${guid}/LatestVersion`,
    });
  });

  it("skips rules without a GUID or a name in a pull, so the directory stays readable", async () => {
    const rows = [
      { id: "1", name: "No GUID" },
      { id: "2", name: "No real GUID", guid: "x" },
      { id: "3", name: " ", guid: randomUUID() },
      { id: "4", name: "Whole", guid },
    ];
    const directory = temporaryDirectory();
    const { written, skipped } = await (
      await createModelClient("rules", rows, { body: "a == 1" })
    ).rules.pull(directory);
    expect(skipped.map(({ id, reason }) => [id, reason])).toEqual([
      ["1", "no-guid"],
      ["2", "no-guid"],
      ["3", "no-name"],
    ]);
    expect(skipped[0]!.message).toMatch(/^No GUID \(1\): .*Add a GUID in HUNT/);
    expect((await readRuleDirectory(directory)).map(({ path }) => path)).toEqual(written);
  });

  it("does not overwrite the file of a rule whose condition HUNT does not return", async () => {
    const directory = temporaryDirectory({ "my.yml": rule });
    const client = await createModelClient("rules", [{ id: "1", name: "Encoded PowerShell", guid }], {});
    expect(await client.rules.pull(directory)).toMatchObject({
      written: [],
      skipped: [{ id: "1", reason: "no-body", path: join(directory, "my.yml") }],
    });
    expect(readFileSync(join(directory, "my.yml"), "utf8")).toBe(rule);
  });

  it("exports a rule so that an import finds no change", async () => {
    const [row] = sandbox().records("rules");
    const text = await rules().export(row!.id);
    expect(await parseRule(text)).toMatchObject({
      name: row!["name"],
      guid: row!["guid"],
      rule: row!["body"],
      severity: String(row!["severity"]).toLowerCase(),
      author: sandbox()
        .records("users")
        .find(({ id }) => id === row!["createdBy"])!["email"],
      created: String(row!["created"]).slice(0, 10),
      action: { alert: true },
    });
    expect(await rules().import(text)).toEqual({ action: "unchanged", id: row!.id });
  });

  it("keeps comments and authors of existing files in a pull", async () => {
    const [row, other] = sandbox().records("rules");
    const mine = `# why we have it\n${(await rules().export(row!.id)).replace(/author: .*/, "author: us")}`;
    const changed = (await rules().export(other!.id))
      .replace(/short: .*/, "short: edited here")
      .replace(/author: .*/, "author: us");
    const directory = temporaryDirectory({ "kept.yml": mine, "sub/changed.yaml": changed });
    const { written, unchanged } = await rules().pull(directory);
    expect([written.length + unchanged.length, unchanged]).toEqual([
      sandbox().records("rules").length,
      [join(directory, "kept.yml")],
    ]);
    expect(readFileSync(join(directory, "kept.yml"), "utf8")).toBe(mine);
    expect(await parseRule(readFileSync(join(directory, "sub/changed.yaml"), "utf8"))).toMatchObject({
      short: other!["short"],
      author: "us",
    });
    const { plan } = await rules().push(await readRuleDirectory(directory), { dryRun: true });
    expect([plan.unchanged.length, plan.create, plan.update]).toEqual([
      sandbox().records("rules").length,
      [],
      [],
    ]);
  });
});
