import type { HuntClient } from "@huntkit/core";
import { findModelRecords } from "@huntkit/core/internal";
import { suggestHosts, suggestRows, suggestTargetGroups } from "./suggest-rows.js";

/** A list whose rows have names or IDs. */
interface NameList {
  readonly route: string;
  /** A property, or a path such as `data.rmmUid`. */
  readonly property: string;
}

/** What the values of a property name. */
export interface NameKind {
  /** The words before a value that does not exist, such as `host is named`; undefined if HUNT does not list the values. */
  readonly what?: string;
  /** HUNT's lists of the values. */
  readonly lists: readonly NameList[];
  /** Whether the values are UUIDs. HUNT compares them in any case. */
  readonly isId?: true;
  /**
   * Whether a value can be right although neither a list nor a record has it. `unless similar` means that it is an error
   * if it is a misspelling of another value.
   */
  readonly isOpen?: "always" | "unless similar";
  /**
   * Whether each of several values must exist, even if the result is not empty. Otherwise, a value that no longer exists
   * does not hide the records with the others.
   */
  readonly isEarly?: true;
  /** Routes of the lists in which a missing name is a result, and not a mistake. */
  readonly resultRoutes?: readonly string[];
  /** Returns what to do about a value that does not exist, or an empty string. */
  readonly advise: (client: HuntClient, value: string, signal: AbortSignal) => Promise<string>;
}

/** The property of a condition, and what is known of it. */
export interface NamingProperty {
  readonly name: string;
  /** Path of the list that is read. */
  readonly route: string;
  /** Name of the model that it refers to; undefined without one. */
  readonly reference?: string | undefined;
  /** Whether other records of the instance have each valid value. */
  readonly hasSharedValues?: boolean | undefined;
}

const adviseId = async () => "Check the ID and the instance.";
const adviseSpelling = async () => "Check the spelling.";

const targetGroup: NameKind = {
  what: "target group is named",
  lists: [{ route: "targets", property: "name" }],
  isEarly: true,
  advise: suggestTargetGroups,
};

/** A value that only other records have, such as a kind of devices. */
const sharedValue: NameKind = { lists: [], isOpen: "unless similar", advise: adviseSpelling };

/** A value that only other records have, and that another value can differ from by one character. */
const sharedId: NameKind = { lists: [], isOpen: "always", advise: adviseSpelling };

/** The properties with names, and with IDs that do not refer to a model. */
const byProperty: Readonly<Record<string, NameKind>> = {
  hostname: {
    what: "host is named",
    lists: [
      { route: "Agents", property: "hostname" },
      { route: "addresses", property: "hostname" },
    ],
    isEarly: true,
    resultRoutes: ["agents", "addresses"],
    advise: suggestHosts,
  },
  ip: {
    what: "host has the IP address",
    lists: [
      { route: "Agents", property: "ipstring" },
      { route: "addresses", property: "ipstring" },
    ],
    // The address of a host can change.
    isOpen: "always",
    resultRoutes: ["agents", "agentdetails"],
    advise: async () => "Check the address.",
  },
  targetGroupName: targetGroup,
  organizationName: {
    what: "organization is named",
    lists: [{ route: "Organizations", property: "name" }],
    advise: ({ organizations }, name, signal) => suggestRows(organizations, name, { signal }),
  },
  locationName: createNameKind("location", "Locations"),
  policyName: createNameKind("policy", "Policies"),
  organizationPolicyName: createNameKind("policy", "Policies"),
  deviceGroupName: createNameKind("device group", "DeviceGroups"),
  scanName: createNameKind("scan", "scans"),
  flagName: createNameKind("flag", "flags"),
  deviceId: createIdKind("device", "AgentDetails", "deviceId"),
  sourceId: {
    what: "rule or extension has the ID",
    lists: [
      { route: "rules", property: "id" },
      { route: "extensions", property: "id" },
    ],
    isId: true,
    // The signatures of an antivirus engine are not listed.
    isOpen: "always",
    advise: adviseId,
  },
  sourceName: {
    what: "rule or extension is named",
    lists: [
      { route: "rules", property: "name" },
      { route: "extensions", property: "name" },
    ],
    // The signatures of an antivirus engine are not listed.
    isOpen: "unless similar",
    advise: adviseSpelling,
  },
  rmmSiteId: {
    what: "target group has the site ID",
    lists: [{ route: "targets", property: "data.rmmUid" }],
    // Public sources do not show that it is the same ID.
    isOpen: "always",
    advise: adviseId,
  },
  policyType: {
    what: "policy has the type",
    lists: [{ route: "Policies", property: "type" }],
    isOpen: "unless similar",
    advise: adviseSpelling,
  },
  deviceType: sharedValue,
  lastAvScanType: sharedValue,
  scanType: sharedValue,
  mitreTactic: sharedValue,
  // The names of two tenants can differ by a character.
  tenant: sharedId,
  // The IDs of two techniques can differ by a digit.
  mitreId: sharedId,
  hostId: sharedId,
  batchId: sharedId,
  itemId: sharedId,
  sourceVersionId: sharedId,
  suppressionRuleVersionId: sharedId,
  vsaId: sharedId,
  pulsewayId: sharedId,
  rmmAccountId: sharedId,
};

const alertRoutes = new Set(["alerts", "alertsarchive", "alertdetails"]);

/** Returns whether the records of a list are alerts. */
export function isAlertRoute(route: string): boolean {
  return alertRoutes.has(route.toLowerCase());
}

const alertId = createIdKind("alert", "Alerts");

/** Nouns that differ from the name of the model. */
const nouns: Readonly<Record<string, string>> = { Target: "target group", UserTask: "task" };

/** Models whose IDs a condition can have although HUNT does not have the record: a hash identifies a file anywhere. */
const openModels = new Set(["FileRep"]);

function createNameKind(noun: string, route: string): NameKind {
  return {
    what: `${noun} is named`,
    lists: [{ route, property: "name" }],
    advise: (client, name, signal) => suggestRows(client.model(route), name, { signal }),
  };
}

function createIdKind(noun: string, route: string, property = "id"): NameKind {
  return { what: `${noun} has the ID`, lists: [{ route, property }], isId: true, advise: adviseId };
}

/** Returns the kind of a property with the IDs of a model; undefined if they cannot be looked up. */
function findReferenceKind(model: string): NameKind | undefined {
  const records = findModelRecords(model);
  if (!records?.hasUuids || openModels.has(model)) return undefined;
  const noun = nouns[model] ?? model.replace(/(?<=[a-z])[A-Z]/g, " $&").toLowerCase();
  const kind = createIdKind(noun, records.route);
  return model === "Alert"
    ? { ...kind, lists: [...kind.lists, { route: "Alertsarchive", property: "id" }] }
    : kind;
}

/** Returns what the values of a property name; undefined if they can be any value. */
export function findNameKind({
  name,
  route,
  reference,
  hasSharedValues,
}: NamingProperty): NameKind | undefined {
  // A list of other records is read to find out whether one exists.
  if (name === "id") return isAlertRoute(route) ? alertId : undefined;
  const kind = Object.hasOwn(byProperty, name) ? byProperty[name] : undefined;
  if (kind) return kind.resultRoutes?.includes(route.toLowerCase()) ? undefined : kind;
  if (reference !== undefined) return findReferenceKind(reference);
  return hasSharedValues ? sharedValue : undefined;
}
