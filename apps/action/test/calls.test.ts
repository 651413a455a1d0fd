import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionRun } from "@huntkit/test-kit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { isBundleTested, run, unknownToken, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const directory = mkdtempSync(join(tmpdir(), "calls-"));
afterAll(() => rmSync(directory, { recursive: true }));

const call = (inputs: Record<string, string>, options: Parameters<typeof run>[1] = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs }, options);
const requestLines = () => sandbox().requests.map(({ method, path }) => `${method} ${path}`);
const alerts = () => sandbox().records("Alerts");
const errorOf = ({ annotations }: ActionRun) =>
  annotations
    .filter(({ level }) => level === "error")
    .map(({ title, message }) => `${title}: ${message}`.trim());

/** Reads the three newest critical alerts. */
const readNewestAlerts = () =>
  call({
    request: "GET alerts",
    where: '{"severity": "critical", "avRatio": {"gt": -1, "lt": 2}}',
    fields: "hostname, severity",
    order: "createdOn DESC",
    limit: "3",
  });

describe("a request", () => {
  it("sets the outputs of a request for a list", async () => {
    const newest = alerts()
      .filter(({ severity }) => severity === "critical")
      .sort((one, other) => String(other["createdOn"]).localeCompare(String(one["createdOn"])))
      .slice(0, 3);

    const { exitCode, outputs, annotations } = await readNewestAlerts();

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect({ ...outputs, data: JSON.parse(outputs["data"]!) as unknown }).toEqual({
      data: newest.map(({ hostname, severity }) => ({ hostname, severity })),
      count: "3",
      "http-status": "200",
      file: "",
    });
  });

  it("shows a request and its number of results in the log and the summary, but no data", async () => {
    const { log, summary } = await readNewestAlerts();

    expect(log.filter((line) => line !== "")).toEqual(["GET alerts: HTTP 200, 3 results"]);
    expect(summary).toContain("| `GET alerts` | 200 | 3 |  |");
    expect(summary).not.toContain("critical");
  });

  it("shows the output file as written in the workflow, and sets the output to its absolute path", async () => {
    const { outputs, log, summary, annotations } = await call({
      request: "GET alerts",
      limit: "3",
      "output-file": "reports/alerts.csv",
    });

    expect(log.filter((line) => line !== "")).toEqual([
      "GET alerts: HTTP 200, 3 results, written to reports/alerts.csv",
    ]);
    expect(summary).toContain("| `GET alerts` | 200 | 3 | `reports/alerts.csv` |");
    expect(outputs["file"]).toMatch(/^\/.+\/reports\/alerts\.csv$/);
    expect(annotations).toEqual([]);
  });

  it.runIf(isBundleTested)(
    "does not print a token in the path of a request, even with NODE_DEBUG",
    async () => {
      const { raw } = await call(
        { request: "DELETE users/{id}/accessTokens/{token}", params: `id: 1\ntoken: ${unknownToken}` },
        { asProcess: true, env: { NODE_DEBUG: "http,https,net,tls,undici,fetch" } },
      );

      expect(raw).toContain("createConnection");
      expect(raw.split("\n").filter((line) => line.includes(unknownToken))).toEqual([]);
    },
  );

  it("sends a request with params and a body, and selects a part of the response", async () => {
    const target = sandbox().records("targets")[0]!;

    const { outputs } = await call({
      request: "POST targets/{id}/scan",
      params: `id: ${target.id}`,
      body: '{"options": {"process": true}}',
      select: "userTaskId",
    });

    expect(outputs).toEqual({
      data: JSON.stringify(sandbox().records("userTasks").at(-1)!.id),
      count: "",
      "http-status": "200",
      file: "",
    });
  });

  it("reads a relation of a record, and selects its length", async () => {
    const target = sandbox().records("targets")[0]!;
    const agents = sandbox()
      .records("Agents")
      .filter(({ locationId }) => locationId === target.id);

    const { outputs } = await call({
      request: "GET targets/{id}/agents",
      params: JSON.stringify({ id: target.id }),
      select: "length(@)",
    });

    expect(outputs["data"]).toBe(String(agents.length));
  });

  it("changes the records that match a condition with two operators for one field", async () => {
    const [first, second] = alerts();
    const where = {
      or: [{ id: first!.id }, { id: second!.id }],
      createdOn: { gt: "2020-01-01", lt: "2100-01-01" },
    };

    const { exitCode, outputs } = await call({
      request: "POST Alerts/archive",
      where: JSON.stringify(where),
      "expect-records": "2",
    });

    expect(exitCode).toBe(0);
    expect(outputs["data"]).toBe('{"count":2}');
  });

  it("sets the outputs of a request for a count", async () => {
    const high = alerts().filter(({ severity }) => severity === "high").length;

    const { outputs } = await call({ request: "GET Alerts/count", where: '{"severity": "high"}' });

    expect(outputs["data"]).toBe(`{"count":${high}}`);
    expect(outputs["count"]).toBe(String(high));
  });

  it("sets the outputs of a request for one record", async () => {
    const { id, hostname } = alerts()[0]!;

    const { outputs } = await call({
      request: "GET Alerts/{id}",
      params: `id: ${id}`,
      fields: "hostname",
    });

    expect(outputs["data"]).toBe(JSON.stringify({ hostname }));
    expect(outputs["count"]).toBe("");
  });

  it("fails with the reason and the status if HUNT rejects the request", async () => {
    const result = await call({
      request: "GET Alerts/{id}",
      params: "id: 00000000-0000-4000-8000-000000000000",
    });

    expect(result.exitCode).toBe(1);
    expect(result.outputs["http-status"]).toBe("404");
    expect(errorOf(result)).toEqual([expect.stringMatching(/^GET Alerts\/\{id\} failed: .*404/)]);
  });

  it("passes if there are at most max-results results", async () => {
    const { exitCode } = await call({
      request: "GET Alerts",
      where: '{"severity": "critical"}',
      "max-results": "999",
    });

    expect(exitCode).toBe(0);
  });

  it.each(["GET Alerts", "GET Alerts/count"])(
    "fails if max-results is set and the condition names a host that does not exist: %s",
    async (request) => {
      const { hostname } = sandbox().records("Agents")[0]!;
      const where = JSON.stringify({ hostname: `${String(hostname)}q` });

      const result = await call({ request, where, "max-results": "0" });

      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toEqual([
        `${request} failed: where: hostname: no host is named "${String(hostname)}q". ` +
          `Did you mean ${String(hostname)}? (HUNT_INPUT_NOT_FOUND)`,
      ]);
    },
  );

  it("warns that no alert has the MITRE ATT&CK technique of a gate that passes", async () => {
    const { exitCode, annotations } = await call({
      request: "GET Alerts",
      where: '{"mitreId": "T1199"}',
      "max-results": "0",
    });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([
      expect.objectContaining({
        level: "warning",
        message: expect.stringContaining('mitreId: no alert has "T1199".'),
      }),
    ]);
  });

  it("passes max-results for a host without alerts", async () => {
    const { hostname } = sandbox()
      .records("Agents")
      .find((agent) => alerts().every((alert) => alert["hostname"] !== agent["hostname"]))!;
    const where = JSON.stringify({ hostname });

    const { exitCode } = await call({ request: "GET Alerts", where, "max-results": "0" });

    expect(exitCode).toBe(0);
  });

  it("passes max-results for an antivirus signature and for a tenant without alerts", async () => {
    const tenant = String(alerts()[0]!["tenant"]);
    const condition = { or: [{ sourceType: "av", sourceId: "d1" }, { tenant: `${tenant}2` }] };

    const { exitCode } = await call({
      request: "GET Alerts",
      where: JSON.stringify(condition),
      "max-results": "0",
    });

    expect(exitCode).toBe(0);
  });

  it("fails if max-results is set and the condition has the ID of an agent that does not exist", async () => {
    const agentId = "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e";
    const where = JSON.stringify({ agentId });

    const result = await call({ request: "GET Alerts", where, "max-results": "0" });

    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toEqual([
      `GET Alerts failed: where: agentId: no agent has the ID "${agentId}". ` +
        "Check the ID and the instance. (HUNT_INPUT_NOT_FOUND)",
    ]);
  });

  it("fails if max-results is set and the ID of a target group excludes the name", async () => {
    const [one, other] = sandbox().records("targets");
    const where = JSON.stringify({ targetGroupId: one!.id, targetGroupName: other!["name"] });

    const result = await call({ request: "GET Alerts", where, "max-results": "0" });

    expect(result.exitCode).toBe(1);
    expect(errorOf(result)[0]).toContain(
      `the target group of targetGroupId is named "${String(one!["name"])}"`,
    );
  });

  it("warns without max-results if a request has no results for a host that does not exist", async () => {
    const { exitCode, annotations } = await call({
      request: "GET Alerts",
      where: '{"hostname": "nosuchhost"}',
    });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([
      expect.objectContaining({
        level: "warning",
        message: expect.stringContaining('no host is named "nosuchhost".'),
      }),
    ]);
    expect(annotations[0]!.message).toContain("(HUNT_INPUT_NOT_FOUND)");
  });

  it("fails if there are more than max-results results", async () => {
    const result = await call({ request: "GET Alerts", limit: "6", "max-results": "5" });

    expect(result.exitCode).toBe(1);
    expect(result.outputs["count"]).toBe("6");
    expect(errorOf(result)).toEqual([
      "GET Alerts failed: HUNT returned 6 results, but 'max-results' allows at most 5. (ACTION_TOO_MANY_RESULTS)",
    ]);
  });

  it.each(["length(@)", "[].severity.typo | [0]", "{ids: [].id}"])(
    "fails if max-results has nothing to count, because select does not return a list: %s",
    async (select) => {
      const result = await call({ request: "GET Alerts", all: "true", select, "max-results": "0" });

      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toEqual([
        expect.stringMatching(
          /^GET Alerts failed: select: the selected part is not a list, so 'max-results' has nothing/,
        ),
      ]);
    },
  );

  it.each(["[].hostnme", "[?severty=='critical']", "hostnme"])(
    "fails if select reads an unknown property, so max-results cannot pass: %s",
    async (select) => {
      const result = await call({ request: "GET Alerts", all: "true", select, "max-results": "0" });

      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toEqual([
        expect.stringMatching(/^GET Alerts failed: select: .* property .* \(HUNT_INPUT_PROPERTY\)$/),
      ]);
    },
  );

  it("adds a notice if select was applied only to the first page, regardless of its number of results", async () => {
    const { outputs, annotations } = await call({ request: "GET Alerts", select: "[:1].id" });

    expect(outputs["count"]).toBe("1");
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "There may be more records for GET Alerts",
        message:
          "Only the first 1,000 records were read, so 'select' was applied only to these. " +
          "Set 'all' to read all records, or set 'limit' to 1000 to hide this notice. (ACTION_RESPONSE_INCOMPLETE)",
      },
    ]);
  });

  it("adds no notice about the first page if limit is set", async () => {
    const { annotations } = await call({ request: "GET Alerts", limit: "1000", select: "[:1].id" });

    expect(annotations).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["by ID", {}],
    ["in another order", { order: "createdOn DESC" }],
    ["in addition to a file", { "output-file": join(directory, "ids.csv") }],
  ])("returns exactly the requested number of records from several pages: %s", async (_, inputs) => {
    const { outputs, annotations } = await call({
      request: "GET Alerts",
      limit: "1100",
      fields: "id",
      ...inputs,
    });
    const [property, sign] = inputs["order"] ? ["createdOn", -1] : ["id", 1];
    const data = JSON.parse(outputs["data"]!) as { id: string }[];
    const values = new Map(alerts().map((alert) => [alert["id"], String(alert[property])]));
    const shown = data.map(({ id }) => values.get(id)!);
    const expected = [...values.values()].sort((one, other) => (one < other ? -sign : sign)).slice(0, 1_100);
    expect(outputs["count"]).toBe("1100");
    expect(annotations).toEqual([]);
    expect(new Set(data.map(({ id }) => id)).size).toBe(1_100);
    expect(shown).toEqual(expected);
  });

  it("leaves data empty and adds notices if the response is too large, and may have more records", async () => {
    const { outputs, annotations } = await call({ request: "GET Alerts" });

    expect(outputs["data"]).toBe("");
    expect(outputs["count"]).toBe("1000");
    expect(annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      expect.stringMatching(/^notice: An output is limited to 64 KB.*'output-file'/),
      expect.stringMatching(/^notice: Only the first 1,000 records were read\. Set 'all'/),
    ]);
  });
});

