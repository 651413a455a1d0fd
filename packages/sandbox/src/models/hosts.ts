import type { HookContext, Row } from "../data/definition.js";
import { assignmentsBy, deleteAssignmentsBy } from "./policy-assignments.js";
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

/** Organizations, their locations and target groups, and how hosts are discovered in them. */
export const hostModels = {
  organizations: {
    writers: ["admin"],
    relations: assignmentsBy("organizationId"),
    beforeDelete: deleteAssignmentsBy("organizationId"),
    seed: () =>
      [
        "Northwind Harbour",
        "Meridian Clinics",
        "Alder & Finch Legal",
        "Copperfield Schools",
        "Lakeside Foods",
      ].map((name) => ({ name })),
    view: {
      prepare: (context) => {
        const [alerts, devices, locations] = ["Alert", "Agent", "Target"].map((model) =>
          context.table(model).countBy("organizationId"),
        );
        return ({ id }) => ({
          alertCount: alerts?.get(id) ?? 0,
          deviceCount: devices?.get(id) ?? 0,
          locationCount: locations?.get(id) ?? 0,
        });
      },
    },
  },
  organizationDetails: { view: { base: "Organization" } },
  locations: {
    writers: ["admin"],
    relations: assignmentsBy("locationId"),
    beforeDelete: moveToArchive,
    view: { base: "Target" },
  },
  locationDetails: { view: { base: "Target" } },
  controllerGroups: {
    seed: () => ["Controller Group 1", "Branch offices"].map((name) => ({ name, deleted: false })),
  },
  targets: {
    // Spelled as on live instances. HUNT ignores the case.
    plural: "Targets",
    beforeDelete: moveToArchive,
    seed: ({ random, rows, daysAgo }) =>
      cities.flatMap((name, index) =>
        ["workstations", "servers"].map((kind) => ({
          name: `${name} ${kind}`,
          description: null,
          controllerGroupId: rows("ControllerGroup")[index % 2]?.id,
          organizationId: rows("Organization")[index % rows("Organization").length]?.id,
          lastScannedOn: daysAgo(random.integer(0, 20)),
          deleted: false,
          data: { rmmUid: random.uuid() },
        })),
      ),
    view: {
      prepare: (context) => {
        const agents = context.table("Agent").countBy("locationId");
        const active = context.table("Agent").countBy("locationId", "active");
        const alerts = context.table("Alert").countBy("targetGroupId");
        const addresses = context.table("Address").countBy("targetId");
        return ({ id }) => ({
          agentCount: agents.get(id) ?? 0,
          activeAgentCount: active.get(id) ?? 0,
          alertCount: String(alerts.get(id) ?? 0),
          totalAddressCount: addresses.get(id) ?? 0,
        });
      },
    },
  },
  targetsArchive: {
    seed: ({ rows }) =>
      ["Old laboratory", "Closed warehouse", "Trial 2024", "Temporary office", "Migrated domain"].map(
        (name, index) => ({
          name,
          controllerGroupId: rows("ControllerGroup")[0]?.id,
          organizationId: rows("Organization")[index]?.id,
        }),
      ),
  },
  credentials: {
    seed: ({ random }) =>
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
        deleted: false,
      })),
  },
  queries: {
    seed: ({ rows }) =>
      rows("Target").map(({ id, name }, index) => ({
        name: `Network of ${String(name)}`,
        value: `10.${index}.0.0/16`,
        targetId: id,
        credentialId: rows("Credential")[0]?.id,
        sshCredentialId: rows("Credential")[2]?.id,
      })),
  },
} satisfies ModelBehaviors;

/** Moves a deleted target group to the archive (vendor). Its location has the same ID. */
function moveToArchive(row: Row, store: HookContext): void {
  const { id, name, organizationId } = row;
  deleteAssignmentsBy("locationId")(row, store);
  const controllerGroupId = store.table("Target").get(id)?.["controllerGroupId"] ?? null;
  store.table("TargetArchive").put({ id, name, controllerGroupId, organizationId });
}
