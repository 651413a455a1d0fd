import { startCarelessHunt, type CarelessHunt, type CarelessRow } from "@huntkit/test-kit/careless-hunt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run } from "./helpers.js";

const alerts: CarelessRow[] = Array.from({ length: 30 }, (_, index) => ({
  id: `b0000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  name: "Noise",
  severity: index < 25 ? "low" : "high",
  archived: false,
}));
const high = alerts.filter(({ severity }) => severity === "high").map(({ id }) => id);
const token = "Zz09".repeat(16);

let server: CarelessHunt;
beforeAll(async () => {
  server = await startCarelessHunt({ alerts, agents: alerts, widgets: [{ id: "w1", color: "red" }] });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const call = (inputs: Record<string, string>) =>
  run({ instance: server.url, token, check: "false", ...inputs });

describe("a server that ignores unknown conditions", () => {
  it("changes exactly the records that match the condition if expect-records is their number", async () => {
    const { exitCode, outputs } = await call({
      request: "POST Alerts/archive",
      where: '{"severity": "high"}',
      "expect-records": "5",
    });

    expect(exitCode).toBe(0);
    expect(outputs["data"]).toBe('{"count":5}');
    expect(server.changed()).toEqual(high);
  });

  it("reports that no record matched instead of a status, because no request was sent", async () => {
    const { exitCode, log, outputs, summary } = await call({
      request: "POST Alerts/archive",
      where: '{"severity": "critical"}',
      "max-affected": "5",
    });

    expect(exitCode).toBe(0);
    expect(log).toContain("POST Alerts/archive: no alerts matched, so nothing was sent");
    expect(summary).toContain("| `POST Alerts/archive` | `no alerts matched` | 0 |  |");
    expect(outputs).toMatchObject({ "http-status": "", count: "0", data: "null" });
    expect(server.writes()).toEqual([]);
  });

  describe("a request with an undocumented body", () => {
    const request = {
      request: "POST Agents/toggleIsolation",
      body: '{"where": {"severity": "high"}, "isolated": true}',
      "max-affected": "5",
    };

    it("does not send a request with an undocumented body without unproven", async () => {
      const { exitCode, annotations } = await call(request);

      expect(exitCode).toBe(1);
      expect(annotations[0]!.message).toContain("set unproven: true. (HUNT_GUARD_UNPROVEN)");
      expect(server.changed()).toEqual([]);
    });

    it("changes only the matching records with an undocumented body and unproven", async () => {
      const { exitCode } = await call({ ...request, unproven: "true" });

      expect(exitCode).toBe(0);
      expect(server.changed()).toEqual(high);
    });
  });

  describe("a condition that matches every record", () => {
    const request = {
      request: "POST Alerts/archive",
      where: '{"archived": false}',
      "max-affected": "1000",
    };

    it("changes nothing without allow-all-records if the condition matches every record", async () => {
      const { annotations } = await call(request);

      expect(annotations[0]!.message).toContain("(HUNT_GUARD_ALL_RECORDS)");
      expect(server.changed()).toEqual([]);
    });

    it("changes every record with allow-all-records if the condition matches every record", async () => {
      const { exitCode } = await call({ ...request, "allow-all-records": "true" });

      expect(exitCode).toBe(0);
      expect(server.changed()).toHaveLength(30);
    });
  });

  it.each([
    [{ request: "POST Alerts/archive", where: '{"severity": "high"}' }, "HUNT_GUARD_TOO_MANY"],
    [
      { request: "POST Alerts/archive", where: '{"severity": "high"}', "expect-records": "4" },
      "HUNT_GUARD_UNEXPECTED_COUNT",
    ],
    [{ request: "POST Alerts/archive", where: '{"severty": "high"}' }, "HUNT_INPUT_PROPERTY"],
    [
      { request: "POST Alerts/archive", where: '{"or": [{"severity": "high"}, {"severty": "x"}]}' },
      "HUNT_INPUT_PROPERTY",
    ],
    [{ request: "POST Alerts/archive", where: '{"severity": null}' }, "HUNT_INPUT_NULL"],
    [{ request: "POST Alerts/archive" }, "HUNT_INPUT_EMPTY"],
    [{ request: "POST Alerts/archive", body: '{"where": {"severity": "high"}}' }, "HUNT_INPUT_COMBINATION"],
    [{ request: "POST agents/uninstall", body: '{"where": {}}' }, "HUNT_INPUT_EMPTY"],
    [{ request: "POST agents/uninstall", body: '{"where": null}' }, "HUNT_INPUT_EMPTY"],
    [{ request: "DELETE Alerts" }, "HUNT_INPUT_DELETE"],
    [{ requests: '[{"id": "a", "request": "DELETE Alerts"}]' }, "HUNT_INPUT_DELETE"],
    [
      {
        requests:
          '[{"id": "a", "request": "POST Alerts/archive", "where": {"archive": false}, "max-affected": 99}]',
      },
      "HUNT_INPUT_PROPERTY",
    ],
    [
      { request: "GET Alerts", where: '{"severty": "high"}', "max-results": "0", all: "true" },
      "HUNT_INPUT_PROPERTY",
    ],
  ])("changes nothing if the request is not safe: %j", async (inputs, code) => {
    const { exitCode, annotations } = await call(inputs);

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain(`(${code})`);
    expect(server.writes()).toEqual([]);
  });

  it.each(["null", '""', "{}"])(
    "rejects an empty condition in a list of requests before any request: %s",
    async (where) => {
      const requests = `- {id: a, request: POST Alerts/archive, where: ${where}, max-affected: 1000}`;

      const { exitCode, annotations } = await call({ requests });

      expect(exitCode).toBe(1);
      expect(annotations[0]!.message).toContain("requests[0].where: it");
      expect(server.writes()).toEqual([]);
    },
  );

  it.each([
    [{ request: "GET Alerts", where: '{"severity": "High"}', "max-results": "0" }, "where"],
    [{ request: "GET Alerts", select: "[?severity=='High']", all: "true", "max-results": "0" }, "select"],
    [
      { requests: "[{id: a, request: GET Alerts/count, where: {severity: High}, max-results: 0}]" },
      "requests[0].where",
    ],
    [
      {
        requests: `[{id: a, request: GET Alerts, select: "[?severity=='High']", all: true, max-results: 0}]`,
      },
      "requests[0].select",
    ],
  ])("fails a gate whose value no alert can have: %j", async (inputs, part) => {
    const { exitCode, annotations } = await call(inputs);

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain(`${part}: "High" is not a value of severity in Alerts.`);
    expect(annotations[0]!.message).toContain('Did you mean "high"? (HUNT_INPUT_VALUE)');
  });

  it("warns if an unknown value might exist in HUNT", async () => {
    const { exitCode, annotations } = await call({ request: "GET Alerts", where: '{"sourceType": "mdr"}' });

    expect(exitCode).toBe(0);
    expect(annotations.map(({ level }) => level)).toEqual(["warning"]);
    expect(annotations[0]!.message).toContain('"mdr" is not a known value of sourceType in Alerts');
  });

  it("warns if HUNT ignores a condition on a model that huntkit does not know", async () => {
    const { exitCode, annotations } = await call({
      request: "GET Widgets",
      where: '{"colr": "red"}',
      all: "true",
    });

    expect(exitCode).toBe(0);
    expect(annotations.map(({ level }) => level)).toEqual(["warning"]);
    expect(annotations[0]!.message).toContain('no property "colr"');
    expect(annotations[0]!.message).toContain("(HUNT_CONDITION_IGNORED)");
  });

  it("warns with another code if the value of a property in a body is unknown", async () => {
    const { annotations } = await call({ request: "POST Alerts", body: '{"sourceType": "mdr"}' });

    const warnings = annotations.filter(({ level }) => level === "warning");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.message).toContain('body: "mdr" is not a known value of sourceType in Alerts');
    expect(warnings[0]!.message).toContain("(HUNT_VALUE_UNKNOWN)");
  });
});
