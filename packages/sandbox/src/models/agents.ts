import type { Row, ViewContext } from "../data/definition.js";
import { privateAddress, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const AGENTS = 2500;

const systems = [
  { os: "windows", osVersion: "Windows 11 Enterprise", prefix: "WS" },
  { os: "windows", osVersion: "Windows 10 Pro", prefix: "PC" },
  { os: "windows", osVersion: "Windows Server 2022", prefix: "SRV" },
  { os: "linux", osVersion: "Ubuntu 22.04", prefix: "lnx" },
  { os: "darwin", osVersion: "macOS 14", prefix: "mac" },
] as const;

/** Agents, and the addresses where discovery found them and other hosts. */
export const agentModels = {
  agents: {
    // Columns that AgentDetails show, and the operating system in ScanHosts.
    internal: {
      deviceId: "string",
      osVersion: "string",
      version: "string",
      hasAvLicense: "boolean",
      lastAvScanTime: "date",
      lastAvScanType: "string",
      markedForUninstall: "boolean",
      markedForUpdate: "boolean",
    },
    seed: ({ random, rows, daysAgo }) =>
      times(AGENTS, (index) => {
        const group = random.pick(rows("Target"));
        const { prefix, os, osVersion } = random.pick(systems);
        const active = random.chance(92);
        const city = String(group["name"]).slice(0, 3).toUpperCase();
        const hostname = `${prefix}-${city}-${String(index + 1).padStart(4, "0")}`;
        const ipstring = privateAddress(random);
        const hasAvLicense = os === "windows" && random.chance(60);
        const isScanned = hasAvLicense && random.chance(90);
        return {
          hostname,
          name: hostname,
          ipstring,
          ip: ipstring,
          active,
          authorized: random.chance(98),
          isolated: active && random.chance(1),
          os,
          locationId: group.id,
          organizationId: group["organizationId"],
          heartbeat: daysAgo(active ? random.integer(0, 60) / 1440 : random.integer(3, 120)),
          deviceId: random.uuid(),
          osVersion,
          version: random.pick(["3.17.0.6102", "3.17.1.6224", "3.16.4.5990"]),
          hasAvLicense,
          lastAvScanTime: isScanned ? daysAgo(random.integer(0, 30)) : null,
          lastAvScanType: isScanned ? random.pick(["av-quick-scan", "av-full-scan"]) : null,
          markedForUninstall: false,
          markedForUpdate: false,
        };
      }),
  },
  agentDetails: {
    view: {
      base: "Agent",
      prepare: (store) => {
        const alerts = store.table("Alert").countBy("agentId");
        const organizations = listNames(store, "OrganizationDetail");
        const locations = listNames(store, "Location");
        return (agent) => ({
          ...showAgentDetails(agent),
          alertCount: String(alerts.get(agent.id) ?? 0),
          organizationName: organizations.get(agent["organizationId"]) ?? null,
          locationName: locations.get(agent["locationId"]) ?? null,
        });
      },
    },
  },
  scanHistoryTrackings: {
    seed: ({ rows }) =>
      rows("Agent").flatMap(({ id, lastAvScanTime, lastAvScanType }) =>
        typeof lastAvScanTime === "string"
          ? [
              {
                agentId: id,
                scanType: lastAvScanType === "av-full-scan" ? "Full scan" : "Quick scan",
                status: "completed",
                createdOn: lastAvScanTime,
                scanTime: lastAvScanTime,
              },
            ]
          : [],
      ),
  },
  addresses: {
    seed: ({ random, rows, daysAgo }) => {
      const queries = new Map(rows("Query").map((query): [unknown, Row] => [query["targetId"], query]));
      const found = (targetId: unknown): Record<string, unknown> => {
        const query = queries.get(targetId);
        return {
          targetId,
          queryId: query?.id,
          credentialId: query?.["credentialId"],
          sshCredentialId: query?.["sshCredentialId"],
        };
      };
      const managed = rows("Agent").map(({ id, hostname, ipstring, locationId, active }) => ({
        hostname,
        ipstring,
        accessible: active,
        agentId: id,
        ...found(locationId),
        lastAccessedOn: daysAgo(random.integer(0, 6)),
      }));
      const unmanaged = times(20, (index) => ({
        hostname: `unmanaged-${index + 1}`,
        ipstring: privateAddress(random),
        accessible: random.chance(40),
        agentId: null,
        ...found(random.pick(rows("Target")).id),
        lastAccessedOn: daysAgo(random.integer(1, 30)),
      }));
      return [...managed, ...unmanaged];
    },
  },
} satisfies ModelBehaviors;

/** Returns the names of a model's records by their IDs. */
function listNames(store: ViewContext, model: string): ReadonlyMap<unknown, unknown> {
  return new Map(Array.from(store.table(model).inOrderOfInsertion(), ({ id, name }) => [id, name]));
}

/** Returns the columns that AgentDetails add to an agent, except those of other models. */
function showAgentDetails(agent: Row): Record<string, unknown> {
  const { active, hasAvLicense, lastAvScanTime, markedForUninstall, markedForUpdate } = agent;
  const enabled = hasAvLicense === true;
  return {
    status: active === true ? "Online" : "Offline",
    syncStatus: active === true,
    hasEdrLicense: true,
    hasAvLicense: enabled,
    dattoAvEnabled: enabled,
    scanStatus: typeof lastAvScanTime === "string" ? "completed" : null,
    markedForUninstall: markedForUninstall === true,
    markedForUpdate: markedForUpdate === true,
    eppData: { dattoav: { enabled, data: enabled ? engine : null } },
  };
}

const engine = {
  connected: true,
  engineReady: true,
  engineVersion: "1.0.2409.11",
  coreEngineVersion: "8.3.70.24",
  vdfVersion: "8.20.32.108",
  vdfReleaseDate: "2026-02-27",
  engineReleaseDate: "2026-01-14",
  eppVersion: "2.2.0.115",
  rebootRequired: false,
};
