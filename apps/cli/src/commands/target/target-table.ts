import { targets } from "@huntkit/catalog";
import type { HuntClient, Target } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { recordSchema } from "../../lists/record-schema.js";
import { type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { JsonSchema } from "../../program/definition.js";

/** A target group as JSON Schema. */
export const targetSchema = recordSchema(targets);

/** What one wants to see of a target group at a glance. */
export function targetColumns(look: TableView): Column<Target>[] {
  return [
    { title: "Name", value: ({ name }) => name },
    { title: "Agents", value: ({ agentCount }) => agentCount },
    timeColumn("Last scanned", ({ lastScannedOn }) => lastScannedOn, look),
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** How much a target group holds. */
export interface TargetSize {
  readonly agents: number;
  readonly addresses: number;
  readonly scans: number;
  readonly schedules: number;
}

const count: JsonSchema = { type: "integer", minimum: 0 };

/** The same as properties of a JSON Schema. */
export const sizeProperties: JsonSchema = { agents: count, addresses: count, scans: count, schedules: count };

/** `132 agents`, `1 scan`. */
export function formatTargetSize(size: TargetSize): string[] {
  const single = { agents: "agent", addresses: "address", scans: "scan", schedules: "schedule" };
  return Object.entries(size).map(([plural, number]: [string, number]) =>
    formatCount(number, single[plural as keyof TargetSize], plural),
  );
}

/** Counts what a target group holds. */
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
