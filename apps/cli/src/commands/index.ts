import type { Command } from "../program/definition.js";

/** Commands that are not in a group. */
type TopLevelCommand =
  | "scan"
  | "respond"
  | "api"
  | "export"
  | "doctor"
  | "sandbox"
  | "completion"
  | "licenses";

/** A command, with its summary and a function that loads its definition. */
export interface Entry {
  /** The words after `hunt`: a group and one word, or one word. */
  readonly name: `${keyof typeof groups} ${string}` | TopLevelCommand;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Command }>;
}

/** The groups and their summaries. */
export const groups = {
  auth: "Sign in to HUNT instances, and switch between them",
  token: "Check, create, rotate, and revoke API tokens",
  alert: "List, watch, and archive alerts",
  agent: "List, isolate, scan, and uninstall agents",
  target: "Manage target groups, whose hosts are scanned together",
  task: "List, wait for, and cancel scans and other tasks",
  extension: "Manage extensions (Lua scripts that run on agents) as files",
  rule: "Manage rules (conditions that raise alerts) as files",
  schedule: "Manage scheduled scans of target groups",
} as const;

/** A heading of `hunt --help`, and the groups and commands below it. */
interface Section {
  readonly title: string;
  readonly names: readonly (keyof typeof groups | TopLevelCommand)[];
}

/** The sections of `hunt --help` and of the docs, in their order. */
export const sections: readonly Section[] = [
  { title: "Get started", names: ["auth", "doctor", "sandbox"] },
  { title: "Tokens, alerts, and agents", names: ["token", "alert", "agent"] },
  { title: "Scans and response", names: ["scan", "respond", "target", "task", "schedule"] },
  { title: "Extensions and rules", names: ["extension", "rule"] },
  { title: "Other commands", names: ["api", "export", "completion", "licenses"] },
];

/** Other names of groups: their plurals. `auth` has none. */
export const groupAliases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(groups)
    .filter((group) => group !== "auth")
    .map((group) => [`${group}s`, group]),
);

