import type { HuntClient } from "@huntkit/core";
import { suggestHosts, suggestRows, suggestTargetGroups } from "./suggest-rows.js";

/** A list whose rows have names or IDs. */
interface NameList {
  readonly route: string;
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
  /** Routes of the lists in which a missing name is a result, and not a mistake. */
  readonly resultRoutes?: readonly string[];
  /** Returns what to do about a value that does not exist, or an empty string. */
  readonly advise: (client: HuntClient, value: string, signal: AbortSignal) => Promise<string>;
}

const adviseId = async () => "Check the ID and the instance.";
const adviseSpelling = async () => "Check the spelling.";

const targetGroup: NameKind = {
  what: "target group is named",
  lists: [{ route: "targets", property: "name" }],
  advise: suggestTargetGroups,
};

/** The properties with names, and with IDs that do not refer to a model. */
const byProperty: Readonly<Record<string, NameKind>> = {
  hostname: {
    what: "host is named",
    lists: [
      { route: "Agents", property: "hostname" },
      { route: "addresses", property: "hostname" },
    ],
    resultRoutes: ["agents", "addresses"],
    advise: suggestHosts,
  },
  targetGroupName: targetGroup,
  organizationName: {
    what: "organization is named",
    lists: [{ route: "Organizations", property: "name" }],
    advise: ({ organizations }, name, signal) => suggestRows(organizations, name, { signal }),
  },
  deviceId: createIdKind("device", "AgentDetails", "deviceId"),
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
  mitreTactic: { lists: [], isOpen: "unless similar", advise: adviseSpelling },
  // The IDs of two techniques can differ by a digit.
  mitreId: { lists: [], isOpen: "always", advise: adviseSpelling },
};

/** The models whose IDs a condition can have. */
const byReference: Readonly<Record<string, NameKind>> = {
  Agent: createIdKind("agent", "Agents"),
  Location: createIdKind("location", "Locations"),
  Organization: createIdKind("organization", "Organizations"),
  Scan: createIdKind("scan", "scans"),
  Target: createIdKind("target group", "targets"),
};

function createIdKind(noun: string, route: string, property = "id"): NameKind {
  return { what: `${noun} has the ID`, lists: [{ route, property }], isId: true, advise: adviseId };
}

/**
 * Returns what the values of a property name; undefined if they can be any value.
 *
 * @param reference name of the model that the property refers to; undefined without one
 */
export function findNameKind(property: string, reference: string | undefined): NameKind | undefined {
  if (Object.hasOwn(byProperty, property)) return byProperty[property];
  return reference !== undefined && Object.hasOwn(byReference, reference)
    ? byReference[reference]
    : undefined;
}
