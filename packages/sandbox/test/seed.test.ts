import { describe, expect, test } from "vitest";
import type { Row, Sandbox } from "../src/index.js";
import type { PropertyDefinition } from "../src/data/definition.js";
import { models } from "../src/models/models.js";
import { NOW } from "./support/client.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const everything = (sandbox: Sandbox): Record<string, Row[]> =>
  Object.fromEntries(models.map(({ plural }) => [plural, sandbox.records(plural)]));

const ids = (sandbox: Sandbox, plural: string): string[] => sandbox.records(plural).map(({ id }) => id);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is what its property declares. */
function fits(value: unknown, { type, required, column }: PropertyDefinition): boolean {
  if (value === undefined || value === null) return !required;
  if (column === "uuid" && (typeof value !== "string" || !UUID.test(value))) return false;
  if (column === "bigint") return typeof value === "string" && /^\d+$/.test(value);
  if (type === "date") return typeof value === "string" && new Date(value).toISOString() === value;
  if (type === "array") return Array.isArray(value);
  return typeof value === type;
}

describe("the same seed and the same now", () => {
  test("give the same records, ids and tokens", async () => {
    const [one, two] = [await start({ seed: 7 }), await start({ seed: 7 })];
    expect(one.sandbox.tokens).toEqual(two.sandbox.tokens);
    const [first, second] = [everything(one.sandbox), everything(two.sandbox)];
    expect(first).toEqual(second);
  });

  test("give the same in whichever order models are read", async () => {
    const [one, two] = [await start(), await start()];
    const order = models.map(({ plural }) => plural);
    const forwards = new Map(order.map((plural) => [plural, ids(one.sandbox, plural)]));
    const backwards = new Map(order.toReversed().map((plural) => [plural, ids(two.sandbox, plural)]));
    expect(order.filter((plural) => String(backwards.get(plural)) !== String(forwards.get(plural)))).toEqual(
      [],
    );
  });

  test("give the same records whatever was changed before they were first looked at", async () => {
    const [one, two] = [await start(), await start()];
    const [scan] = await two.admin.find("scans", { limit: 1 });
    await two.admin.delete(`scans/${scan.id}`);
    await two.admin.post("scans", { name: "new" });
    for (const plural of ["ScanHosts", "ScanProcessInstances", "userTasks"])
      expect(two.sandbox.records(plural)).toEqual(one.sandbox.records(plural));
  });

  test("give the same tokens to a sandbox whose first request makes one more", async () => {
    const [one, two] = [await start(), await start()];
    await two.nobody.post("users/login", { username: "admin", password: "admin-password" });
    expect(ids(two.sandbox, "AccessTokens").slice(0, -1)).toEqual(ids(one.sandbox, "AccessTokens"));
  });

  test("give the same ids and values to what is created later", async () => {
    const [one, two] = [await start(), await start()];
    const created = await Promise.all(
      [one, two].map(({ admin }) => admin.post("users/me/accessTokens", { description: "x" })),
    );
    expect(created[0]?.json.token).toBe(created[1]?.json.token);
    expect(created[0]?.json.id).toBe(created[1]?.json.id);
  });
});

test("another seed gives other records and tokens", async () => {
  const [one, two] = [await start({ seed: 1 }), await start({ seed: 2 })];
  expect(Object.values(one.sandbox.tokens)).not.toContain(two.sandbox.tokens.admin);
  expect(one.sandbox.records("Alerts")[0]?.id).not.toBe(two.sandbox.records("Alerts")[0]?.id);
});