/** All commands. A new command is a directory next to this file, and an entry here. */
export const commands: readonly Entry[] = [
  {
    name: "auth login",
    summary: "Sign in to a HUNT instance with an API token",
    load: () => import("./auth/login/command.js"),
  },
  {
    name: "auth status",
    summary: "Show the instance, the user, and the token in use",
    load: () => import("./auth/status/command.js"),
  },
  {
    name: "auth logout",
    summary: "Delete a profile and its token from this machine",
    load: () => import("./auth/logout/command.js"),
  },
  {
    name: "auth switch",
    summary: "Switch to another profile",
    load: () => import("./auth/switch/command.js"),
  },
  {
    name: "token check",
    summary: "Check that a token is valid and when it expires",
    load: () => import("./token/check/command.js"),
  },
  {
    name: "token list",
    summary: "List API tokens, soonest to expire first",
    load: () => import("./token/list/command.js"),
  },
  {
    name: "token create",
    summary: "Create a token, and print it or pass it to a command",
    load: () => import("./token/create/command.js"),
  },
  {
    name: "token revoke",
    summary: "Revoke a token immediately",
    load: () => import("./token/revoke/command.js"),
  },
  {
    name: "token rotate",
    summary: "Replace the current token with a new one",
    load: () => import("./token/rotate/command.js"),
  },
  {
    name: "alert list",
    summary: "List alerts, newest first",
    load: () => import("./alert/list/command.js"),
  },
  {
    name: "alert get",
    summary: "Show all details of an alert",
    load: () => import("./alert/get/command.js"),
  },
  {
    name: "alert archive",
    summary: "Archive alerts, or restore archived alerts",
    load: () => import("./alert/archive/command.js"),
  },
  {
    name: "alert watch",
    summary: "Print new alerts as they arrive",
    load: () => import("./alert/watch/command.js"),
  },
  {
    name: "agent list",
    summary: "List agents and their state",
    load: () => import("./agent/list/command.js"),
  },
  {
    name: "agent get",
    summary: "Show an agent, its state, and its open alerts",
    load: () => import("./agent/get/command.js"),
  },
  {
    name: "agent isolate",
    summary: "Isolate hosts from the network",
    load: () => import("./agent/isolate/command.js"),
  },
  {
    name: "agent restore",
    summary: "Restore the network access of isolated hosts",
    load: () => import("./agent/restore/command.js"),
  },
  {
    name: "agent scan",
    summary: "Scan hosts through their agents",
    load: () => import("./agent/scan/command.js"),
  },
  {
    name: "agent rename",
    summary: "Rename an agent in HUNT",
    load: () => import("./agent/rename/command.js"),
  },
  {
    name: "agent uninstall",
    summary: "Uninstall agents from their hosts",
    load: () => import("./agent/uninstall/command.js"),
  },
  { name: "target list", summary: "List target groups", load: () => import("./target/list/command.js") },
  {
    name: "target get",
    summary: "Show a target group and its size",
    load: () => import("./target/get/command.js"),
  },
  {
    name: "target create",
    summary: "Create a target group",
    load: () => import("./target/create/command.js"),
  },
  {
    name: "target rename",
    summary: "Rename a target group",
    load: () => import("./target/rename/command.js"),
  },
  {
    name: "target delete",
    summary: "Delete a target group",
    load: () => import("./target/delete/command.js"),
  },
  { name: "scan", summary: "Scan a target group or a host", load: () => import("./scan/command.js") },
  {
    name: "respond",
    summary: "Run a response extension on a host",
    load: () => import("./respond/command.js"),
  },
  {
    name: "task list",
    summary: "List tasks, newest first",
    load: () => import("./task/list/command.js"),
  },
  { name: "task get", summary: "Show the status of a task", load: () => import("./task/get/command.js") },
  { name: "task wait", summary: "Wait until a task has ended", load: () => import("./task/wait/command.js") },
  { name: "task cancel", summary: "Cancel tasks", load: () => import("./task/cancel/command.js") },
  { name: "extension list", summary: "List extensions", load: () => import("./extension/list/command.js") },
  {
    name: "extension diff",
    summary: "Compare extension files with HUNT",
    load: async () => ({ default: (await import("./source/diff/command.js")).extensionDiff }),
  },
  {
    name: "extension push",
    summary: "Create and update extensions from files",
    load: async () => ({ default: (await import("./source/push/command.js")).extensionPush }),
  },
  {
    name: "extension pull",
    summary: "Download extensions to files",
    load: async () => ({ default: (await import("./source/pull/command.js")).extensionPull }),
  },
  { name: "rule list", summary: "List rules", load: () => import("./rule/list/command.js") },
  {
    name: "rule diff",
    summary: "Compare rule files with HUNT",
    load: async () => ({ default: (await import("./source/diff/command.js")).ruleDiff }),
  },
  {
    name: "rule push",
    summary: "Create and update rules from files",
    load: async () => ({ default: (await import("./source/push/command.js")).rulePush }),
  },
  {
    name: "rule pull",
    summary: "Download rules to files",
    load: async () => ({ default: (await import("./source/pull/command.js")).rulePull }),
  },
  {
    name: "schedule list",
    summary: "List scheduled scans",
    load: () => import("./schedule/list/command.js"),
  },
  {
    name: "schedule add",
    summary: "Schedule scans of a target group",
    load: () => import("./schedule/add/command.js"),
  },
  {
    name: "schedule remove",
    summary: "Delete a scheduled scan",
    load: () => import("./schedule/remove/command.js"),
  },
  {
    name: "api",
    summary: "Send an authenticated request to the HUNT API",
    load: () => import("./api/command.js"),
  },
  {
    name: "export",
    summary: "Export all records of a model to a file (resumable)",
    load: () => import("./export/command.js"),
  },
  {
    name: "doctor",
    summary: "Diagnose connection and token problems",
    load: () => import("./doctor/command.js"),
  },
  {
    name: "sandbox",
    summary: "Start an embedded HUNT instance on this machine",
    load: () => import("./sandbox/command.js"),
  },
  {
    name: "completion",
    summary: "Generate shell completion scripts",
    load: () => import("./completion/command.js"),
  },
  {
    name: "licenses",
    summary: "Print the licenses of the software in hunt",
    load: () => import("./licenses/command.js"),
  },
];
