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

/** Returns the value at a path such as `data.scanId`. */
function readPath(row: Row, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], row);
}

/**
 * Returns the fields of all models that refer to a model, including nested ones, by their paths, such as
 * `data.scanId`.
 */
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

/** Returns whether a value has the type of its property. */
function fits(value: unknown, { type, required, column }: PropertyDefinition): boolean {
  if (value === undefined || value === null) return !required;
  if (column === "uuid" && (typeof value !== "string" || !UUID.test(value))) return false;
  if (column === "bigint") return typeof value === "string" && /^\d+$/.test(value);
  if (type === "date") return typeof value === "string" && new Date(value).toISOString() === value;
  if (type === "array") return Array.isArray(value);
  return typeof value === type;
}

describe("sandboxes with the same seed and now", () => {
  test("sandboxes with the same seed and now have the same records, IDs, and tokens", async () => {
    const [one, two] = [await start({ seed: 7 }), await start({ seed: 7 })];
    expect(one.sandbox.tokens).toEqual(two.sandbox.tokens);
    const [first, second] = [everything(one.sandbox), everything(two.sandbox)];
    expect(first).toEqual(second);
  });

  test("the records do not depend on the order in which models are read", async () => {
    const [one, two] = [await start({ seed: 1 }), await start({ seed: 1 })];
    const order = models.map(({ plural }) => plural);
    const forwards = new Map(order.map((plural) => [plural, ids(one.sandbox, plural)]));
    const backwards = new Map(order.toReversed().map((plural) => [plural, ids(two.sandbox, plural)]));
    expect(order.filter((plural) => String(backwards.get(plural)) !== String(forwards.get(plural)))).toEqual(
      [],
    );
  });

  test("the records do not depend on changes before they are first read", async () => {
    const [one, two] = [await start({ seed: 1 }), await start({ seed: 1 })];
    const [scan] = await two.admin.find("scans", { limit: 1 });
    await two.admin.delete(`scans/${scan.id}`);
    await two.admin.post("scans", { name: "new" });
    for (const plural of ["ScanHosts", "ScanProcessInstances", "userTasks"])
      expect(two.sandbox.records(plural)).toEqual(one.sandbox.records(plural));
  });

  test("the seeded tokens do not depend on a token that is created first", async () => {
    const [one, two] = [await start({ seed: 1 }), await start({ seed: 1 })];
    await two.nobody.post("users/login", { username: "admin", password: "admin-password" });
    expect(ids(two.sandbox, "AccessTokens").slice(0, -1)).toEqual(ids(one.sandbox, "AccessTokens"));
  });

  test("tokens that are created later have the same IDs and values", async () => {
    const [one, two] = [await start({ seed: 1 }), await start({ seed: 1 })];
    const created = await Promise.all(
      [one, two].map(({ admin }) => admin.post("users/me/accessTokens", { description: "x" })),
    );
    expect(created[0]?.json.token).toBe(created[1]?.json.token);
    expect(created[0]?.json.id).toBe(created[1]?.json.id);
  });
});

test("another seed produces other records and tokens", async () => {
  const [one, two] = [await start({ seed: 1 }), await start({ seed: 2 })];
  expect(Object.values(one.sandbox.tokens)).not.toContain(two.sandbox.tokens.admin);
  expect(one.sandbox.records("Alerts")[0]?.id).not.toBe(two.sandbox.records("Alerts")[0]?.id);
});

