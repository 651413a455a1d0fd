import type { HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { explainNoRecords } from "../src/condition-names.js";
import {
  atNow,
  createClient,
  deletedId,
  explain,
  extensionId,
  findDoubts,
  groupId,
  lists,
  signal,
  unknownId,
  warn,
} from "./named-records.js";

describe("a name in a condition without records", () => {
  it.each([
    [{ hostname: "srv-02" }, 'where: hostname: no host is named "srv-02". Did you mean srv-01?'],
    [
      { hostname: "SRV-01" },
      'where: hostname: HUNT has "SRV-01" in another case, and a condition compares case. Use "srv-01".',
    ],
    [{ hostname: { ilike: "srv-02" } }, 'where: hostname: no host is named "srv-02". Did you mean srv-01?'],
    [{ hostname: { like: "SRV-02" } }, 'where: hostname: no host is named "SRV-02". Did you mean srv-01?'],
    [
      { organizationName: { ilike: "lakeside fods" } },
      'where: organizationName: no organization is named "lakeside fods". Did you mean Lakeside Foods?',
    ],
    [{ hostname: { inq: ["srv-01", "gone"] } }, 'where: hostname: no host is named "gone".'],
    [{ or: [{ hostname: "gone" }, { severity: "high" }] }, 'where: hostname: no host is named "gone".'],
    [{ targetGroupName: "Lap" }, 'where: targetGroupName: no target group is named "Lap". Did you mean Lab?'],
    [
      { targetGroupName: "lab" },
      'where: targetGroupName: HUNT has "lab" in another case, and a condition compares case. Use "Lab".',
    ],
    [
      { targetGroupId: unknownId },
      `where: targetGroupId: no target group has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { organizationName: "Lakeside Fods" },
      'where: organizationName: no organization is named "Lakeside Fods". Did you mean Lakeside Foods?',
    ],
    [
      { organizationId: unknownId },
      `where: organizationId: no organization has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { agentId: unknownId },
      `where: agentId: no agent has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { scanId: { inq: [groupId, unknownId] } },
      `where: scanId: no scan has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { sourceName: "Memory of LSAS was read" },
      'where: sourceName: no rule or extension is named "Memory of LSAS was read", and no alert has it. ' +
        "Did you mean Memory of LSASS was read?",
    ],
    [{ id: unknownId }, `where: id: no alert has the ID "${unknownId}". Check the ID and the instance.`],
    [
      { hostScanId: unknownId },
      `where: hostScanId: no scan host has the ID "${unknownId}". Check the ID and the instance.`,
    ],
  ])("is explained if HUNT does not have it: %j", async (where, message) => {
    expect(await explain(where)).toBe(message);
  });

  it.each([
    { hostname: "New-Host" },
    { hostname: "printer" },
    { hostname: "Old-Name" },
    { hostname: { neq: "gone" } },
    { hostname: { like: "gone%" } },
    { hostname: { ilike: "gone_" } },
    { hostname: { ilike: "SRV-01" } },
    { targetGroupName: { ilike: "lab" } },
    { targetGroupName: { ilike: String.raw`l\ab` } },
    { targetGroupName: "Office" },
    { targetGroupId: groupId.toUpperCase() },
    { severity: "high" },
    { organizationName: "Lakeside Foods" },
    { organizationId: groupId },
    { agentId: groupId },
    { scanId: groupId },
    { sourceName: "Terminate Process" },
    { sourceId: groupId },
    { sourceId: extensionId },
    { rmmSiteId: "site-1" },
    { fileRepId: "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
  ])("is not an error if it exists, or the condition does not name it: %j", async (where) => {
    expect(await explain(where)).toBeNull();
  });

  it("is explained in a list of other records", async () => {
    expect(await explain({ policyName: "Data AV" }, `Organizations/${groupId}/policyAssignments`)).toBe(
      'where: policyName: no policy is named "Data AV". Did you mean Datto AV?',
    );
  });

  it("is not an error in a list of target groups by their own ID, where a missing one is a result", async () => {
    expect(await explain({ id: unknownId }, "targets")).toBeNull();
  });

  it("is not an error in a list of hosts, where a missing host is a result", async () => {
    expect(await explain({ hostname: "gone" }, "Agents/count")).toBeNull();
  });

  it("is not an error in a list of scan results, where the records of a deleted scan still have its ID", async () => {
    const rows = { ...lists, ScanHosts: [{ scanId: deletedId }] };

    expect(await explain({ scanId: deletedId }, "ScanHosts", rows)).toBeNull();
  });

  it("is accepted in all its spellings", async () => {
    const { client } = createClient({ ...lists, Alerts: [{ hostname: "SRV-01" }] });
    const where = { hostname: { inq: ["srv-01", "SRV-01"] } };

    expect(await explainNoRecords({ client, path: "Alerts", where, signal, warn })).toBeNull();
  });

  it("is not checked if the token is not allowed to list hosts", async () => {
    const { HuntForbiddenError } = await import("@huntkit/core");
    const facts = { method: "GET", path: "Agents", status: 403 };
    const forbidden = {
      list: () => ({ toArray: () => Promise.reject(new HuntForbiddenError("No.", facts)) }),
    };
    const client = { model: () => forbidden, ...atNow } as unknown as HuntClient;

    expect(
      await explainNoRecords({ client, path: "Alerts", where: { hostname: "gone" }, signal, warn }),
    ).toBeNull();
  });
});

describe("a value that is not listed anywhere, in a condition without records", () => {
  it.each([
    [
      { sourceName: "EXP/CVE-2016-7228" },
      'where: sourceName: no rule or extension is named "EXP/CVE-2016-7228", and no alert has it. Check the spelling.',
    ],
    [
      { sourceId: "EXP/CVE-2016-7228" },
      'where: sourceId: no rule or extension has the ID "EXP/CVE-2016-7228", and no alert has it. ' +
        "Check the ID and the instance.",
    ],
    [
      { sourceId: unknownId },
      `where: sourceId: no rule or extension has the ID "${unknownId}", and no alert has it. ` +
        "Check the ID and the instance.",
    ],
    [{ mitreId: "T1999" }, 'where: mitreId: no alert has "T1999". Check the spelling.'],
    [{ mitreTactic: "impact" }, 'where: mitreTactic: no alert has "impact". Check the spelling.'],
    [{ tenant: "acme" }, 'where: tenant: no alert has "acme". Check the spelling.'],
    [
      { rmmSiteId: "site-2" },
      'where: rmmSiteId: no target group has the site ID "site-2", and no alert has it. Check the ID and the instance.',
    ],
    [
      { ip: "203.0.113.7" },
      'where: ip: no host has the IP address "203.0.113.7", and no alert has it. Check the address.',
    ],
    [{ itemId: unknownId }, `where: itemId: no alert has "${unknownId}". Check the spelling.`],
    [{ vsaId: "12" }, 'where: vsaId: no alert has "12". Check the spelling.'],
  ])("is a warning, because it can be new: %j", async (where, message) => {
    expect(await findDoubts(where)).toEqual([message]);
  });

  it("is an error if it is a misspelling of a value that alerts have", async () => {
    const rows = { ...lists, Alerts: [{ mitreTactic: "execution" }] };

    expect(await explain({ mitreTactic: "executon" }, "Alerts", rows)).toBe(
      'where: mitreTactic: no alert has "executon". Did you mean execution?',
    );
  });

  it.each([
    [
      { deviceType: "sever" },
      "DeviceGroups",
      'deviceType: no record of DeviceGroups has "sever". Did you mean server?',
    ],
    [{ type: "dato-av" }, "Policies", 'type: no record of Policies has "dato-av". Did you mean datto-av?'],
    [
      { policyType: "dato-av" },
      `Organizations/${groupId}/policyAssignments`,
      `policyType: no policy has the type "dato-av", and no record of Organizations/${groupId}/policyAssignments has it. ` +
        "Did you mean datto-av?",
    ],
  ])(
    "is an error if it is a misspelling of a kind of policies or devices: %j",
    async (where, path, message) => {
      expect(await explain(where, path)).toBe(`where: ${message}`);
    },
  );

  it("is a warning if it only differs by a digit from the ID of another technique", async () => {
    const rows = { ...lists, Alerts: [{ mitreId: "T1055" }] };

    expect(await findDoubts({ mitreId: "T1056" }, rows)).toEqual([
      'where: mitreId: no alert has "T1056". Check the spelling.',
    ]);
  });

  it("is a warning if the name of another tenant differs by one character", async () => {
    const rows = { ...lists, Alerts: [{ tenant: "acme" }] };

    expect(await findDoubts({ tenant: "acne" }, rows)).toEqual([
      'where: tenant: no alert has "acne". Check the spelling.',
    ]);
  });

  it("is a warning if the name of another signature differs by a digit", async () => {
    const rows = { ...lists, Alerts: [{ sourceName: "EXP/CVE-2016-7228" }] };

    expect(await findDoubts({ sourceName: "EXP/CVE-2016-7229" }, rows)).toEqual([
      'where: sourceName: no rule or extension is named "EXP/CVE-2016-7229", and no alert has it. Check the spelling.',
    ]);
  });

  it("is accepted if an alert in the archive has it", async () => {
    const rows = { ...lists, Alertsarchive: [{ mitreId: "T1486" }] };

    expect(await findDoubts({ mitreId: "T1486" }, rows)).toEqual([]);
  });
});

describe("a name that only alerts in the archive have", () => {
  const rows = { ...lists, Alertsarchive: [{ targetGroupName: "Deleted", targetGroupId: deletedId }] };
  const where = { targetGroupName: { inq: ["Deleted", "Lab"] } };

  it("is explained if only current alerts are read", async () => {
    expect(await explain({ targetGroupName: "Deleted" }, "Alerts", rows)).toBe(
      'where: targetGroupName: no target group is named "Deleted", and only alerts in the archive have it. ' +
        "Read Alertsarchive, too, or a period that includes it.",
    );
  });

  it("is explained by its ID", async () => {
    const archived = { ...lists, Alertsarchive: [{ id: deletedId }] };

    expect(await explain({ id: deletedId }, "Alerts", archived)).toBe(
      `where: id: the alert "${deletedId}" is in the archive. Read Alertsarchive, too, or a period that includes it.`,
    );
  });

  it("is accepted in a read of the archive", async () => {
    expect(await explain(where, "Alertsarchive", rows)).toBeNull();
  });

  it("is accepted in a read of current alerts that includes the archive", async () => {
    const { client } = createClient(rows);
    const read = { client, path: "Alerts", archive: true, where, signal, warn };

    expect(await explainNoRecords(read)).toBeNull();
  });
});
