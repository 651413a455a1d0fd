import type { Tool } from "../tool.js";
import { isolateHosts, restoreHosts } from "./change-agents.js";
import { addComment, archiveAlerts, restoreAlerts } from "./change-alerts.js";
import { getAgent, listAgents } from "./read-agents.js";
import { getAlert, listAlerts } from "./read-alerts.js";
import { checkToken, listExtensions, listTargetGroups } from "./read-instance.js";
import { describeRecords, listRecords } from "./read-records.js";
import { getTask, listTasks, waitForTask } from "./read-tasks.js";
import { cancelTask, runResponse, startScan } from "./start-tasks.js";
import { summarizeAgents, summarizeAlerts } from "./summarize.js";

/** All tools, in the order in which clients list them. */
export const tools: readonly Tool[] = [
  summarizeAlerts,
  listAlerts,
  getAlert,
  summarizeAgents,
  listAgents,
  getAgent,
  listTargetGroups,
  listTasks,
  getTask,
  waitForTask,
  listExtensions,
  describeRecords,
  listRecords,
  checkToken,
  archiveAlerts,
  restoreAlerts,
  addComment,
  startScan,
  cancelTask,
  runResponse,
  isolateHosts,
  restoreHosts,
];
