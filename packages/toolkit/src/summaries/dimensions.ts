/**
 * What summaries count by. The flags of commands and the inputs of the Action have these names, also if no summary
 * is created.
 */

/** The properties by which alerts are counted. */
export const alertDimensions = ["severity", "day", "group", "host", "rule"] as const;

/** One of {@link alertDimensions}. */
export type AlertDimension = (typeof alertDimensions)[number];

/** The properties by which agents are counted. */
export const agentDimensions = ["state", "os", "version", "group", "last-seen"] as const;

/** One of {@link agentDimensions}. */
export type AgentDimension = (typeof agentDimensions)[number];
