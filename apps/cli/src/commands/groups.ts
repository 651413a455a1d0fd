/** Commands that are not in a group. */
export type TopLevelCommand =
  | "scan"
  | "respond"
  | "api"
  | "export"
  | "dashboard"
  | "doctor"
  | "sandbox"
  | "mcp"
  | "completion"
  | "licenses";

/** The groups and their summaries. */
export const groups = {
  auth: "Sign in to HUNT instances, and switch between them",
  token: "Check, create, rotate, and revoke API tokens",
  alert: "List, watch, archive, and respond to alerts",
  agent: "List, isolate, scan, and uninstall agents",
  target: "Manage target groups, whose hosts are scanned together",
  task: "List, wait for, and cancel scans and other tasks",
  extension: "Manage extensions (Lua scripts run by agents) as files",
  rule: "Manage rules (conditions that raise alerts) as files",
  schedule: "Manage scheduled scans of target groups",
  result: "Show the results of scans and responses",
  finding: "List what scans found on hosts",
  vulnerability: "List vulnerabilities of installed applications",
  compliance: "Show compliance checks of hosts",
  file: "Show the reputation of files",
  comment: "List, add, and delete comments on alerts and files",
  quarantine: "List, restore, and delete files in quarantine",
  survey: "Upload surveys of hosts that HUNT cannot reach",
  "audit-log": "Show the requests of users",
  organization: "Manage organizations, the customers of an instance",
  location: "Manage locations, the sites of organizations",
  "device-group": "Manage groups of devices that policies apply to",
  policy: "Manage and assign policies, which agents follow",
  report: "List, create, and download reports",
  user: "Show the users of an instance",
  webhook: "Manage URLs that HUNT sends alerts to",
  "suppression-rule": "Manage rules that suppress alerts",
  flag: "Manage flags, which mark files",
  credential: "Manage accounts that discovery and scans sign in with",
  query: "Manage queries, which discover hosts",
  address: "Manage addresses, the hosts that discovery found",
  "controller-group": "Manage controller groups, which scan target groups",
  variable: "Manage variables, which extensions read",
  job: "Show the work of controllers and agents",
  box: "Show boxes, the findings of a period",
} as const;

/** A heading of `hunt --help`, and the groups and commands below it. */
interface Section {
  readonly title: string;
  readonly names: readonly (keyof typeof groups | TopLevelCommand)[];
}

/** The sections of `hunt --help` and of the docs, in their order. */
export const sections: readonly Section[] = [
  { title: "Get started", names: ["auth", "doctor", "sandbox"] },
  {
    title: "Tokens, alerts, and agents",
    names: ["token", "alert", "agent", "comment", "quarantine", "file", "dashboard"],
  },
  { title: "Scans and response", names: ["scan", "respond", "target", "task", "schedule"] },
  {
    title: "Results",
    names: ["result", "finding", "vulnerability", "compliance", "report", "box", "survey"],
  },
  { title: "Extensions and rules", names: ["extension", "rule", "variable", "suppression-rule", "flag"] },
  {
    title: "Organizations and discovery",
    names: [
      "organization",
      "location",
      "device-group",
      "policy",
      "query",
      "credential",
      "address",
      "controller-group",
    ],
  },
  { title: "Records of the instance", names: ["user", "audit-log", "webhook", "job"] },
  { title: "Other commands", names: ["api", "export", "mcp", "completion", "licenses"] },
];

/** Other names of groups: their plurals. `auth` has none. */
export const groupAliases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(groups)
    .filter((group) => group !== "auth")
    .map((group) => [toPlural(group), group]),
);

function toPlural(group: string): string {
  if (group.endsWith("y")) return `${group.slice(0, -1)}ies`;
  return /(?:s|x)$/.test(group) ? `${group}es` : `${group}s`;
}