describe("a new sandbox", () => {
  test("a new sandbox has 3,000 alerts and 2,500 agents", async () => {
    const { sandbox } = await start();

    expect(sandbox.records("Alerts")).toHaveLength(3000);
    expect(sandbox.records("Agents")).toHaveLength(2500);
  });

  test("a new sandbox has records of every model except DashboardData", async () => {
    const { sandbox } = await start();

    const rows = everything(sandbox);

    const small = Object.keys(rows).filter((plural) => (rows[plural]?.length ?? 0) < 2);
    expect(small).toEqual(["DashboardData"]);
  });

  test("alerts that are older than 30 days are in the archive", async () => {
    const { sandbox } = await start();
    const oldest = new Date(Date.parse(NOW) - 30 * 86_400_000).toISOString();

    const current = sandbox.records("Alerts");
    const archived = sandbox.records("Alertsarchive");

    expect(current.every(({ createdOn }) => String(createdOn) >= oldest)).toBe(true);
    expect(archived.every(({ createdOn }) => String(createdOn) < oldest)).toBe(true);
  });

  test("a new sandbox has alerts of every severity", async () => {
    const { sandbox } = await start();

    const severities = new Set(sandbox.records("Alerts").map(({ severity }) => severity));

    expect(severities).toEqual(new Set(["low", "medium", "high", "critical"]));
  });

  test("every reference in the catalog refers to an existing record", async () => {
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

  test("an alert has a scan, its host in that scan, a file, and an agent with the same name", async () => {
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

  test("AlertDetails show the verdict in the data of the alert, and the hashes of its file", async () => {
    const { admin, sandbox } = await start();
    const [alert] = sandbox.records("Alerts");
    const data = alert?.["data"] as Record<string, unknown>;

    const details = (await admin.get(`AlertDetails/${alert?.id}`)).json;

    const { threatName, threatScore, flagName, malicious, suspicious, md5, sha256 } = data;
    expect(details).toMatchObject({ threatName, threatScore, flagName, malicious, suspicious, md5, sha256 });
    expect(details).toMatchObject({ sha1: alert?.["fileRepId"], locationId: alert?.["targetGroupId"] });
    expect(await admin.find("AlertDetails", { where: { id: alert?.id } })).toEqual([details]);
  });

  test("a list of alerts has the 43 fields of a live instance, and no threat fields", async () => {
    const { admin } = await start();
    const [alert] = await admin.find("Alerts", { limit: 1 });

    expect(Object.keys(alert)).toHaveLength(43);
    expect(Object.keys(alert)).not.toContain("threatName");
    expect(Object.keys(alert)).not.toContain("sha256");
  });

  test("each agent has an address in its target group", async () => {
    const { sandbox } = await start();
    const addresses = new Map(sandbox.records("Addresses").map((row) => [row["agentId"], row]));

    for (const { id, hostname, ipstring, locationId } of sandbox.records("Agents"))
      expect(addresses.get(id)).toMatchObject({ hostname, ipstring, targetId: locationId });
  });

  test("the counts of a scan match its findings", async () => {
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

  test("scores and weights are 0 to 10, and threat names are those that the vendor documents", async () => {
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

  test("the IDs of hosts, files, signatures, and modules have 40 hexadecimal digits", async () => {
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

  test("seeded records have only declared properties with the declared types", async () => {
    const { sandbox } = await start();
    for (const { plural, properties } of models) {
      for (const row of sandbox.records(plural).slice(0, 30)) {
        const unknown = Object.keys(row).filter((name) => name !== "id" && !Object.hasOwn(properties, name));
        const unfit = Object.entries(properties).filter(([name, property]) => !fits(row[name], property));
        expect({ plural, unknown, unfit }).toEqual({ plural, unknown: [], unfit: [] });
      }
    }
  });

  test("the files of alerts and findings exist", async () => {
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

  test("installed applications have advisories", async () => {
    const { sandbox } = await start();
    const advisories = sandbox.records("ApplicationAdvisories");
    const installed = ["ScanApplicationInstances", "BoxApplicationInstances"].flatMap((plural) =>
      sandbox.records(plural),
    );

    for (const { applicationId, name } of installed)
      expect(advisories).toContainEqual(expect.objectContaining({ applicationId, applicationName: name }));
  });

  test("advisories have CVEs, with CVSS 3 if the advisory has a CVSS 3 score", async () => {
    const { admin, sandbox } = await start();

    for (const { cveId, baseScoreV3 } of sandbox.records("ApplicationAdvisories")) {
      const { impact } = (await admin.get(`Cves/${String(cveId)}`)).json;
      const { severity, ...scores } = impact.baseMetricV2;
      expect(cveId).toMatch(/^CVE-\d{4}-\d+$/);
      expect(severity).toMatch(/^(LOW|MEDIUM|HIGH)$/);
      expect(scores).toEqual({
        impactScore: expect.any(Number) as number,
        exploitabilityScore: expect.any(Number) as number,
      });
      expect("baseMetricV3" in impact).toBe(baseScoreV3 !== null);
    }
  });

  test("seeded tasks have the vendor's statuses", async () => {
    const { sandbox } = await start();

    const statuses = new Set(sandbox.records("userTasks").map(({ status }) => status));

    expect(statuses).toEqual(new Set(["Active", "Completed", "Cancelled", "Failed", "Error"]));
  });

  test("seeded tasks have two items each", async () => {
    const { sandbox } = await start();
    const items = sandbox.records("userTaskItems");

    for (const { id } of sandbox.records("userTasks"))
      expect(items.filter(({ userTaskId }) => userTaskId === id)).toHaveLength(2);

    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(["host-access", "enumeration"]));
  });

  test("seeded items have a job and a progress message each", async () => {
    const { sandbox } = await start();
    const progresses = sandbox.records("userTaskItemProgresses");
    const jobs = new Map(sandbox.records("jobs").map((job) => [job.id, job]));

    for (const { id, jobId, result } of sandbox.records("userTaskItems")) {
      expect(jobs.get(String(jobId))?.["data"]).toEqual(result);
      expect(progresses.filter(({ taskItemId }) => taskItemId === id)).toHaveLength(1);
    }
  });

  test("a host has the same hostId in all its scans", async () => {
    const { sandbox } = await start();

    const hosts = sandbox.records("ScanHosts");

    const pairs = new Set(hosts.map(({ hostId, hostname }) => `${String(hostId)} ${String(hostname)}`));
    expect(pairs.size).toBe(new Set(hosts.map(({ hostId }) => hostId)).size);
    expect(pairs.size).toBeLessThan(hosts.length);
  });

  test.each(["ScanProcessInstances", "ScanExtensionDetails"])(
    "findings belong to a reachable host of their scan: %s",
    async (plural) => {
      const { sandbox } = await start();
      const hosts = sandbox.records("ScanHosts");

      for (const { hostId, hostname, scanId } of sandbox.records(plural))
        expect(hosts).toContainEqual(expect.objectContaining({ hostId, hostname, scanId, failed: false }));
    },
  );

  test("every model has routes to list and count its records, except for assignments of policies", async () => {
    const { admin, sandbox } = await start({ tokenModel: true });
    for (const { plural } of models.filter(({ isRelationOnly }) => !isRelationOnly)) {
      const { count } = (await admin.get(`${plural}/count`)).json;
      expect([plural, count]).toEqual([plural, sandbox.records(plural).length]);
      expect(await admin.find(plural, { limit: 1 })).toHaveLength(Math.min(count, 1));
    }
  });
});

test("changes of a copy from records() do not affect the sandbox", async () => {
  const { sandbox } = await start();

  const [rule] = sandbox.records("rules");
  if (rule !== undefined) rule["name"] = "changed";

  expect(sandbox.records("rules")[0]?.["name"]).not.toBe("changed");
});

test("records() throws for an unknown model", async () => {
  const { sandbox } = await start();

  expect(() => sandbox.records("nothing")).toThrow("No model named 'nothing' found.");
});

test.each([
  [{ seed: 1.5 }, "Invalid value 1.5 for 'seed'. Use a whole number."],
  [{ port: -1 }, "Invalid value -1 for 'port'. Use a whole number from 0 to 65535."],
  [{ now: "soon" }, "Invalid value \"soon\" for 'now'. Use a date such as 2026-01-31T12:00:00Z."],
  [
    { tokenRoutes: "tokens" },
    "Invalid value \"tokens\" for 'tokenRoutes'. Use accessTokens, apiTokens, or none.",
  ],
  [{ tokenLists: "all" }, "Invalid value \"all\" for 'tokenLists'. Use owner or refused."],
  [{ taskSeconds: -1 }, "Invalid value -1 for 'taskSeconds'. Use a number of seconds, 0 or more."],
  [
    { taskSeconds: Infinity },
    "Invalid value Infinity for 'taskSeconds'. Use a number of seconds, 0 or more.",
  ],
  [{ taskSeconds: "20" }, "Invalid value \"20\" for 'taskSeconds'. Use a number of seconds, 0 or more."],
])("startSandbox rejects the option %o", async (options, message) => {
  await expect(start(options as object)).rejects.toThrow(message);
});
