import type { SeedContext } from "../data/definition.js";
import type { JsonObject } from "../values.js";

/** One part of a task: a host of a scan, a query of a discovery. */
export interface Part {
  readonly name: string;
  readonly type: "host-access" | "enumeration";
  readonly agentId: string | null;
  /** The discovery query that the part comes from, if it comes from one. */
  readonly queryId: string | null;
}

/** How one part ended, and what it said at last. */
export interface PartOutcome {
  readonly failed: boolean;
  readonly text: string;
}

/** How a whole task ended. */
export interface Outcome {
  readonly failed: boolean;
  readonly message: string;
  /** What the task's `data` gets in addition, such as the scan's id. */
  readonly data: JsonObject;
  /** One for each part, in their order. */
  readonly parts: readonly PartOutcome[];
}

/** When a task ended, and what its results may draw on: the randomness is its own, days are counted from its end. */
export interface Ending extends SeedContext {
  /** ISO 8601. */
  readonly startedOn: string;
  /** ISO 8601. */
  readonly endedOn: string;
}

/** What a task does. It is planned when the task starts, and done when the task ends. */
export interface Work {
  readonly type: "Scan" | "Enumerate" | "Response";
  readonly name: string;
  /** The target group; null for a scan of agents that belong to several. */
  readonly relatedId: string | null;
  readonly data: JsonObject;
  readonly parts: readonly Part[];
  /** What the task says on its way, each for an equal share of its time. */
  readonly messages: readonly string[];
  /** Writes the results. */
  readonly finish: (ending: Ending) => Outcome;
}