describe("the check before a request", () => {
  it.each(["expiring", "analyst"] as const)("sends a request if the token is valid: %s", async (who) => {
    sandbox().requests.clear();

    const { exitCode, outputs } = await call({
      token: sandbox().tokens[who],
      check: "true",
      request: "GET Agents/count",
    });

    expect(exitCode).toBe(0);
    expect(outputs["http-status"]).toBe("200");
    expect(requestLines().at(-1)).toBe("GET /api/Agents/count");
  });

  it("does not send a request if the token is not valid", async () => {
    sandbox().requests.clear();

    const { exitCode, outputs, log } = await call({
      token: "Zz09".repeat(16),
      check: "true",
      request: "POST Alerts/archive",
      where: '{"id": "x"}',
    });
    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe("rejected");
    expect(outputs["http-status"]).toBeUndefined();
    expect(log).toContain("Requests skipped: HUNT does not accept the token.");
    expect(requestLines().filter((request) => request.includes("Alerts"))).toEqual([]);
  });
});

describe("output-file", () => {
  const options = { env: { GITHUB_WORKSPACE: directory } };
  const readOutput = (name: string) => readFile(join(directory, name), "utf8");

  it.each([
    ["deep/er/rows.ndjson", /^\{"severity":"\w+","hostname":".*\}\n\{"severity"/],
    ["rows.json", /^\[\n\{"severity":"\w+","hostname"/],
    ["rows.csv", /^"hostname","severity"\r\n"/],
  ])("writes a list in the format of the extension, and creates directories: %s", async (name, start) => {
    const { outputs } = await call(
      { request: "GET Alerts", fields: "hostname,severity", limit: "3", "output-file": name },
      options,
    );

    expect(outputs["count"]).toBe("3");
    expect(outputs["file"]).toBe(join(directory, name));
    expect(outputs["data"]).toMatch(/^\[\{"severity":"\w+","hostname"/);
    expect(await readOutput(name)).toMatch(start);
  });

  it("writes the selected part of the response", async () => {
    await call(
      { request: "GET Alerts", limit: "2", select: "[].{host: hostname}", "output-file": "picked.json" },
      options,
    );

    expect(JSON.parse(await readOutput("picked.json"))).toEqual([
      { host: expect.any(String) },
      { host: expect.any(String) },
    ]);
  });

  describe("CSV", () => {
    const request = { request: "GET Flags", fields: "name", where: '{"name": "=1+1"}' };
    beforeEach(async () => {
      await call({ request: "POST flags", body: '{"name": "=1+1", "color": "teal", "weight": 1}' });
    });

    it("escapes formulas in a CSV file, and logs their number", async () => {
      const { log } = await call({ ...request, "output-file": "plain.csv" }, options);

      expect(await readOutput("plain.csv")).toBe(`"name"\r\n"'=1+1"\r\n`);
      expect(log.join("\n")).toContain("1 cell starts like a formula, so it was escaped with a leading '.");
    });

    it("writes a CSV file with a byte order mark and verbatim strings if bom and formulas are set", async () => {
      await call({ ...request, "output-file": "excel.csv", formulas: "keep", bom: "true" }, options);

      expect(await readOutput("excel.csv")).toBe('\ufeff"name"\r\n"=1+1"\r\n');
    });
  });

  it("keeps the existing file unchanged if a page fails", async () => {
    await call({ request: "GET Agents", limit: "1", "output-file": "whole.ndjson" }, options);
    const before = await readOutput("whole.ndjson");
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 500, skip: 1, times: "always" });

    const { exitCode, outputs } = await call(
      { request: "GET Alerts", all: "true", "output-file": "whole.ndjson" },
      options,
    );

    expect(exitCode).toBe(1);
    expect(outputs["file"]).toBe("");
    expect(await readOutput("whole.ndjson")).toBe(before);
    await expect(readOutput("whole.ndjson.part")).rejects.toThrow("ENOENT");
  });
});

describe("secrets in a response", () => {
  it("masks a new token and the fields in mask-fields before it sets the outputs", async () => {
    const { outputs, raw, masks, log, summary } = await call({
      request: "POST users/me/accessTokens",
      body: '{"description": "For a test"}',
      "mask-fields": "USERID",
    });
    const { token, userId } = JSON.parse(outputs["data"]!) as { token: string; userId: string };
    expect(token).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(masks).toEqual(expect.arrayContaining([token, userId]));
    const shown = raw.split("\n").findIndex((line) => line.includes("POST users/me/accessTokens"));
    for (const secret of [token, userId])
      expect(raw.split("\n").indexOf(`::add-mask::${secret}`)).toBeLessThan(shown);
    expect(`${log.join("\n")}${summary}`).not.toContain(token);
  });

  it("masks the fields in mask-fields in rows that are written to a file", async () => {
    const { masks } = await call({
      request: "GET Agents",
      fields: "hostname",
      limit: "2",
      "output-file": join(directory, "agents.csv"),
      "mask-fields": "hostname",
    });
    const hosts = (await readFile(join(directory, "agents.csv"), "utf8"))
      .split("\r\n")
      .slice(1, 3)
      .map((line) => line.replaceAll('"', ""));
    expect(hosts).toHaveLength(2);
    expect(masks).toEqual(expect.arrayContaining(hosts));
  });
});

describe("several requests", () => {
  const requests = [
    "- id: target",
    "  request: POST targets",
    "  body: { name: 0x1F, description: 007, data: { site: no, rank: 7, isMain: false, version: 1.10 } }",
    "- { id: critical, request: GET Alerts/count, where: { severity: critical, archived: false }, max-results: 100000 }",
    "- id: hosts",
    "  request: GET Agents",
    "  fields: [hostname]",
    "  limit: 2",
    "  select: '[].hostname'",
  ].join("\n");

  it("sends several requests in order, and logs each", async () => {
    sandbox().requests.clear();

    const { exitCode, log } = await call({ requests });

    expect(exitCode).toBe(0);
    expect(requestLines()).toEqual(["POST /api/targets", "GET /api/Alerts/count", "GET /api/Agents"]);
    expect(log.filter((line) => line !== "")).toEqual([
      "target (POST targets): HTTP 200",
      expect.stringMatching(/^critical \(GET Alerts\/count\): HTTP 200, [\d,]+ results$/),
      "hosts (GET Agents): HTTP 200, 2 results",
    ]);
  });

  it("sends strings in the body of a request in YAML verbatim", async () => {
    const { outputs } = await call({ requests });

    const results = JSON.parse(outputs["results"]!) as Record<string, { data: Record<string, unknown> }>;
    expect(results["target"]!.data).toMatchObject({
      name: "0x1F",
      description: "007",
      data: { site: "no", rank: 7, isMain: false, version: "1.10" },
    });
  });

  it("sets only the output results for several requests, with the result of each", async () => {
    const { outputs } = await call({ requests });

    expect(Object.keys(outputs)).toEqual(["results"]);
    expect(JSON.parse(outputs["results"]!)).toEqual({
      target: { data: expect.any(Object), "http-status": 200 },
      critical: { data: { count: expect.any(Number) }, count: expect.any(Number), "http-status": 200 },
      hosts: { data: [expect.any(String), expect.any(String)], count: 2, "http-status": 200 },
    });
  });

  it("stops at the first request that fails, and keeps the results of the previous requests", async () => {
    sandbox().requests.clear();

    const result = await call({
      requests: JSON.stringify([
        { id: "one", request: "GET Agents/count" },
        { id: "two", request: "GET Nothing" },
        { id: "three", request: "DELETE targets/1" },
      ]),
    });

    expect(result.exitCode).toBe(1);
    expect(Object.keys(JSON.parse(result.outputs["results"]!) as object)).toEqual(["one"]);
    expect(errorOf(result)).toEqual([
      expect.stringMatching(
        /^two \(GET Nothing\) failed: .*this HUNT instance does not have this route \(404.*The remaining requests were skipped\. \(HUNT_UNSUPPORTED\)$/,
      ),
    ]);
    expect(requestLines()).toEqual(["GET /api/Agents/count", "GET /api/Nothing"]);
  });
});
