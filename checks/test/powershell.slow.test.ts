import { rmSync } from "node:fs";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileCalls, type CompiledCalls, isEmpty } from "./compile-calls.js";
import { makeSample, type Sample } from "./powershell-sample.js";
import { read, root } from "./repository.js";

const page = "docs/powershell.md";
const folder = join(root, "checks/.powershell");

/** Exports of the vendor's module. Several have the same noun with different verbs. */
const functions = `
  Set-ICToken New-ICToken Get-ICAPI Invoke-ICAPI Get-ICHelp
  {New,Get,Remove}-ICTargetGroup {New,Get,Remove}-ICControllerGroup {New,Get,Remove}-ICCredential {New,Get,Remove}-ICQuery
  {Get,Remove}-ICAddress {Get,Remove}-ICAgent
  Invoke-ICFindHosts New-ICScanOptions Invoke-ICScan Invoke-ICScanTarget Invoke-ICResponse Get-ICScan Import-ICSurvey
  {Add,Get,Remove}-ICScanSchedule Get-ICTask Get-ICTaskItems Get-ICLastScanTask Get-ICJob Get-ICAuditLog
  Get-ICEvent Get-ICAlert Get-ICHostScanResult Get-ICResponseResult Get-ICApplication Get-ICVulnerability
  Get-ICActivityTrace Get-ICDwellTime Get-ICFileDetail Get-ICNote Add-ICComment Get-ICComplianceResults {Get,Set}-ICBox Get-ICReport
  Get-ICFlagColors {New,Get,Update,Remove}-ICFlag
  {New,Get,Update,Remove,Import}-ICExtension Convert-ICExtensionHeader Import-ICOfficialExtensions Test-ICExtension
  {New,Get,Update,Remove,Import}-ICRule
`
  .trim()
  .split(/\s+/)
  .flatMap((name) => {
    const [, verbs, noun] = /^\{(.+)\}(.+)$/.exec(name) ?? [];
    return verbs === undefined ? [name] : verbs.split(",").map((verb) => `${verb}${noun}`);
  });

const commands = [
  "scan-host",
  "get-taskstatus",
  "get-alerts",
  "get-scanresult",
  "get-hostscanresult",
  "get-responseresult",
  "run-response",
  "kill-process",
  "collect-evidence",
  "isolate-host",
  "restore-host",
  "recover-file",
  "start-ediscovery",
].map((name) => `infocyte-${name}`);

/** Returns the rows of the page's tables: a name, calls as code with `<br>` between them, and a note. */
const rows = [...read(page).matchAll(/^\| `([\w-]+)` \| (.*?) ?\| ?(.*?) ?\|$/gm)].map(
  ([, name = "", code = "", note = ""]) => ({
    name,
    note,
    calls:
      code === ""
        ? []
        : code.split("<br>").map((span) => /^`([^`]+)`$/.exec(span)?.[1] ?? `no code: ${span}`),
  }),
);
const calls = rows.flatMap(({ name, calls: each }) =>
  each.map((text, index) => ({ key: `${name} ${index + 1}`, text })),
);

/** Functions that are omitted on purpose, and those that the sandbox does not support. */
const leftOut = ["Get-ICHelp", "Test-ICExtension"];
const notInTheSandbox = new Set(["Get-ICActivityTrace 1"]);

let sandbox: Sandbox;
let sample: () => Sample;
let compiled: CompiledCalls;

beforeAll(async () => {
  compiled = await compileCalls(folder, calls);
  sandbox = await startSandbox({ taskSeconds: 1 });
  sample = await makeSample(sandbox, folder);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sandbox.stop();
});

describe("docs/powershell.md", () => {
  it("lists each of the vendor's functions and commands exactly once", () => {
    expect(functions).toHaveLength(69);
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...functions, ...commands, "fetch-incidents", "test-module"].sort(),
    );
  });

  it("has a call for each of them, or the reason why there is none", () => {
    expect(
      rows
        .filter(({ calls: each }) => each.length === 0)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(leftOut);
    expect(
      rows.filter(({ calls: each, note }) => each.length === 0 && !note.startsWith("Not included: ")),
    ).toEqual([]);
  });
});

// In the order of the page, because some calls delete what others find.
describe("compiles each call under strict rules, and runs it in the sandbox:", { shuffle: false }, () => {
  it.each(calls.filter(({ key }) => !notInTheSandbox.has(key)))("$key: $text", async ({ key }) => {
    const given = sample();
    try {
      expect(await isEmpty(await compiled[key]!(given)), "it finds nothing").toBe(false);
    } finally {
      await given.client.close();
    }
  });
});
