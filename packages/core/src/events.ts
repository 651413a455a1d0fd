import type { Collection, Model } from "./collection.js";
import { dayMs, toIso } from "./dates.js";
import { HuntInputError } from "./errors/hunt-error.js";
import { requireArgument } from "./errors/require-argument.js";
import type { Clock } from "./http/clock.js";
import { requireNumber } from "./http/require-number.js";
import type { Schema } from "./http/schema.js";
import { models } from "./models/models.js";
import { type Listing, listKeys, type ListOptions } from "./paging/listing.js";
import type { Row } from "./paging/page.js";
import type { Where } from "./query/filter.js";
import { type KeysOf, requireKnownKeys } from "./errors/require-known-keys.js";
import { normalizeWhere } from "./query/normalize-where.js";

/** The model of each type of event, by the names in the vendor's `Get-ICEvent`. */
const eventModels = {
  Process: models.scanProcessInstances,
  Module: models.scanModuleInstances,
  Driver: models.scanDriverInstances,
  MemScan: models.scanMemScanInstances,
  Artifact: models.scanArtifactInstances,
  Autostart: models.scanAutostartInstances,
  Connection: models.scanConnectionInstances,
  Application: models.scanApplicationInstances,
  Account: models.scanAccountInstancesByHost,
  Script: models.scanScriptInstances,
  Extension: models.scanExtensionDetails,
  Host: models.scanHosts,
};

/** The types of events that have a file. The vendor's module combines them as `File`. */
export const fileEventTypes = [
  "Process",
  "Module",
  "Driver",
  "MemScan",
  "Artifact",
  "Autostart",
  "Script",
] as const satisfies EventType[];

/** A type of event that scans record. */
export type EventType = keyof typeof eventModels;

type RowOf<K extends EventType> = (typeof eventModels)[K] extends { readonly schema: Schema<infer T> }
  ? T
  : never;

/** A row of the type's model, with the type in `eventType`. */
export type HuntEvent<K extends EventType = EventType> = {
  [Each in K]: RowOf<Each> & { eventType: Each };
}[K];

/** Selects events of a scan, of a period, or of the last days. */
export interface EventOptions<K extends EventType> extends ListOptions {
  /** ID of a scan. Default: the events of all scans. */
  scanId?: string | undefined;
  /** Start of the period, inclusive; a string is ISO 8601. With only `to`, the period has no start. */
  from?: Date | string | undefined;
  /** End of the period, inclusive; a string is ISO 8601. Default: no end. */
  to?: Date | string | undefined;
  /**
   * Length of the period in days, up to now. Default: 7 without `scanId`, `from`, and `to`, as in the
   * vendor's module.
   */
  days?: number | undefined;
  /** Condition on properties that all the types have. */
  where?: Where<HuntEvent<K>> | undefined;
}

const eventKeys: KeysOf<EventOptions<EventType>> = {
  ...listKeys,
  scanId: true,
  from: true,
  to: true,
  days: true,
  where: true,
};

/** The parts of a client that events need. */
interface EventClient {
  readonly clock: Clock;
  model<T extends Row, C extends Collection<T> = Collection<T>>(model: Model<T, C>): C;
}

/** Events of one or more types, one type after the other. Nothing is sent before the iteration starts. */
export class Events<K extends EventType> implements AsyncIterable<HuntEvent<K>> {
  readonly #listings: { type: K; route: string; rows: Listing<Row> }[];

  /**
   * @throws {HuntInputError} if `types` is empty or unknown, if `days` is combined with `from` or `to`, and
   *   as `list` does
   */
  constructor(client: EventClient, types: K | readonly K[], options: EventOptions<K>) {
    const { scanId, from, to, days, where, ...listOptions } = requireKnownKeys(options, eventKeys);
    const period = toPeriod({ scanId, from, to, days }, client.clock.now());
    const condition = normalizeWhere(where);
    const wanted = typeof types === "string" ? [types] : requireArgument("types", types, "list");
    if (wanted.length === 0)
      throw new HuntInputError(
        "types",
        "empty",
        `types: at least one type is required. Use ${Object.keys(eventModels).join(", ")}.`,
      );
    this.#listings = wanted.map((type) => {
      if (!Object.hasOwn(eventModels, type))
        throw new HuntInputError(
          "types",
          "unknown",
          `types: unknown type. Use one of ${Object.keys(eventModels).join(", ")}.`,
        );
      // A scan completes each of its hosts at a different time (vendor's module).
      const time = type === "Host" ? "completedOn" : "scannedOn";
      const and = [
        ...(scanId === undefined ? [] : [{ scanId }]),
        ...period.map((bound) => ({ [time]: bound })),
        ...(condition ? [condition] : []),
      ];
      const collection = client.model<Row>(eventModels[type]);
      return { type, route: collection.route, rows: collection.list({ where: { and } }, listOptions) };
    });
  }

  /** Paths of the lists that are read, in the order of the types. */
  get routes(): readonly string[] {
    return this.#listings.map(({ route }) => route);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HuntEvent<K>> {
    for (const { type, rows } of this.#listings) {
      for await (const row of rows) yield { ...row, eventType: type } as unknown as HuntEvent<K>;
    }
  }

  /** Returns the number of events. */
  async count(): Promise<number> {
    const counts = await Promise.all(this.#listings.map(({ rows }) => rows.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

type Bound = { gte: Date | string } | { lte: Date | string };

function toPeriod(
  { scanId, from, to, days }: Pick<EventOptions<EventType>, "scanId" | "from" | "to" | "days">,
  now: number,
): Bound[] {
  if (days !== undefined && (from !== undefined || to !== undefined)) {
    throw new HuntInputError("days", "conflict", "days cannot be used with from or to. Remove one of them.");
  }
  if (from !== undefined || to !== undefined)
    return [...(from === undefined ? [] : [{ gte: from }]), ...(to === undefined ? [] : [{ lte: to }])];
  if (scanId !== undefined && days === undefined) return [];
  return [{ gte: toIso(now - requireNumber("days", days ?? 7, 0, 36_500) * dayMs) }];
}
