import type { HookContext, Row, ViewContext, ViewDefinition } from "../data/definition.js";
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
    seed: () =>
      [
        "Northwind Harbour",
        "Meridian Clinics",
        "Alder & Finch Legal",
        "Copperfield Schools",
        "Lakeside Foods",
      ].map((name) => ({ name })),
    view: {
      createRows: (context) => {
        const [alerts, devices, locations] = ["Alert", "Agent", "Target"].map((model) =>
          countRows(context, model, "organizationId"),
        );
        return (row) => ({
          ...row,
          alertCount: alerts?.get(row.id) ?? 0,
          deviceCount: devices?.get(row.id) ?? 0,
          locationCount: locations?.get(row.id) ?? 0,
        });
      },
    },
  },
  organizationDetails: { view: showColumns("Organization", ["name"]) },
  locations: {
    writers: ["admin"],
    beforeDelete: moveToArchive,
    view: showColumns("Target", ["name", "organizationId"]),
  },
  locationDetails: { view: showColumns("Target", ["name", "organizationId"]) },
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
      createRows: (context) => {
        const agents = countRows(context, "Agent", "locationId");
        const active = countRows(context, "Agent", "locationId", ({ active: isActive }) => isActive === true);
        const alerts = countRows(context, "Alert", "targetGroupId");
        const addresses = countRows(context, "Address", "targetId");
        return (row) => ({
          ...row,
          agentCount: agents.get(row.id) ?? 0,
          activeAgentCount: active.get(row.id) ?? 0,
          alertCount: String(alerts.get(row.id) ?? 0),
          totalAddressCount: addresses.get(row.id) ?? 0,
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

/** Moves a deleted target group to the archive (vendor). */
function moveToArchive({ id, name, organizationId }: Row, store: HookContext): void {
  const controllerGroupId = store.table("Target").get(id)?.["controllerGroupId"] ?? null;
  store.table("TargetArchive").put({ id, name, controllerGroupId, organizationId });
}

/** Creates a view of some columns of another model's table, with the same IDs. */
function showColumns(base: string, columns: readonly string[]): ViewDefinition {
  return {
    base,
    createRows: () => (row) => ({
      id: row.id,
      ...Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
    }),
  };
}

/** Counts the rows of a model by one of its columns. */
export function countRows(
  store: ViewContext,
  model: string,
  column: string,
  isCounted: (row: Row) => boolean = () => true,
): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const row of store.table(model).inOrderOfInsertion()) {
    if (isCounted(row)) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  }
  return counts;
}
