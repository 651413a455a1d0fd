import { targets } from "@huntkit/catalog";
import type { HuntClient, Target } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { recordSchema } from "../../lists/record-schema.js";
import { type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { JsonSchema } from "../../program/definition.js";

/** The JSON Schema of a target group. */
export const targetSchema = recordSchema(targets);

/** Returns the columns of a table of target groups. */
export function targetColumns(view: TableView): Column<Target>[] {
  return [
    { title: "Name", value: ({ name }) => name },
    { title: "Agents", value: ({ agentCount }) => agentCount },
    timeColumn("Last scanned", ({ lastScannedOn }) => lastScannedOn, view),
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Numbers of records that belong to a target group. */
export interface TargetSize {
  readonly agents: number;
  readonly addresses: number;
  readonly scans: number;
  readonly schedules: number;
}

const count: JsonSchema = { type: "integer", minimum: 0 };

/** The properties of a JSON Schema for {@link TargetSize}. */
export const sizeProperties: JsonSchema = { agents: count, addresses: count, scans: count, schedules: count };

/** Formats the numbers of a target group: `132 agents`, `1 scan`. */
export function formatTargetSize(size: TargetSize): string[] {
  const single = { agents: "agent", addresses: "address", scans: "scan", schedules: "schedule" };
  return Object.entries(size).map(([plural, number]: [string, number]) =>
    formatCount(number, single[plural as keyof TargetSize], plural),
  );
}

/** Counts the records that belong to a target group. */
export async function readTargetSize(
  { agents, addresses, scans, scheduledJobs }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<TargetSize> {
  const [agentCount, addressCount, scanCount, scheduleCount] = await Promise.all([
    agents.count({ locationId: id }, { signal }),
    addresses.count({ targetId: id }, { signal }),
    scans.count({ targetId: id }, { signal }),
    scheduledJobs.count({ relatedId: id }, { signal }),
  ]);
  return { agents: agentCount, addresses: addressCount, scans: scanCount, schedules: scheduleCount };
}