describe("a fresh sandbox", () => {
  test("holds 3,000 alerts over 90 days, 2,500 agents and some of everything with known fields", async () => {
    const { sandbox } = await start();
    const rows = everything(sandbox);
    expect(rows["Alerts"]).toHaveLength(3000);
    expect(rows["Agents"]).toHaveLength(2500);
    expect(Object.keys(rows).filter((plural) => (rows[plural]?.length ?? 0) < 2)).toEqual(["DashboardData"]);
    const ages =
      rows["Alerts"]?.map(
        ({ createdOn }) => (Date.parse(NOW) - Date.parse(String(createdOn))) / 86_400_000,
      ) ?? [];
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(-0.001);
    expect(Math.min(...ages)).toBeLessThan(1);
    expect(Math.max(...ages)).toBeGreaterThan(89);
    expect(Math.max(...ages)).toBeLessThan(91);
    for (const severity of ["low", "medium", "high", "critical"])
      expect(rows["Alerts"]?.some((row) => row["severity"] === severity)).toBe(true);
  });

  test("refers to nothing that does not exist", async () => {
    const { sandbox } = await start();
    const lost: string[] = [];
    const idsOf = new Map(
      models.map(({ name, plural }) => [name, new Set<unknown>(sandbox.records(plural).map(({ id }) => id))]),
    );
    for (const { plural, relations = {} } of models) {
      for (const [name, { type, model, foreignKey }] of Object.entries(relations)) {
        if (!idsOf.has(model)) lost.push(`${plural}.${name}`);
        if (type === "hasMany") continue;
        const keys = sandbox.records(plural).map((row) => row[foreignKey] ?? null);
        if (keys.some((key) => key !== null && !idsOf.get(model)?.has(key)))
          lost.push(`${plural}.${foreignKey}`);
      }
    }
    expect(lost).toEqual([]);
  });

  test("uses only properties that its models declare, with their types", async () => {
    const { sandbox } = await start();
    for (const { plural, properties } of models) {
      for (const row of sandbox.records(plural).slice(0, 30)) {
        const unknown = Object.keys(row).filter((name) => name !== "id" && !Object.hasOwn(properties, name));
        const unfit = Object.entries(properties).filter(([name, property]) => !fits(row[name], property));
        expect({ plural, unknown, unfit }).toEqual({ plural, unknown: [], unfit: [] });
      }
    }
  });

  test("knows the files that its newest alerts and its findings are about", async () => {
    const { admin, sandbox } = await start();
    const newest = await admin.find("Alerts", { order: "createdOn DESC", limit: 10 });
    const found = ["Process", "Module", "Driver", "Artifact", "Autostart"].flatMap((kind) =>
      sandbox.records(`Scan${kind}Instances`),
    );
    for (const { name, fileRepId, avPositives, threatScore } of [...newest, ...found]) {
      expect((await admin.get(`FileReps/${fileRepId}`)).json).toMatchObject({
        id: fileRepId,
        name,
        avPositives,
        threatScore,
      });
    }
  });

  test("has advisories for what is installed, and their CVEs by number, CVSS 3 where the advisory has a score of it", async () => {
    const { admin, sandbox } = await start();
    const advisories = sandbox.records("ApplicationAdvisories");
    const installed = [
      ...sandbox.records("ScanApplicationInstances"),
      ...sandbox.records("BoxApplicationInstances"),
    ];
    for (const { applicationId, name } of installed) {
      expect(advisories).toContainEqual(expect.objectContaining({ applicationId, applicationName: name }));
    }
    for (const { cveId, baseScoreV3 } of advisories) {
      const { impact } = (await admin.get(`Cves/${String(cveId)}`)).json;
      expect([cveId, impact.baseMetricV2, "baseMetricV3" in impact]).toEqual([
        expect.stringMatching(/^CVE-\d{4}-\d+$/),
        {
          severity: expect.stringMatching(/^(LOW|MEDIUM|HIGH)$/),
          impactScore: expect.any(Number),
          exploitabilityScore: expect.any(Number),
        },
        baseScoreV3 !== null,
      ]);
    }
  });

  test("has tasks in the vendor's statuses, with as many items as they count, each with its job and its progress", async () => {
    const { admin, sandbox } = await start();
    const tasks = await admin.find("userTasks", { include: { items: ["job", "progresses"] } });
    for (const { id, itemCount, items } of tasks) {
      expect(items).toHaveLength(itemCount);
      for (const { job, agentId, progresses } of items) {
        expect(job).toMatchObject({ userTaskId: id, agentId, data: { queryId: expect.any(String) } });
        expect(progresses).toHaveLength(1);
      }
    }
    expect(new Set(tasks.map(({ status }: Row) => status))).toEqual(
      new Set(["Active", "Completed", "Cancelled", "Failed", "Error"]),
    );
    expect(new Set(sandbox.records("userTaskItems").map(({ type }) => type))).toEqual(
      new Set(["host-access", "enumeration"]),
    );
  });

  test("knows a machine by one hostId in all its scans", async () => {
    const { sandbox } = await start();
    const hosts = sandbox.records("ScanHosts");
    const pairs = new Set(hosts.map(({ hostId, hostname }) => `${String(hostId)} ${String(hostname)}`));
    expect(pairs.size).toBe(new Set(hosts.map(({ hostId }) => hostId)).size);
    expect(pairs.size).toBeLessThan(hosts.length);
    const found = [
      ...sandbox.records("ScanProcessInstances"),
      ...sandbox.records("ScanExtensionDetails"),
      ...sandbox.records("complianceresultinstances"),
    ];
    for (const { hostId, hostname, scanId } of found)
      expect(hosts).toContainEqual(expect.objectContaining({ hostId, hostname, scanId, failed: false }));
  });

  test("answers every model", async () => {
    const { admin, sandbox } = await start({ tokenModel: true });
    for (const { plural } of models) {
      const { count } = (await admin.get(`${plural}/count`)).json;
      expect([plural, count]).toEqual([plural, sandbox.records(plural).length]);
      expect(await admin.find(plural, { limit: 1 })).toHaveLength(Math.min(count, 1));
    }
  });
});

test("records are copies: changing them changes nothing", async () => {
  const { sandbox } = await start();
  const [rule] = sandbox.records("rules");
  if (rule !== undefined) rule["name"] = "changed";
  expect(sandbox.records("rules")[0]?.["name"]).not.toBe("changed");
  expect(() => sandbox.records("nothing")).toThrow("The sandbox has no model 'nothing'.");
});

test.each([
  [{ seed: 1.5 }, "'seed' must be a whole number"],
  [{ port: -1 }, "'port' must be a port"],
  [{ now: "soon" }, "'now' must be a date"],
  [{ tokenRoutes: "tokens" }, "'tokenRoutes' must be"],
  [{ tokenLists: "all" }, "'tokenLists' must be"],
  [{ taskSeconds: -1 }, "'taskSeconds' must be a number of seconds"],
  [{ taskSeconds: "20" }, "'taskSeconds' must be a number of seconds"],
])("the option %j is refused", async (options, message) => {
  await expect(start(options as object)).rejects.toThrow(message);
});
