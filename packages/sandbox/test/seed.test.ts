import { models as catalog, threatNames, type Fields, type Model } from "@huntkit/catalog";
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

/** The value at a path such as `data.scanId`. */
function readPath(row: Row, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], row);
}

/** The fields of all models that refer to a model, those in objects included, by their paths: `data.scanId`. */
function listReferences(): { route: string; path: string; model: string }[] {
  const list = (fields: Fields, prefix: string): { path: string; model: string }[] =>
    Object.entries(fields).flatMap(([name, { reference, fields: inner, only }]) => [
      ...(reference === undefined || only === "client" ? [] : [{ path: prefix + name, model: reference }]),
      ...list(inner ?? {}, `${prefix}${name}.`),
    ]);
  return Object.values<Model>(catalog).flatMap(({ route, fields }) =>
    list(fields, "").map((reference) => ({ route, ...reference })),
  );
}

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
  test("holds 3,000 alerts of 30 days, older ones in the archive, 2,500 agents and some of everything else", async () => {
    const { sandbox } = await start();
    const rows = everything(sandbox);
    expect(rows["Alerts"]).toHaveLength(3000);
    expect(rows["Agents"]).toHaveLength(2500);
    expect(Object.keys(rows).filter((plural) => (rows[plural]?.length ?? 0) < 2)).toEqual(["DashboardData"]);
    const oldest = new Date(Date.parse(NOW) - 30 * 86_400_000).toISOString();
    expect(rows["Alerts"]?.every(({ createdOn }) => String(createdOn) >= oldest)).toBe(true);
    expect(rows["Alertsarchive"]?.every(({ createdOn }) => String(createdOn) < oldest)).toBe(true);
    for (const severity of ["low", "medium", "high", "critical"])
      expect(rows["Alerts"]?.some((row) => row["severity"] === severity)).toBe(true);
  });

  test("refers to records that exist, in every field that the catalog calls a reference", async () => {
    const { sandbox } = await start();
    const idsOf = new Map(
      models.map(({ name, plural }) => [name, new Set<unknown>(sandbox.records(plural).map(({ id }) => id))]),
    );

    const lost = listReferences().flatMap(({ route, path, model }) => {
      const known = idsOf.get(model);
      const values = sandbox.records(route).map((row) => readPath(row, path) ?? null);
      return values.every((value) => value === null || known?.has(value)) ? [] : [`${route}.${path}`];
    });

    expect(lost).toEqual([]);
  });

  test("has alerts with a scan, its host in that scan, a file, and an agent of that name", async () => {
    const { sandbox } = await start();
    const [scans, hosts, files, agents] = ["scans", "ScanHosts", "FileReps", "Agents"].map(
      (plural) => new Map(sandbox.records(plural).map((row): [unknown, Row] => [row.id, row])),
    );

    for (const alert of [...sandbox.records("Alerts"), ...sandbox.records("Alertsarchive")]) {
      const host = hosts?.get(alert["hostScanId"]);
      const { scanId, hostname, hostId, ip } = alert;
      expect(host).toMatchObject({ scanId, hostname, hostId, ip, failed: false });
      expect(scans?.get(scanId)?.["targetId"]).toBe(alert["targetGroupId"]);
      expect(String(scans?.get(scanId)?.["completedOn"]) <= String(alert["createdOn"])).toBe(true);
      expect(agents?.get(alert["agentId"])).toMatchObject({ hostname, locationId: alert["targetGroupId"] });
      expect(files?.has(alert["fileRepId"])).toBe(true);
    }
  });

  test("shows in AlertDetails the verdict that the alert has in its data, and the hashes of its file", async () => {
    const { admin, sandbox } = await start();
    const [alert] = sandbox.records("Alerts");
    const data = alert?.["data"] as Record<string, unknown>;

    const details = (await admin.get(`AlertDetails/${alert?.id}`)).json;

    const { threatName, threatScore, flagName, malicious, suspicious, md5, sha256 } = data;
    expect(details).toMatchObject({ threatName, threatScore, flagName, malicious, suspicious, md5, sha256 });
    expect(details).toMatchObject({ sha1: alert?.["fileRepId"], locationId: alert?.["targetGroupId"] });
    expect(await admin.find("AlertDetails", { where: { id: alert?.id } })).toEqual([details]);
  });

  test("has the 43 fields of a live instance in a list of alerts, and no threat fields", async () => {
    const { admin } = await start();
    const [alert] = await admin.find("Alerts", { limit: 1 });

    expect(Object.keys(alert)).toHaveLength(43);
    expect(Object.keys(alert)).not.toContain("threatName");
    expect(Object.keys(alert)).not.toContain("sha256");
  });

  test("has an address for each agent, in the agent's target group", async () => {
    const { sandbox } = await start();
    const addresses = new Map(sandbox.records("Addresses").map((row) => [row["agentId"], row]));

    for (const { id, hostname, ipstring, locationId } of sandbox.records("Agents"))
      expect(addresses.get(id)).toMatchObject({ hostname, ipstring, targetId: locationId });
  });

  test("counts the findings of each scan by kind as there are", async () => {
    const { sandbox } = await start();
    const processes = sandbox.records("ScanProcessInstances");

    for (const { id, data } of sandbox.records("scans")) {
      const { counts } = data as { counts: { total: { process: number }; compromised: { process: number } } };
      const found = processes.filter(({ scanId }) => scanId === id);
      expect(found).toHaveLength(counts.total.process);
      expect(found.filter(({ threatScore }) => Number(threatScore) >= 7)).toHaveLength(
        counts.compromised.process,
      );
    }
  });

  test("has scores and weights of 0 to 10, and the names of threats that the vendor documents", async () => {
    const { sandbox } = await start();
    const rows = ["AlertDetails", "FileReps", "ScanProcessInstances", "BoxModuleInstances", "flags"].flatMap(
      (plural) => sandbox.records(plural),
    );

    const scores = rows.flatMap(({ threatScore, threatWeight, flagWeight, weight }) =>
      [threatScore, threatWeight, flagWeight, weight].filter((each) => typeof each === "number"),
    );
    expect(scores.filter((score) => score < 0 || score > 10)).toEqual([]);
    const names = new Set(rows.flatMap(({ threatName }) => threatName ?? []));
    expect([...names].filter((name) => !threatNames.includes(name as (typeof threatNames)[number]))).toEqual(
      [],
    );
  });

  test("has IDs of hosts, files, signatures, and modules of 40 hex digits", async () => {
    const { sandbox } = await start();
    const hexIds = sandbox
      .records("ScanModuleInstances")
      .flatMap(({ hostId, fileRepId, signatureId, moduleId }) => [
        hostId,
        fileRepId,
        signatureId ?? hostId,
        moduleId,
      ]);

    expect(hexIds.filter((id) => !/^[\da-f]{40}$/.test(String(id)))).toEqual([]);
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
    const files = new Map(sandbox.records("FileReps").map((file) => [file.id, file]));
    for (const alert of newest) expect(files.has(alert.fileRepId)).toBe(true);
    for (const { fileRepId, md5, avPositives, threatScore } of found)
      expect(files.get(String(fileRepId))).toMatchObject({ md5, avPositives, threatScore });
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

  test("has tasks in the vendor's statuses, each with items that have their jobs and their progress", async () => {
    const { admin, sandbox } = await start();
    const tasks = await admin.find("userTasks", {});
    const items = sandbox.records("userTaskItems");
    const progresses = sandbox.records("userTaskItemProgresses");
    const jobs = new Map(sandbox.records("jobs").map((job) => [job.id, job]));
    for (const task of tasks)
      expect(items.filter(({ userTaskId }) => userTaskId === task.id)).toHaveLength(2);
    for (const { id, jobId, result } of items) {
      expect(jobs.get(String(jobId))).toMatchObject({ data: result });
      expect(progresses.filter(({ taskItemId }) => taskItemId === id)).toHaveLength(1);
    }
    expect(new Set(tasks.map(({ status }: Row) => status))).toEqual(
      new Set(["Active", "Completed", "Cancelled", "Failed", "Error"]),
    );
    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(["host-access", "enumeration"]));
  });

  test("knows a machine by one hostId in all its scans", async () => {
    const { sandbox } = await start();
    const hosts = sandbox.records("ScanHosts");
    const pairs = new Set(hosts.map(({ hostId, hostname }) => `${String(hostId)} ${String(hostname)}`));
    expect(pairs.size).toBe(new Set(hosts.map(({ hostId }) => hostId)).size);
    expect(pairs.size).toBeLessThan(hosts.length);
    const found = [...sandbox.records("ScanProcessInstances"), ...sandbox.records("ScanExtensionDetails")];
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
