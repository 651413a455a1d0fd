import type { Command } from "../program/definition.js";

/** A command's name, what it is for in a line, and how its file is loaded. */
export interface Entry {
  /** As it is written behind `hunt`: a word, or a group and a word. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Command }>;
}

/** The groups, with what each is about, in the order of help. */
export const groups: Readonly<Record<string, string>> = {
  auth: "Sign in to a HUNT, and choose among several",
  token: "API tokens: until when they live, and new ones before that",
  alert: "What HUNT found",
  agent: "The agents on machines: see, isolate, scan",
  target: "Target groups, the machines that are scanned together",
  task: "Scans, responses and discoveries under way",
  extension: "Lua scripts that run on agents, kept in files",
  rule: "Conditions that raise alerts, kept in files",
  schedule: "Scans by the clock",
};

/** Other names of groups, which `hunt` accepts and help does not show. */
export const groupAliases: Readonly<Record<string, string>> = {
  alerts: "alert",
  agents: "agent",
  targets: "target",
};

/** Every command, in the order of help. A new one is a file beside this one and a line here; its file is loaded when it is called. */
export const commands: readonly Entry[] = [
  {
    name: "auth login",
    summary: "Store the token of an instance as a profile",
    load: () => import("./auth/login/command.js"),
  },
  {
    name: "auth status",
    summary: "Tell which HUNT and whose token are in use",
    load: () => import("./auth/status/command.js"),
  },
  { name: "auth logout", summary: "Delete a profile", load: () => import("./auth/logout/command.js") },
  {
    name: "auth switch",
    summary: "Take another profile into use",
    load: () => import("./auth/switch/command.js"),
  },
  {
    name: "token check",
    summary: "Tell whether a token works and how long it will",
    load: () => import("./token/check/command.js"),
  },
  {
    name: "token list",
    summary: "List tokens, first what dies first",
    load: () => import("./token/list/command.js"),
  },
  {
    name: "token create",
    summary: "Create a token, and show it once or hand it to a command",
    load: () => import("./token/create/command.js"),
  },
  { name: "token revoke", summary: "End a token at once", load: () => import("./token/revoke/command.js") },
  {
    name: "token rotate",
    summary: "Put a new token in the place of the one in use",
    load: () => import("./token/rotate/command.js"),
  },
  {
    name: "alert list",
    summary: "List alerts, the newest first",
    load: () => import("./alert/list/command.js"),
  },
  {
    name: "alert get",
    summary: "Show an alert with all that HUNT knows of it",
    load: () => import("./alert/get/command.js"),
  },
  {
    name: "alert archive",
    summary: "Archive alerts, or take them out again",
    load: () => import("./alert/archive/command.js"),
  },
  {
    name: "alert watch",
    summary: "Show alerts as they come",
    load: () => import("./alert/watch/command.js"),
  },
  {
    name: "agent list",
    summary: "List agents and what state they are in",
    load: () => import("./agent/list/command.js"),
  },
  { name: "agent get", summary: "Show an agent", load: () => import("./agent/get/command.js") },
  {
    name: "agent isolate",
    summary: "Cut machines off from everything but HUNT",
    load: () => import("./agent/isolate/command.js"),
  },
  {
    name: "agent restore",
    summary: "Let isolated machines back onto the network",
    load: () => import("./agent/restore/command.js"),
  },
  {
    name: "agent scan",
    summary: "Scan machines through their agents",
    load: () => import("./agent/scan/command.js"),
  },
  {
    name: "agent rename",
    summary: "Give an agent another name",
    load: () => import("./agent/rename/command.js"),
  },
  {
    name: "agent uninstall",
    summary: "Uninstall agents",
    load: () => import("./agent/uninstall/command.js"),
  },
  { name: "target list", summary: "List target groups", load: () => import("./target/list/command.js") },
  {
    name: "target get",
    summary: "Show a target group and how much it holds",
    load: () => import("./target/get/command.js"),
  },
  {
    name: "target create",
    summary: "Create a target group",
    load: () => import("./target/create/command.js"),
  },
  {
    name: "target rename",
    summary: "Give a target group another name",
    load: () => import("./target/rename/command.js"),
  },
  {
    name: "target delete",
    summary: "Delete a target group",
    load: () => import("./target/delete/command.js"),
  },
  { name: "scan", summary: "Scan a target group or a machine", load: () => import("./scan/command.js") },
  {
    name: "respond",
    summary: "Run a response extension on a machine",
    load: () => import("./respond/command.js"),
  },
  {
    name: "task list",
    summary: "List tasks, the newest first",
    load: () => import("./task/list/command.js"),
  },
  { name: "task get", summary: "Show a task", load: () => import("./task/get/command.js") },
  { name: "task wait", summary: "Wait until a task has ended", load: () => import("./task/wait/command.js") },
  { name: "task cancel", summary: "End tasks", load: () => import("./task/cancel/command.js") },
  { name: "extension list", summary: "List extensions", load: () => import("./extension/list/command.js") },
  {
    name: "extension diff",
    summary: "Show what a push of extensions would change",
    load: async () => ({ default: (await import("./source/diff/command.js")).extensionDiff }),
  },
  {
    name: "extension push",
    summary: "Bring extensions from files to HUNT",
    load: async () => ({ default: (await import("./source/push/command.js")).extensionPush }),
  },
  {
    name: "extension pull",
    summary: "Write HUNT's extensions into files",
    load: async () => ({ default: (await import("./source/pull/command.js")).extensionPull }),
  },
  { name: "rule list", summary: "List rules", load: () => import("./rule/list/command.js") },
  {
    name: "rule diff",
    summary: "Show what a push of rules would change",
    load: async () => ({ default: (await import("./source/diff/command.js")).ruleDiff }),
  },
  {
    name: "rule push",
    summary: "Bring rules from files to HUNT",
    load: async () => ({ default: (await import("./source/push/command.js")).rulePush }),
  },
  {
    name: "rule pull",
    summary: "Write HUNT's rules into files",
    load: async () => ({ default: (await import("./source/pull/command.js")).rulePull }),
  },
  { name: "schedule list", summary: "List scan schedules", load: () => import("./schedule/list/command.js") },
  {
    name: "schedule add",
    summary: "Scan a target group by the clock",
    load: () => import("./schedule/add/command.js"),
  },
  {
    name: "schedule remove",
    summary: "Delete a scan schedule",
    load: () => import("./schedule/remove/command.js"),
  },
  { name: "api", summary: "Make any request to HUNT's API", load: () => import("./api/command.js") },
  {
    name: "export",
    summary: "Write all records of a model into a file, and go on where it stopped",
    load: () => import("./export/command.js"),
  },
  {
    name: "doctor",
    summary: "Find out why HUNT cannot be reached",
    load: () => import("./doctor/command.js"),
  },
  {
    name: "sandbox",
    summary: "Start an embedded HUNT on this machine",
    load: () => import("./sandbox/command.js"),
  },
  {
    name: "completion",
    summary: "Print a script by which the shell completes hunt",
    load: () => import("./completion/command.js"),
  },
];
