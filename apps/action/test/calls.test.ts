import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionRun } from "@huntkit/test-kit";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { isBundleTested, run, unknownToken, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const folder = mkdtempSync(join(tmpdir(), "calls-"));
afterAll(() => rmSync(folder, { recursive: true }));

const call = (inputs: Record<string, string>, options: Parameters<typeof run>[1] = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs }, options);
const asked = () => sandbox().requests.map(({ method, path }) => `${method} ${path}`);
const alerts = () => sandbox().records("Alerts");
const errorOf = ({ annotations }: ActionRun) =>
  annotations
    .filter(({ level }) => level === "error")
    .map(({ title, message }) => `${title}: ${message}`.trim());

describe("a request", () => {
  it("for a list gives its data, count and status, and says in log and summary what was asked, not what came", async () => {
    const { exitCode, outputs, log, summary, annotations } = await call({
      request: "GET alerts",
      where: '{"severity": "critical", "createdOn": {"gt": "2020-01-01", "lt": "2100-01-01"}}',
      fields: "hostname, severity",
      order: "createdOn DESC",
      limit: "3",
    });
    const newest = alerts()
      .filter(({ severity }) => severity === "critical")
      .sort((one, other) => String(other["createdOn"]).localeCompare(String(one["createdOn"])))
      .slice(0, 3);
    expect({
      exitCode,
      annotations,
      outputs: { ...outputs, data: JSON.parse(outputs["data"]!) as unknown },
    }).toEqual({
      exitCode: 0,
      annotations: [],
      outputs: {
        data: newest.map(({ hostname, severity }) => ({ hostname, severity })),
        count: "3",
        "http-status": "200",
        file: "",
      },
    });
    expect(log.filter((line) => line !== "")).toEqual(["GET alerts: 3 results, HTTP 200"]);
    expect(summary).toContain("| `GET alerts` | 200 | 3 |  |");
  });

  it("names its file in log and summary as the workflow does, and sets the output to the whole path", async () => {
    const { outputs, log, summary, annotations } = await call({
      request: "GET alerts",
      limit: "3",
      "output-file": "reports/alerts.csv",
    });

    expect(log.filter((line) => line !== "")).toEqual([
      "GET alerts: 3 results, HTTP 200, written to reports/alerts.csv",
    ]);
    expect(summary).toContain("| `GET alerts` | 200 | 3 | `reports/alerts.csv` |");
    expect(outputs["file"]).toMatch(/^\/.+\/reports\/alerts\.csv$/);
    expect(annotations).toEqual([]);
  });

  it("prints no token that is in its path, also with NODE_DEBUG=undici", async () => {
    const { raw } = await call(
      { request: "DELETE users/{id}/accessTokens/{token}", params: `id: 1\ntoken: ${unknownToken}` },
      { env: { NODE_DEBUG: "undici" } },
    );

    expect(raw).toContain("sending request to DELETE");
    expect(raw).toContain("/accessTokens/[redacted]");
    expect(raw.split("\n").filter((line) => line.includes(unknownToken))).toEqual([]);
  });

  it("may be any that HUNT has: with path parameters, a body, and a part of the answer that is selected", async () => {
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
    const { outputs: agents } = await call({
      request: "GET targets/{id}/agents",
      params: JSON.stringify({ id: target.id }),
      select: "length(@)",
    });
    expect(Number(agents["data"])).toBe(
      sandbox()
        .records("Agents")
        .filter(({ locationId }) => locationId === target.id).length,
    );
  });

  it("changes those records that meet a condition, which LoopBack reads as it is meant", async () => {
    const [first, second] = alerts();
    const where = {
      or: [{ id: first!.id }, { id: second!.id }],
      createdOn: { gt: "2020-01-01", lt: "2100-01-01" },
    };
    const request = { request: "POST Alerts/archive", where: JSON.stringify(where), "expect-records": "2" };
    expect(await call(request)).toMatchObject({
      exitCode: 0,
      outputs: { data: '{"count":2}' },
    });
  });

  it("for a count gives the number, and for one record the record", async () => {
    const high = alerts().filter(({ severity }) => severity === "high").length;
    expect(
      (await call({ request: "GET Alerts/count", where: '{"severity": "high"}' })).outputs,
    ).toMatchObject({ data: `{"count":${high}}`, count: String(high) });
    const { id, hostname } = alerts()[0]!;
    expect(
      (await call({ request: "GET Alerts/{id}", params: `id: ${id}`, fields: "hostname" })).outputs,
    ).toMatchObject({ data: JSON.stringify({ hostname }), count: "" });
  });

  it("that HUNT refuses fails the step with its reason and status", async () => {
    const result = await call({
      request: "GET Alerts/{id}",
      params: "id: 00000000-0000-4000-8000-000000000000",
    });
    expect({
      exitCode: result.exitCode,
      status: result.outputs["http-status"],
      errors: errorOf(result),
    }).toEqual({
      exitCode: 1,
      status: "404",
      errors: [expect.stringMatching(/^GET Alerts\/\{id\} failed: .*404/)],
    });
  });

  it("is a gate with max-results", async () => {
    expect(
      await call({ request: "GET Alerts", where: '{"severity": "critical"}', "max-results": "999" }),
    ).toMatchObject({ exitCode: 0 });
    const result = await call({ request: "GET Alerts", limit: "6", "max-results": "5" });
    expect({ exitCode: result.exitCode, count: result.outputs["count"], errors: errorOf(result) }).toEqual({
      exitCode: 1,
      count: "6",
      errors: ["GET Alerts failed: 6 results came back, and max-results allows 5. (ACTION_TOO_MANY_RESULTS)"],
    });
  });

  it.each(["length(@)", "[].severity.typo | [0]", "{ids: [].id}"])(
    "fails where max-results has nothing to count, as select picks no list (%s)",
    async (select) => {
      const result = await call({ request: "GET Alerts", all: "true", select, "max-results": "0" });
      expect({ exitCode: result.exitCode, errors: errorOf(result) }).toEqual({
        exitCode: 1,
        errors: [expect.stringMatching(/^GET Alerts failed: select: it picked no list, so that max-results/)],
      });
    },
  );

  it("says so where select saw the first page alone, however little it picked", async () => {
    const { outputs, annotations } = await call({ request: "GET Alerts", select: "[:1].id" });
    expect({
      count: outputs["count"],
      messages: annotations.map(({ level, message }) => `${level}: ${message}`),
    }).toEqual({
      count: "1",
      messages: [expect.stringMatching(/^notice: select saw the first 1,000 records alone.*all: true/)],
    });
    expect((await call({ request: "GET Alerts", limit: "1000", select: "[:1].id" })).annotations).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["by id", {}],
    ["in another order", { order: "createdOn DESC" }],
    ["beside a file", { "output-file": join(folder, "ids.csv") }],
  ])(
    "gives the data of several pages where they are small, as many as were wanted (%s)",
    async (_, inputs) => {
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
      const expected = [...values.values()]
        .sort((one, other) => (one < other ? -sign : sign))
        .slice(0, 1_100);
      expect({ count: outputs["count"], annotations, size: new Set(data.map(({ id }) => id)).size }).toEqual({
        count: "1100",
        annotations: [],
        size: 1_100,
      });
      expect(shown).toEqual(expected);
    },
  );

  it("says so where there may be more than the first page, and where the answer is too large for an output", async () => {
    const { outputs, annotations } = await call({ request: "GET Alerts" });
    expect(outputs).toMatchObject({ data: "", count: "1000" });
    expect(annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      expect.stringMatching(/^notice: An output holds up to 64 KB.*output-file/),
      expect.stringMatching(/^notice: .*first 1,000.*all: true/),
    ]);
  });
});

