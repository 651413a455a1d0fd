import { privateAddress, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const cities = [
  "Rotterdam",
  "Leipzig",
  "Cork",
  "Lyon",
  "Porto",
  "Gdansk",
  "Turku",
  "Aarhus",
  "Graz",
  "Utrecht",
];

const AGENTS = 2500;

const systems = [
  { os: "Windows 11 Enterprise", osVersion: "10.0.22631", prefix: "WS" },
  { os: "Windows 10 Pro", osVersion: "10.0.19045", prefix: "PC" },
  { os: "Windows Server 2022", osVersion: "10.0.20348", prefix: "SRV" },
  { os: "Ubuntu 22.04", osVersion: "5.15.0", prefix: "lnx" },
  { os: "macOS 14", osVersion: "14.3.1", prefix: "mac" },
] as const;

/** Organizations, their locations and target groups, and the agents in these. */
export const hostModels = {
  organizations: {
    writers: ["admin"],
    seed: ({ daysAgo }) =>
      [
        "Northwind Harbour",
        "Meridian Clinics",
        "Alder & Finch Legal",
        "Copperfield Schools",
        "Lakeside Foods",
      ].map((name, index) => ({
        name,
        description: `Customer since ${new Date(daysAgo(900 - index * 90)).getUTCFullYear()}`,
        createdOn: daysAgo(900 - index * 90),
      })),
  },
  locations: {
    writers: ["admin"],
    seed: ({ rows, daysAgo }) =>
      cities.map((name, index) => ({
        name,
        organizationId: rows("Organization")[index % rows("Organization").length]?.id,
        createdOn: daysAgo(800 - index * 20),
      })),
  },
  agents: {
    seed: ({ random, rows, daysAgo }) =>
      times(AGENTS, (index) => {
        const group = random.pick(rows("Target"));
        const { prefix, os, osVersion } = random.pick(systems);
        const active = random.chance(92);
        return {
          hostname: `${prefix}-${String(group["name"]).slice(0, 3).toUpperCase()}-${String(index + 1).padStart(4, "0")}`,
          ipstring: privateAddress(random),
          active,
          authorized: random.chance(98),
          isolated: active && random.chance(1),
          os,
          osVersion,
          version: random.pick(["3.13.0", "3.13.1", "3.13.2"]),
          targetId: group.id,
          locationId: group["locationId"],
          organizationId: group["organizationId"],
          heartbeat: daysAgo(active ? random.integer(0, 60) / 1440 : random.integer(3, 120)),
          createdOn: daysAgo(random.integer(120, 600)),
        };
      }),
  },
  controllerGroups: {
    seed: ({ daysAgo }) => [
      { name: "Default", createdOn: daysAgo(900) },
      { name: "Branch offices", createdOn: daysAgo(420) },
    ],
  },
  targets: {
    // As the path of its agents is spelled on live instances. HUNT ignores the case.
    plural: "Targets",
    beforeDelete: (row, store) =>
      store.table("TargetArchive").put({ ...row, archivedOn: new Date(store.clock.now()).toISOString() }),
    seed: ({ random, rows, daysAgo }) =>
      rows("Location").flatMap(({ id, name, organizationId }, index) =>
        ["workstations", "servers"].map((kind) => ({
          name: `${String(name)} ${kind}`,
          controllerGroupId: rows("ControllerGroup")[index % 2]?.id,
          organizationId,
          locationId: id,
          lastScannedOn: daysAgo(random.integer(0, 20)),
          createdOn: daysAgo(700 - index * 10),
        })),
      ),
  },
  targetsArchive: {
    seed: ({ rows, daysAgo }) =>
      ["Old laboratory", "Closed warehouse", "Trial 2024", "Temporary stand", "Migrated domain"].map(
        (name, index) => ({
          name,
          controllerGroupId: rows("ControllerGroup")[0]?.id,
          organizationId: rows("Organization")[index]?.id,
          createdOn: daysAgo(850 - index),
          archivedOn: daysAgo(60 + index * 9),
        }),
      ),
  },
  credentials: {
    seed: ({ random, daysAgo }) =>
      [
        ["Domain scanner", "NORTHWIND\\svc-hunt", "windowsDomain"],
        ["Local administrator", "Administrator", "windowsLocal"],
        ["Linux fleet", "hunt", "ssh"],
        ["Linux fleet, root", "hunt", "linuxSudo"],
        ["Cloud account", "hunt-discovery", "aws"],
      ].map(([name, username, login], index) => ({
        name,
        username,
        password: random.alphanumeric(20),
        login,
        byok: index === 4,
        createdOn: daysAgo(300 - index * 11),
      })),
  },
  queries: {
    seed: ({ rows, daysAgo }) =>
      rows("Target").map(({ id, name }, index) => ({
        name: `Network of ${String(name)}`,
        value: `10.${index}.0.0/16`,
        targetId: id,
        credentialId: rows("Credential")[0]?.id,
        sshCredentialId: rows("Credential")[2]?.id,
        createdOn: daysAgo(250 - index),
      })),
  },
  addresses: {
    seed: ({ random, rows, daysAgo }) => {
      const known = rows("Agent")
        .slice(0, 30)
        .map(({ id, hostname, ipstring, targetId }) => ({
          hostname,
          ipstring,
          accessible: true,
          agentId: id,
          targetId,
          lastAccessedOn: daysAgo(random.integer(0, 6)),
          createdOn: daysAgo(random.integer(30, 200)),
        }));
      const unknown = times(20, (index) => ({
        hostname: `unmanaged-${index + 1}`,
        ipstring: privateAddress(random),
        accessible: random.chance(40),
        agentId: null,
        targetId: random.pick(rows("Target")).id,
        lastAccessedOn: daysAgo(random.integer(1, 30)),
        createdOn: daysAgo(random.integer(30, 200)),
      }));
      return [...known, ...unknown];
    },
  },
} satisfies ModelBehaviors;
