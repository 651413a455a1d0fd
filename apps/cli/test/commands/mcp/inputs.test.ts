import { models } from "@huntkit/catalog";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { connectMcp } from "../../support/mcp-client.js";

const at = atHunt();

/** The same input as a client passes it by the schema, and as a user passes it to a command. */
const spellings = [
  ["list_alerts", { severity: ["critical", "high"] }, { severity: ["Critical", "HIGH"] }],
  ["list_alerts", { severity: ["critical", "high"] }, { severity: "critical, high" }],
  ["list_alerts", { state: "archived" }, { state: "Archived" }],
  ["list_alerts", { where: { severity: "low" } }, { where: '{"severity": "low"}' }],
  ["list_agents", { host: ["WS-LEI-*", "SRV-LEI-*"] }, { host: "WS-LEI-*,SRV-LEI-*" }],
  ["list_agents", { os: ["*windows*"] }, { os: "*windows*" }],
  ["list_extensions", { type: "response" }, { type: "Response" }],
  ["list_records", { model: "scanHosts", fields: ["hostname"] }, { model: "ScanHosts", fields: "hostname" }],
  ["summarize_alerts", { by: ["severity"] }, { by: "Severity" }],
] as const;

describe("an input of hunt mcp", () => {
  it.each(spellings)("can be spelled as on the command line: %s %o %o", async (tool, exact, other) => {
    const { call } = await connectMcp(at);

    const expected = await call(tool, exact);
    const actual = await call(tool, other);

    expect(expected.isError).toBe(false);
    // HUNT's clock runs between the two calls.
    const { since: _since, until: _until, ...data } = expected.data;
    expect(actual.data).toMatchObject(data);
  });

  it("can be a model by the name of its route, as in hunt export", async () => {
    const { call } = await connectMcp(at);
    const { data } = await call("describe_records");
    const names = data.models.map(({ name }: { name: keyof typeof models }) => name);

    for (const name of names as (keyof typeof models)[]) {
      const { data: described } = await call("describe_records", { model: models[name].route });
      expect(described.models[0].name).toBe(name);
    }
  });

  it("has a schema with only the exact spelling", async () => {
    const { client } = await connectMcp(at);

    const { tools } = await client.listTools();

    const { inputSchema } = tools.find(({ name }) => name === "list_alerts")!;
    expect(inputSchema.properties!["severity"]).toEqual({
      type: "array",
      minItems: 1,
      items: { type: "string", enum: ["low", "medium", "high", "critical"] },
      description: "Only these severities",
    });
  });

  it("is rejected with the valid words if it is another one", async () => {
    const { call } = await connectMcp(at);

    const { isError, text } = await call("list_alerts", { severity: "critical,sever" });

    expect(isError).toBe(true);
    expect(text).toContain('severity.1: Invalid option: expected one of "low"|"medium"|"high"|"critical"');
  });

  it.each([
    ["list_alerts", { severity: "crtical" }, 'Invalid value "crtical". Did you mean critical?'],
    ["describe_records", { model: "alertz" }, 'Invalid value "alertz". Did you mean alerts?'],
  ])("is rejected with the nearest word if it is misspelled: %s %o", async (tool, input, message) => {
    const { call } = await connectMcp(at);

    const { isError, text } = await call(tool, input);

    expect(isError).toBe(true);
    expect(text).toContain(message);
    expect(text).not.toContain("expected one of");
  });

  it("cannot name a file, which would let an assistant read it", async () => {
    const { call } = await connectMcp(at);

    const { isError, text } = await call("list_alerts", { where: "@/etc/passwd" });

    expect(isError).toBe(true);
    expect(text).toContain("where: Invalid input: expected object, received string");
  });

  it.each([
    [
      "a key that is in an object twice",
      '{"hostname":"a","hostname":"b"}',
      'the key "hostname" is in the same object twice',
    ],
    [
      "a number that would change",
      '{"size":9007199254740993}',
      "the number 9007199254740993 would be sent as 9007199254740992",
    ],
  ])("is rejected if its JSON has %s", async (_, where, problem) => {
    const { call } = await connectMcp(at);
    at.sandbox().requests.clear();

    const { isError, text } = await call("list_alerts", { where });

    expect(isError).toBe(true);
    expect(text).toContain(`where: ${problem}`);
    expect([...at.sandbox().requests]).toEqual([]);
  });
});

describe("an error of a tool", () => {
  it("has no advice if there is none", async () => {
    const { call } = await connectMcp(at);
    at.sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 422 });

    const { isError, text } = await call("list_alerts");

    expect(isError).toBe(true);
    expect(text).toContain('"message":');
    expect(text).not.toContain('"advice"');
  });
});
