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
          type: random.pick(["Scan", "Enumerate", "RTS"]),
          status,
          progress: hasEnded ? 100 : random.integer(10, 90),
          message: status === "Completed" ? "Complete" : hasEnded ? status : "Scanning hosts",
          data: { scanId: scan.id, targetId: scan["targetId"] },
          itemCount: 2,
          relatedId: scan["targetId"],
          userId: random.pick(rows("user")).id,
          archived: index < 4,
          createdOn: daysAgo(age),
          startedOn: daysAgo(age),
          endedOn: hasEnded ? daysAgo(age - 0.05) : null,
        };
      }),
  },
  userTaskItems: {
    seed: ({ rows }) => {
      const hostnames = new Map(rows("Agent").map(({ id, hostname }): [unknown, unknown] => [id, hostname]));
      const tasks = new Map(rows("UserTask").map((task): [unknown, Row] => [task.id, task]));
      return rows("Job").map(({ id, agentId, userTaskId }) => {
        const task = tasks.get(userTaskId);
        return {
          name: hostnames.get(agentId),
          type: task?.["type"] === "Enumerate" ? "enumeration" : "host-access",
          userTaskId,
          jobId: id,
          agentId,
          status: itemStatuses[String(task?.["status"])],
          createdOn: task?.["createdOn"],
          endedOn: task?.["endedOn"],
        };
      });
    },
  },
  userTaskItemProgresses: {
    seed: ({ rows }) =>
      rows("UserTaskItem").map((item) => ({
        taskItemId: item.id,
        text: textOf(item),
        createdOn: item["createdOn"],
      })),
  },
  jobs: {
    seed: ({ random, rows }) => {
      const [agents, queries] = [rows("Agent"), rows("Query")];
      return rows("UserTask").flatMap(({ id, relatedId, createdOn, endedOn }) =>
        [random.pick(agents), random.pick(agents)].map((agent) => ({
          type: "survey",
          state: endedOn === null ? "active" : "complete",
          data: { queryId: queries.find(({ targetId }) => targetId === relatedId)?.id },
          agentId: agent.id,
          userTaskId: id,
          createdOn,
          completedOn: endedOn,
        })),
      );
    },
  },
  scheduledJobs: {
    seed: ({ rows, daysAgo }) =>
      rows("Target")
        .slice(0, 8)
        .map(({ id }, index) => ({
          name: "scan-scheduled",
          relatedId: id,
          schedule: `0 ${index + 1} * * ${index % 7}`,
          data: { targetId: id },
          enabled: true,
          createdOn: daysAgo(140 - index),
        })),
  },
} satisfies ModelBehaviors;

/** Unlike tasks, items have statuses in lower case (vendor's module). */
const itemStatuses: Readonly<Record<string, string>> = {
  Active: "active",
  Completed: "complete",
  Failed: "failed",
  Error: "failed",
  Cancelled: "cancelled",
};

// Whether a host can be reached stands at the head of the text, where the vendor's PowerShell module looks for it.
function textOf({ type, status, name }: Row): string {
  if (type === "enumeration") return "Searching the network for hosts";
  return status === "failed"
    ? `INACCESSIBLE: ${String(name)} refused to connect`
    : `ACCESSIBLE: ${String(name)}`;
}
