import type { Entry } from "./entry.js";

/** The commands with code of their own that work with the records of an instance. */
export const workEntries: readonly Entry[] = [
  {
    name: "alert list",
    summary: "List alerts, newest first",
    load: () => import("./alert/list/command.js"),
  },
  {
    name: "alert summary",
    summary: "Count alerts by severity, day, target group, and host",
    load: () => import("./alert/summary/command.js"),
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
    name: "alert respond",
    summary: "Run a response extension on the hosts of alerts",
    load: () => import("./alert/respond/command.js"),
  },
  {
    name: "agent list",
    summary: "List agents and their state",
    load: () => import("./agent/list/command.js"),
  },
  {
    name: "agent summary",
    summary: "Count agents by state, system, version, and last contact",
    load: () => import("./agent/summary/command.js"),
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
    name: "agent history",
    summary: "List the antivirus scans of an agent",
    load: () => import("./agent/history/command.js"),
  },
  {
    name: "agent is-active",
    summary: "Show whether an agent is connected",
    load: () => import("./agent/is-active/command.js"),
  },
  {
    name: "agent policies",
    summary: "List the policies that apply to an agent",
    load: () => import("./agent/policies/command.js"),
  },
  {
    name: "agent logs",
    summary: "Request the logs of agents",
    load: () => import("./agent/logs/command.js"),
  },
  {
    name: "agent move",
    summary: "Move agents to another location",
    load: () => import("./agent/move/command.js"),
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
  {
    name: "agent delete",
    summary: "Delete the records of agents",
    load: () => import("./agent/delete/command.js"),
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
    name: "target enumerate",
    summary: "Discover the hosts of a target group",
    load: () => import("./target/enumerate/command.js"),
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
  {
    name: "task items",
    summary: "List the items of a task, and their messages",
    load: () => import("./task/items/command.js"),
  },
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
    name: "comment list",
    summary: "List comments on alerts and files",
    load: () => import("./comment/list/command.js"),
  },
  {
    name: "comment add",
    summary: "Add a comment to an alert or a file",
    load: () => import("./comment/add/command.js"),
  },
  {
    name: "quarantine list",
    summary: "List files in quarantine",
    load: () => import("./quarantine/list/command.js"),
  },
  {
    name: "quarantine restore",
    summary: "Restore files from quarantine",
    load: () => import("./quarantine/restore/command.js"),
  },
  {
    name: "quarantine delete",
    summary: "Delete files in quarantine permanently",
    load: () => import("./quarantine/delete/command.js"),
  },
  {
    name: "file get",
    summary: "Show the reputation of a file",
    load: () => import("./file/get/command.js"),
  },
  {
    name: "dashboard",
    summary: "Show the numbers of agents, alerts, and tasks",
    load: () => import("./dashboard/command.js"),
  },
  {
    name: "result get",
    summary: "Show the results of a scan or response",
    load: () => import("./result/get/command.js"),
  },
  {
    name: "result hosts",
    summary: "List the hosts of a scan",
    load: () => import("./result/hosts/command.js"),
  },
  {
    name: "result host",
    summary: "Show the result of a scan on one host",
    load: () => import("./result/host/command.js"),
  },
  {
    name: "result output",
    summary: "List the output of extensions",
    load: () => import("./result/output/command.js"),
  },
  {
    name: "finding list",
    summary: "List what scans found",
    load: () => import("./finding/list/command.js"),
  },
  {
    name: "vulnerability list",
    summary: "List vulnerabilities of applications",
    load: () => import("./vulnerability/list/command.js"),
  },
  {
    name: "compliance items",
    summary: "List the points of a compliance check",
    load: () => import("./compliance/items/command.js"),
  },
  {
    name: "survey upload",
    summary: "Upload surveys to a scan",
    load: () => import("./survey/upload/command.js"),
  },
  {
    name: "report create",
    summary: "Create a report",
    load: () => import("./report/create/command.js"),
  },
  {
    name: "report download",
    summary: "Download the file of a report",
    load: () => import("./report/download/command.js"),
  },
  {
    name: "audit-log list",
    summary: "List the requests of users",
    load: () => import("./audit-log/list/command.js"),
  },
];
