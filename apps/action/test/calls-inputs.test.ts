import { isHuntError } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { toCalls } from "../src/calls/to-calls.js";
import { nowhere, parseStepInputs, run, unknownToken } from "./helpers.js";

const read = async (inputs: Record<string, string>) =>
  toCalls(parseStepInputs(inputs), { GITHUB_WORKSPACE: "/work space" });
const messageOf = (inputs: Record<string, string>) =>
  read(inputs).then(
    () => "accepted",
    (error: unknown) => (isHuntError(error) ? error.message : `no HuntError: ${String(error)}`),
  );

describe("toCalls", () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ request: "Alerts" }, /^request: it must be a method and a path/],
    [{ request: "HEAD Alerts" }, /^request: .* Valid methods: GET, POST/],
    [{ request: "GET Alerts?filter={}" }, /^request: remove the query\. Put conditions into where, and the/],
    [{ request: "GET Alerts?limit=3" }, /^request: remove the query\. Use limit instead\.$/],
    [
      { request: 'GET Alerts?filter={"order":"createdOn","limit":3}' },
      /^request: remove the query\. Use order and limit instead\.$/,
    ],
    [
      { request: "GET Alerts?filter[where][severity]=high&filter[limit]=3" },
      /^request: remove the query\. Use where and limit instead\.$/,
    ],
    [
      { request: "GET Alerts?filter=%7B%22limit%22%3A3%7D" },
      /^request: remove the query\. Use limit instead/,
    ],
    [
      { requests: "- {id: a, request: 'GET Alerts?limit=3'}" },
      /^requests\[0\]\.request: remove the query\. Use requests\[0\]\.limit instead\.$/,
    ],
    [
      { request: "DELETE Alerts" },
      /^request: DELETE Alerts has no record ID, so HUNT would delete all records/,
    ],
    [{ request: "POST Alerts/archive" }, /^where: missing or empty, which would match every record/],
    [
      { request: "POST agents/uninstall", body: '{"where": {"hostname": null}}' },
      /^where: null is not allowed in the condition of a write/,
    ],
    [
      { requests: "- {id: a, request: DELETE targets}" },
      /^requests\[0\]\.request: DELETE targets has no record ID/,
    ],
    [{ request: "POST targets", body: '"name"' }, /^body: it must be an object or a list, not a string/],
    [
      { requests: `- {id: a, request: POST targets, body: '{"name": "x"}'}` },
      /^requests\[0\]\.body: it must be an object or a list, not a string\. In YAML, write it without quotes/,
    ],
    [{ request: "GET https://evil.example/x" }, /^request: the path must be relative to the API base/],
    [{ request: "GET /api/Alerts" }, /^request: .* and api\/, for example/],
    [{ request: "GET ../explorer" }, /^request: the path must be relative/],
    [{ request: "GET Alerts/{id}" }, /^params: \{id\} in the path has no value/],
    [{ request: "GET Alerts", params: "id: 1" }, /^params: the path has no \{id\}\. Its parameters: none/],
    [
      { request: "GET Alerts/{id}", params: "just a string" },
      /^params: line 1 is not valid\. Write a name and a value/,
    ],
    [
      { request: "GET Alerts/{id}", params: "id:" },
      /^params: the value of id must be a string or a number that is not empty/,
    ],
    [{ request: "GET Alerts/{id}", params: '{"id": {}}' }, /^params: the value of id must be/],
    [
      { request: "GET Alerts/{id}", params: "{id: 1}" },
      /^params: it starts like JSON, but is not valid JSON/,
    ],
    [{ request: "GET Alerts/{id}", params: '{"id": 1.0}' }, /^params: the number 1\.0 would be sent as 1\. /],
    [
      { request: "GET Alerts", where: '{"id": 9007199254740993}' },
      /^where: the number 9007199254740993 would be sent as 9007199254740992\. Write "9007199254740993"/,
    ],
    [{ request: "POST targets", body: '{"size": 1.0}' }, /^body: the number 1\.0 would be sent as 1\. /],
    [
      { requests: '[{"id": "a", "request": "POST targets", "body": {"size": 9007199254740993}}]' },
      /^requests: the number 9007199254740993 would be sent as/,
    ],
    [{ request: "GET Alerts", where: "severity=high" }, /^Input .where. is not valid JSON/],
    [{ request: "GET Alerts", where: "[]" }, /^where: it must be an object/],
    [
      { request: "GET Alerts", where: '{"severity": {"is": "high"}}' },
      /^where: severity\.is: unknown operator/,
    ],
    [
      { request: "GET Alerts", where: '{"createdOn": {"gt": "soon"}}' },
      /^where: createdOn\.gt is compared with a date/,
    ],
    [{ request: "POST Alerts/archive", where: "{}" }, /^where: it is empty, which would mean every record/],
    [
      { request: "GET Alerts", fields: "," },
      /^Invalid value "," for 'fields'\. Use names separated by commas or newlines, or a list such as \["a", "b"\]/,
    ],
    [
      { request: "GET Alerts", fields: "[1]" },
      /^Invalid value "\[1\]" for 'fields'\. Use names separated by/,
    ],
    [
      { request: "GET Alerts", fields: '["a"' },
      /^Invalid value "\["a"" for 'fields'\. Use names separated by/,
    ],
    [
      { request: "GET Alerts", order: "createdOn down" },
      /^order: "createdOn down" is not a property followed by ASC or DESC/,
    ],
    [
      { request: "GET Alerts", include: '{"agent": true}' },
      /^Invalid value .* for 'include'\. Use names separated/,
    ],
    [{ request: "GET Alerts", select: "[?" }, /^select: it is not a valid JMESPath expression/],
    [
      { request: "GET Alerts", "output-file": "alerts.xlsx" },
      /^output-file: "alerts\.xlsx" does not have a supported extension\. Use \.ndjson, \.json, \.csv/,
    ],
    [{ request: "GET Alerts", "output-file": "alerts" }, /^output-file: /],
  ])("rejects %j", async (inputs, message) => {
    expect(await messageOf(inputs)).toMatch(message);
  });

  it.each<[Record<string, string>, RegExp]>([
    [
      { request: "GET Alerts", body: "{}" },
      /^body: it applies only to POST, PUT, and PATCH requests, and GET Alerts reads a list\. Remove it/,
    ],
    [
      { request: "DELETE targets/{id}", params: "id: 1", where: '{"name": "x"}' },
      /^where: it applies only to GET requests for a list, and DELETE .* does not read a list/,
    ],
    [
      { request: "POST targets", "max-results": "1" },
      /^max-results: it applies only to GET requests for a list or a count, and POST targets does not/,
    ],
    [
      { request: "POST targets", all: "true" },
      /^all: it applies only to .*, and POST targets does not read a/,
    ],
    [
      { request: "GET Alerts/{id}", params: "id: 1", limit: "1" },
      /^limit: .*, and GET Alerts\/\{id\} reads one record, because its path ends with an ID/,
    ],
    [{ request: "GET Alerts/count", fields: "id" }, /^fields: .*, and GET Alerts\/count counts records/],
    [
      { request: "GET Alerts", all: "true", limit: "5" },
      /^limit: it cannot be used with all\. Remove one of them/,
    ],
    [
      { request: "POST targets", body: '{"name": "x"}', "expect-records": "3" },
      /^expect-records: it applies only to requests that change records by condition, and POST targets does not/,
    ],
    [
      { request: "PATCH targets/{id}", params: "id: 1", body: "{}", "allow-all-records": "true" },
      /^allow-all-records: it applies only to requests that change records by condition, and PATCH targets/,
    ],
    [
      {
        request: "POST Alerts/archive",
        where: '{"severity": "high"}',
        "expect-records": "9",
        "max-affected": "5",
      },
      /^max-affected: it is less than expect-records, so the request would never be sent\. Remove it/,
    ],
    [{ request: "GET Alerts", limit: "5", "max-results": "5" }, /^max-results: at most 5 records are read/],
    [
      { request: "GET Alerts", "max-results": "1000" },
      /^max-results: at most 1000 records are read.*all: true/,
    ],
    [
      { request: "GET Alerts", select: "[].id", "max-results": "0" },
      /^max-results: select would be applied only to the first 1000 records.*all: true, or set limit/,
    ],
    [
      { request: "GET Alerts", select: "[0]", "output-file": "x.csv" },
      /^output-file: a CSV file can contain only the records of a list/,
    ],
    [
      { request: "POST targets", "output-file": "x.csv" },
      /^output-file: a CSV file can contain only the records of a list\. Use the extension \.json or \.ndjson\.$/,
    ],
    [
      { request: "GET Alerts", formulas: "keep" },
      /^formulas: it applies only to an output-file with the extension \.csv/,
    ],
    [
      { request: "GET Alerts", bom: "true", "output-file": "x.json" },
      /^bom: it applies only to an output-file with the extension \.csv/,
    ],
    [
      { requests: "- {id: a, request: GET Alerts, formulas: no}" },
      /^requests\[0\]\.formulas: Use escape or keep/,
    ],
  ])("rejects the combination %j", async (inputs, message) => {
    expect(await messageOf(inputs)).toMatch(message);
  });

  it.each([
    { request: "GET Alerts", select: "[].id", all: "true" },
    { request: "GET Alerts", select: "[].id", limit: "1000" },
    { request: "GET Alerts/count", select: "count" },
  ])("accepts max-results and select if the number of records to read is set: %j", async (inputs) => {
    expect(await messageOf({ ...inputs, "max-results": "0" })).toBe("accepted");
  });

  it("suggests the nearest placeholder of the path for an unknown name in params", async () => {
    const message = await messageOf({
      request: "GET targets/{id}/agents/{agentId}",
      params: "id: 1\nagntId: 3",
    });

    expect(message).toBe("params: the path has no {agntId}. Did you mean agentId?");
  });

  it("suggests the nearest key for an unknown key in an item of requests", async () => {
    const message = await messageOf({ requests: "- {id: a, request: GET Alerts, limt: 5}" });

    expect(message).toBe('requests: a has an unknown key "limt". Did you mean limit?');
  });

  it("lists the keys for an unknown key in an item of requests that is not similar to any", async () => {
    const message = await messageOf({ requests: "- {id: a, request: GET Alerts, zzzzzzzzz: {}}" });

    expect(message).toMatch(
      /^requests: a has an unknown key "zzzzzzzzz"\. Use id, request, .*, or unproven\.$/,
    );
  });

  it("fails the step for an invalid combination before the first request", async () => {
    const { exitCode, annotations, outputs } = await run({
      instance: nowhere,
      token: unknownToken,
      request: "GET Alerts",
      body: "{}",
    });

    expect(exitCode).toBe(1);
    expect(annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/^body: /)]);
    expect(outputs).toEqual({});
  });

  it.each<[string, RegExp]>([
    ["id: a\nrequest: GET Alerts", /^requests: it must be a list/],
    ["- {id: a\n- b", /^requests: it is neither JSON nor YAML: .* at line \d+, column \d+\.$/],
    ["[]", /^requests: the list has 0 items\. Use 1 to 50/],
    ["- GET Alerts", /^requests: item 0 is not an object/],
    ["- request: GET Alerts", /^requests: item 0 requires an id/],
    ["- {id: a b, request: GET Alerts}", /^requests: item 0 requires an id of letters/],
    ["- {id: a, request: GET Alerts}\n- {id: a, request: GET Agents}", /^requests: two items have the id a/],
    ["- {id: a, request: GET Alerts, filter: {}}", /^requests: a has an unknown key "filter"/],
    ["- {id: a}", /^requests\[0\]\.request: it is required\. For example, GET Alerts/],
    [
      "- {id: a, request: GET Alerts}\n- {id: b, request: GET Alerts, limit: many}",
      /^Invalid value "many" for 'requests\[1\]\.limit'\. Use a whole number from 1/,
    ],
    [
      "- {id: a, request: GET Alerts, where: {severity: {is: high}}}",
      /^requests\[0\]\.where: severity\.is: unknown operator/,
    ],
    [
      "- {id: a, request: POST Alerts/archive, where: {}}",
      /^requests\[0\]\.where: it is empty, which would mean every record/,
    ],
    ["- &a {id: a, request: GET Alerts}\n- *b", /^requests: it is neither JSON nor YAML/],
  ])("rejects the list of requests %j", async (requests, message) => {
    expect(await messageOf({ requests })).toMatch(message);
  });

  it("treats blanks in an item as the default", async () => {
    const { calls } = await read({ requests: "- {id: a, request: GET Alerts, limit: '  ', fields: ' '}" });

    expect(calls[0]!.limit).toBeUndefined();
    expect(calls[0]!.fields).toBeUndefined();
  });

  it.each(["0042", "0x1F", "0o17", "1e3", "no", "1.10", "2026-03-31", "12345678901234567890", "a: b", "{x"])(
    "does not convert the value %s in params",
    async (value) => {
      const { calls } = await read({ request: "GET Alerts/{id}", params: `id: ${value}` });
      expect(calls[0]!.params).toEqual({ id: value });
    },
  );

  it.each([
    "0042",
    "0x1F",
    "0o17",
    "1e3",
    "no",
    "on",
    "1.10",
    "2026-03-31",
    "2026-03-31T09:30:00Z",
    "12345678901234567890",
    "-0",
    "~",
    ".inf",
    "1_000",
    "12:30:45",
  ])("keeps a YAML scalar that is not a JSON literal as a string: %s", async (value) => {
    const { calls } = await read({
      requests: `- { id: a, request: POST targets, body: { value: ${value} } }`,
    });
    expect(calls[0]!.body).toEqual({ value });
  });

  it.each([
    ["7", 7],
    ["-1.5", -1.5],
    ["true", true],
    ["null", null],
    ['"7"', "7"],
    ["'true'", "true"],
  ])("parses a YAML scalar that is a JSON literal as in JSON: %s", async (text, value) => {
    const { calls } = await read({
      requests: `- { id: a, request: POST targets, body: { value: ${text} } }`,
    });
    expect(calls[0]!.body).toEqual({ value });
  });

  it.each([
    "hostname, severity",
    "hostname\nseverity\n",
    "- hostname\n- severity",
    '["hostname", "severity"]',
  ])("accepts names in each form of a list: %j", async (fields) => {
    const { calls } = await read({ request: "GET Alerts", fields });
    expect(calls[0]!.fields).toEqual(["hostname", "severity"]);
  });

  it("accepts fields, order, and include as comma-separated names or JSON", async () => {
    const { calls } = await read({
      request: "GET Alerts",
      fields: '["hostname", "severity"]',
      order: "createdOn DESC, hostname",
      include: "agent",
    });
    expect(calls[0]).toMatchObject({
      fields: ["hostname", "severity"],
      order: ["createdOn DESC", "hostname"],
      include: ["agent"],
    });
  });
});