describe("the check before a request", () => {
  it.each(["expiring", "analyst"] as const)("lets it be made with a token that works (%s)", async (who) => {
    sandbox().requests.clear();
    expect(
      await call({ token: sandbox().tokens[who], check: "true", request: "GET Agents/count" }),
    ).toMatchObject({ exitCode: 0, outputs: { "http-status": "200" } });
    expect(asked().at(-1)).toBe("GET /api/Agents/count");
  });

  it("lets nothing be sent with one that does not", async () => {
    sandbox().requests.clear();
    const { exitCode, outputs, log } = await call({
      token: "Zz09".repeat(16),
      check: "true",
      request: "POST Alerts/archive",
      where: '{"id": "x"}',
    });
    expect({ exitCode, status: outputs["status"], http: outputs["http-status"] }).toEqual({
      exitCode: 1,
      status: "rejected",
      http: undefined,
    });
    expect(log).toContain("The calls: nothing was sent, since the check says rejected.");
    expect(asked().filter((request) => request.includes("Alerts"))).toEqual([]);
  });
});

describe("a file", () => {
  it("is NDJSON, JSON or CSV by its name, in the workspace, in folders that are made", async () => {
    const options = { env: { GITHUB_WORKSPACE: folder } };
    for (const [name, begin] of [
      ["deep/er/rows.ndjson", /^\{"severity":"\w+","hostname":".*\}\n\{"severity"/],
      ["rows.json", /^\[\n\{"severity":"\w+","hostname"/],
      ["rows.csv", /^"hostname","severity"\r\n"/],
    ] as const) {
      const { outputs } = await call(
        { request: "GET Alerts", fields: "hostname,severity", limit: "3", "output-file": name },
        options,
      );
      expect(outputs).toMatchObject({
        count: "3",
        file: join(folder, name),
        data: expect.stringMatching(/^\[\{"severity":"\w+","hostname"/),
      });
      expect(await readFile(join(folder, name), "utf8")).toMatch(begin);
    }
    await call(
      { request: "GET Alerts", limit: "2", select: "[].{host: hostname}", "output-file": "picked.json" },
      options,
    );
    expect(JSON.parse(await readFile(join(folder, "picked.json"), "utf8"))).toHaveLength(2);
  });

  it("has a byte order mark and verbatim strings if the inputs ask for them", async () => {
    await call({ request: "POST flags", body: '{"name": "=1+1", "color": "puce", "weight": 1}' });
    const request = { request: "GET Flags", fields: "name", where: '{"name": "=1+1"}' };
    const options = { env: { GITHUB_WORKSPACE: folder } };

    const plain = await call({ ...request, "output-file": "plain.csv" }, options);
    await call({ ...request, "output-file": "excel.csv", formulas: "keep", bom: "true" }, options);

    expect(await readFile(join(folder, "plain.csv"), "utf8")).toBe(`"name"\r\n"'=1+1"\r\n`);
    expect(await readFile(join(folder, "excel.csv"), "utf8")).toBe('\ufeff"name"\r\n"=1+1"\r\n');
    expect(plain.log.join("\n")).toContain("1 cell starts like a formula, so a ' was put in front.");
  });

  it("is the old one or the new one, never a part", async () => {
    const options = { env: { GITHUB_WORKSPACE: folder } };
    await call({ request: "GET Agents", limit: "1", "output-file": "whole.ndjson" }, options);
    const before = await readFile(join(folder, "whole.ndjson"), "utf8");
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 500, skip: 1, times: "always" });
    expect(
      await call({ request: "GET Alerts", all: "true", "output-file": "whole.ndjson" }, options),
    ).toMatchObject({ exitCode: 1, outputs: { file: "" } });
    expect(await readFile(join(folder, "whole.ndjson"), "utf8")).toBe(before);
    await expect(readFile(join(folder, "whole.ndjson.part"))).rejects.toThrow("ENOENT");
  });
});

describe("15,000 alerts", () => {
  const size = 15_000;
  const file = join(folder, "all.ndjson");

  beforeEach(async () => {
    const row = {
      name: "noise",
      severity: "low",
      hostname: "ws-000",
      // HUNT adds some 700 bytes of empty fields to each.
      description: "x".repeat(1_900),
      createdOn: "2020-01-01T00:00:00Z",
    };
    for (let left = size - alerts().length; left > 0; left -= 35) {
      const body = JSON.stringify(Array.from({ length: Math.min(35, left) }, () => row));
      await fetch(`${sandbox().api}/Alerts`, {
        method: "POST",
        headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
        body,
      });
    }
  });

  it.runIf(isBundleTested)("go to a file within little memory, with little output", async () => {
    const { exitCode, outputs, annotations, summary, raw } = await call(
      { request: "GET Alerts", all: "true", "output-file": file },
      { env: { NODE_OPTIONS: "--max-old-space-size=40" } },
    );
    expect({ exitCode, outputs }).toEqual({
      exitCode: 0,
      outputs: { data: "", count: String(size), "http-status": "200", file },
    });
    const rows = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(new Set(rows.map((row) => (JSON.parse(row) as { id: string }).id)).size).toBe(size);
    expect(annotations).toEqual([]);
    expect(summary.length).toBeLessThan(1_000);
    expect(raw.length).toBeLessThan(1_000);
  });

  it("are too many for that memory if they must be read as a whole", async () => {
    const { exitCode } = await call(
      { request: "GET Alerts", all: "true", select: "[].description" },
      { env: { NODE_OPTIONS: "--max-old-space-size=40" } },
    );
    expect(exitCode).not.toBe(0);
  });
});

describe("secrets in an answer", () => {
  it("are masked before any output: a new token by itself, and each field that is named, at any depth", async () => {
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

  it("are masked in rows that go to a file as well", async () => {
    const { masks } = await call({
      request: "GET Agents",
      fields: "hostname",
      limit: "2",
      "output-file": join(folder, "agents.csv"),
      "mask-fields": "hostname",
    });
    const hosts = (await readFile(join(folder, "agents.csv"), "utf8"))
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
    "  body: { name: 0x1F, locationId: no, description: 007, rank: 7, isMain: false, version: 1.10 }",
    "- { id: critical, request: GET Alerts/count, where: { severity: critical, archived: false }, max-results: 100000 }",
    "- id: hosts",
    "  request: GET Agents",
    "  fields: [hostname]",
    "  limit: 2",
    "  select: '[].hostname'",
  ].join("\n");

  it("are made in order, with values as they stand, and each has its answer", async () => {
    sandbox().requests.clear();
    const { exitCode, outputs, log } = await call({ requests });
    expect(exitCode).toBe(0);
    expect(asked()).toEqual(["POST /api/targets", "GET /api/Alerts/count", "GET /api/Agents"]);
    const results = JSON.parse(outputs["results"]!) as Record<string, { data: Record<string, unknown> }>;
    expect(Object.keys(outputs)).toEqual(["results"]);
    expect(results["target"]!.data).toMatchObject({
      name: "0x1F",
      locationId: "no",
      description: "007",
      rank: 7,
      isMain: false,
      version: "1.10",
    });
    expect(results["critical"]).toMatchObject({
      data: { count: expect.any(Number) },
      count: expect.any(Number),
      "http-status": 200,
    });
    expect(results["hosts"]).toMatchObject({ data: [expect.any(String), expect.any(String)], count: 2 });
    expect(log.filter((line) => line !== "")).toEqual([
      "target: HTTP 200",
      expect.stringMatching(/^critical: [\d,]+ results, HTTP 200$/),
      "hosts: 2 results, HTTP 200",
    ]);
  });

  it("end with the first that fails, which fails the step; what was answered before is there", async () => {
    sandbox().requests.clear();
    const result = await call({
      requests: JSON.stringify([
        { id: "one", request: "GET Agents/count" },
        { id: "two", request: "GET Nothing" },
        { id: "three", request: "DELETE targets/1" },
      ]),
    });
    expect({
      exitCode: result.exitCode,
      ids: Object.keys(JSON.parse(result.outputs["results"]!) as object),
      errors: errorOf(result),
    }).toEqual({
      exitCode: 1,
      ids: ["one"],
      errors: [
        expect.stringMatching(
          /^two failed: .*this HUNT instance does not have this route \(404.*The remaining requests were skipped\. \(HUNT_UNSUPPORTED\)$/,
        ),
      ],
    });
    expect(asked()).toEqual(["GET /api/Agents/count", "GET /api/Nothing"]);
  });
});
