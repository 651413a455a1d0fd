import { readFileSync } from "node:fs";
import type { Alert } from "@huntkit/core";
import { parse } from "junit2json";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { formatJUnit } from "../../src/reports/junit.js";
import { createAlert } from "./sample-alert.js";

const schema = readFileSync(new URL("schemas/junit-10.xsd", import.meta.url), "utf8");
const read = async (alerts: readonly Alert[]) => {
  const suites = await parse(formatJUnit({ instance: "acme", alerts }));
  return suites as Extract<typeof suites, { testsuite?: unknown }>;
};
const validate = async (alerts: readonly Alert[]) => {
  const xml = { fileName: "report.xml", contents: formatJUnit({ instance: "acme", alerts }) };
  return (await validateXML({ xml, schema })).errors;
};

describe("formatJUnit", () => {
  it("matches the schema of Jenkins, also for hostile names", async () => {
    const name = `]]></failure><x a="'&\u0000\u001b\ufffe\ud800`;

    expect(await validate([createAlert(), createAlert({ name, hostname: name, severity: name })])).toEqual(
      [],
    );
  });

  it("matches the schema of Jenkins without alerts", async () => {
    expect(await validate([])).toEqual([]);
  });

  it("reports each alert as a failed test with a unique name", async () => {
    const suites = await read([createAlert(), createAlert({ id: "2", severity: "critical" })]);

    expect(suites).toMatchObject({ tests: 2, failures: 2, errors: 0 });
    const [{ name, testcase: tests = [] } = {}] = suites.testsuite ?? [];
    expect(name).toBe("acme");
    expect(tests.map((test) => [test.classname, test.name])).toEqual([
      [
        "hunt.high",
        "updater.exe: Tool fetched with certutil on WS-GRA-1464 (alert 8acc9458-1bfe-4902-956a-7c12b1df4436)",
      ],
      ["hunt.critical", "updater.exe: Tool fetched with certutil on WS-GRA-1464 (alert 2)"],
    ]);
  });

  it("writes the properties of the alert into the failure", async () => {
    const suites = await read([createAlert()]);

    const [failure] = suites.testsuite?.[0]?.testcase?.[0]?.failure ?? [];
    expect(failure).toMatchObject({
      type: "high",
      message: "updater.exe: Tool fetched with certutil on WS-GRA-1464",
    });
    expect(failure?.inner).toContain("Source: Encoded PowerShell (rule)\nMITRE ATT&CK: T1105");
  });

  it("reports one test that passed if there are no alerts, because some systems reject an empty report", async () => {
    const suites = await read([]);

    expect(suites).toMatchObject({ tests: 1, failures: 0 });
    expect(suites.testsuite?.[0]?.testcase).toEqual([
      { classname: "hunt.alerts", name: "No alerts", time: 0 },
    ]);
  });
});
