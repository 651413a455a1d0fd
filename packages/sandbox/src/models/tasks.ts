import type { Row } from "../data/definition.js";
import { times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** Tasks, their items and jobs, and scheduled jobs. */
export const taskModels = {
  userTasks: {
    seed: ({ random, rows, daysAgo }) =>
      times(24, (index) => {
        const scan = random.pick(rows("Scan"));
        const hasEnded = index < 22;
        const status = hasEnded
          ? random.pick(["Completed", "Completed", "Completed", "Failed", "Cancelled", "Error"])
          : "Active";
        const age = hasEnded ? 60 - index * 2.5 : 0.02;
        return {
          name: `Scan: ${String(scan["name"])}`,
          type: hasEnded ? random.pick(["Scan", "Enumerate", "RTS"]) : "RTS",
          status,
          progress: hasEnded ? 100 : random.integer(10, 90),
          message: messages[status] ?? status,
          data: { scanId: scan.id, targetId: scan["targetId"] },
          relatedId: scan["targetId"],
          archived: index < 4,
          createdOn: daysAgo(age),
          endedOn: hasEnded ? daysAgo(age - 0.05) : null,
        };
      }),
  },
  userTaskItems: {
    seed: ({ random, rows }) => {
      const queries = new Map(rows("Query").map(({ id, targetId }): [unknown, string] => [targetId, id]));
      return rows("UserTask").flatMap(({ id, type, status, relatedId, createdOn, endedOn }) =>
        [random.pick(rows("Agent")), random.pick(rows("Agent"))].map(({ hostname }) => {
          const itemStatus = itemStatuses[String(status)];
          return {
            name: hostname,
            type: type === "Enumerate" ? "enumeration" : "host-access",
            userTaskId: id,
            jobId: random.uuid(),
            status: itemStatus,
            message: itemStatus,
            result: { queryId: queries.get(relatedId) ?? null },
            createdOn,
            endedOn,
          };
        }),
      );
    },
  },
  userTaskItemProgresses: {
    seed: ({ rows }) =>
      rows("UserTaskItem").map((item) => ({
        taskItemId: item.id,
        text: formatMessage(item),
        createdOn: item["createdOn"],
      })),
  },
  jobs: {
    seed: ({ rows }) =>
      rows("UserTaskItem").map(({ jobId, result, createdOn, endedOn }) => ({
        id: String(jobId),
        state: endedOn === null ? "active" : "complete",
        data: result,
        createdOn,
      })),
  },
  scheduledJobs: {
    seed: ({ rows }) =>
      rows("Target")
        .slice(0, 8)
        .map(({ id }, index) => ({
          name: "scan-scheduled",
          relatedId: id,
          schedule: `0 ${index + 1} * * ${index % 7}`,
          data: { targetId: id },
        })),
  },
} satisfies ModelBehaviors;

/** The messages of tasks. A task with another status has it as its message. */
const messages: Readonly<Record<string, string>> = { Active: "Scanning hosts", Completed: "Complete" };

/** The statuses of items, which are in lower case, unlike those of tasks (vendor's module). */
const itemStatuses: Readonly<Record<string, string>> = {
  Active: "active",
  Completed: "complete",
  Failed: "failed",
  Error: "failed",
  Cancelled: "cancelled",
};

// The vendor's PowerShell module expects the reachability of a host at the start of the text.
function formatMessage({ type, status, name }: Row): string {
  if (type === "enumeration") return "Searching the network for hosts";
  return status === "failed"
    ? `INACCESSIBLE: ${String(name)} refused to connect`
    : `ACCESSIBLE: ${String(name)}`;
}
