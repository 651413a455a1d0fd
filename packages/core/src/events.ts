import type { Collection, Model } from "./collection.js";
import { dayMs, toIso } from "./dates.js";
import { HuntInputError } from "./errors/hunt-error.js";
import type { Clock } from "./http/clock.js";
import { requireNumber } from "./http/require-number.js";
import type { Schema } from "./http/parse-response.js";
import { models } from "./models/models.js";
import type { Listing, ListOptions } from "./paging/listing.js";
import type { Row } from "./paging/page.js";
import type { Where } from "./query/filter.js";

/** The model behind each type of event, by the names that the vendor's `Get-ICEvent` gives them. */
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

/** The types that are about files, which the vendor's module sums up as `File`. */
export const fileEventTypes = [
  "Process",
  "Module",
  "Driver",
  "MemScan",
  "Artifact",
  "Autostart",
  "Script",
] as const satisfies EventType[];

/** A kind of thing that scans find. */
export type EventType = keyof typeof eventModels;

type RowOf<K extends EventType> = (typeof eventModels)[K] extends { readonly schema: Schema<infer T> }
  ? T
  : never;

/** A row of the type's model, which `eventType` tells apart from others. */
export type HuntEvent<K extends EventType = EventType> = {
  [Each in K]: RowOf<Each> & { eventType: Each };
}[K];

/** Which events: of a scan, of a time, or of the last days. */
export interface EventOptions<K extends EventType> extends ListOptions {
  scanId?: string | undefined;
  /** A time; a text is ISO 8601. With `to` alone, there is no beginning. */
  from?: Date | string | undefined;
  /** A time, which belongs to it; there is no end unless told. */
  to?: Date | string | undefined;
  /** How many days back; 7 unless any of these is told, as in the vendor's module. */
  days?: number | undefined;
  /** What else must hold, in properties that all the types have. */
  where?: Where<HuntEvent<K>> | undefined;
}

/** What events need of a client. */
interface EventClient {
  readonly clock: Clock;
  model<T extends Row, C extends Collection<T> = Collection<T>>(model: Model<T, C>): C;
}

/** What scans found, of one type or of several, one type after the other. Nothing is sent before it is gone through. */
export class Events<K extends EventType> implements AsyncIterable<HuntEvent<K>> {
  readonly #listings: { type: K; rows: Listing<Row> }[];

  /** @throws {HuntInputError} for an unknown type or none, for `days` beside `from` or `to`, and as `list` does */
  constructor(
    client: EventClient,
    types: K | readonly K[],
    { scanId, from, to, days, where, ...options }: EventOptions<K>,
  ) {
    const period = toPeriod({ scanId, from, to, days }, client.clock.now());
    const wanted = typeof types === "string" ? [types] : types;
    if (wanted.length === 0)
      throw new HuntInputError(
        "types",
        "empty",
        `types: name at least one of ${Object.keys(eventModels).join(", ")}.`,
      );
    this.#listings = wanted.map((type) => {
      if (!Object.hasOwn(eventModels, type))
        throw new HuntInputError(
          "types",
          "unknown",
          `types: there are ${Object.keys(eventModels).join(", ")}.`,
        );
      // Machines of a scan are done at a time of their own (vendor).
      const time = type === "Host" ? "completedOn" : "scannedOn";
      const and = [
        ...(scanId === undefined ? [] : [{ scanId }]),
        ...period.map((bound) => ({ [time]: bound })),
        ...(where ? [where] : []),
      ];
      return { type, rows: client.model<Row>(eventModels[type]).list({ where: { and } }, options) };
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HuntEvent<K>> {
    for (const { type, rows } of this.#listings) {
      for await (const row of rows) yield { ...row, eventType: type } as unknown as HuntEvent<K>;
    }
  }

  /** How many there are. */
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
    throw new HuntInputError("days", "conflict", "days: give either days, or from and to.");
  }
  if (from !== undefined || to !== undefined)
    return [...(from === undefined ? [] : [{ gte: from }]), ...(to === undefined ? [] : [{ lte: to }])];
  if (scanId !== undefined && days === undefined) return [];
  return [{ gte: toIso(now - requireNumber("days", days ?? 7, 0, 36_500) * dayMs) }];
}
