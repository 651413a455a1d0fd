/** What a command does with a record. */
export type RecordVerb = "list" | "get" | "create" | "update" | "delete";

/** A group with commands that work with the records of one model. */
export interface RecordGroup {
  /** Noun for one record, such as `webhook`. */
  readonly one: string;
  /** Noun for several records. */
  readonly many: string;
  readonly verbs: readonly RecordVerb[];
}

const all: readonly RecordVerb[] = ["list", "get", "create", "update", "delete"];

/**
 * The groups whose commands are generated from their models. The file is small, because every command line
 * loads it. `kinds.ts` has the models.
 */
export const recordGroups = {
  organization: { one: "organization", many: "organizations", verbs: all },
  location: { one: "location", many: "locations", verbs: all },
  "device-group": { one: "device group", many: "device groups", verbs: all },
  policy: { one: "policy", many: "policies", verbs: all },
  webhook: { one: "webhook", many: "webhooks", verbs: all },
  "suppression-rule": {
    one: "suppression rule",
    many: "suppression rules",
    verbs: ["list", "get", "delete"],
  },
  // HUNT invites new users by email, and roles are separate records, so users are not plain records.
  user: { one: "user", many: "users", verbs: ["list", "get"] },
  flag: { one: "flag", many: "flags", verbs: all },
  credential: { one: "credential", many: "credentials", verbs: all },
  query: { one: "query", many: "queries", verbs: all },
  address: { one: "address", many: "addresses", verbs: ["list", "get", "delete"] },
  "controller-group": { one: "controller group", many: "controller groups", verbs: all },
  variable: { one: "variable", many: "variables", verbs: all },
  extension: { one: "extension", many: "extensions", verbs: ["get", "delete"] },
  rule: { one: "rule", many: "rules", verbs: ["get", "delete"] },
  report: { one: "report", many: "reports", verbs: ["list", "get", "delete"] },
  comment: { one: "comment", many: "comments", verbs: ["delete"] },
  quarantine: { one: "file", many: "quarantined files", verbs: ["get"] },
  result: { one: "scan", many: "scans", verbs: ["list"] },
  compliance: { one: "compliance check", many: "compliance checks", verbs: ["list"] },
  job: { one: "job", many: "jobs", verbs: ["list", "get"] },
  box: { one: "box", many: "boxes", verbs: ["list", "get"] },
} as const satisfies Readonly<Record<string, RecordGroup>>;

/** The name of a group of {@link recordGroups}. */
export type RecordGroupName = keyof typeof recordGroups;

/** Returns a noun with its article: `an organization`, `a user`. */
export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|un)/.test(noun) ? "an" : "a"} ${noun}`;
}

/** Returns the summary of a command. */
export function summarize({ one, many }: RecordGroup, verb: RecordVerb): string {
  if (verb === "list") return `List ${many}`;
  const actions = { get: "Show", create: "Create", update: "Change", delete: "Delete" };
  return `${actions[verb]} ${withArticle(one)}`;
}
