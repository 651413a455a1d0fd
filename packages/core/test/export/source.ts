import { Writable } from "node:stream";
import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import type { Clock } from "../../src/http/clock.js";
import { Listing, type ListOptions } from "../../src/paging/listing.js";
import type { ListingSource, PageRequest, Row } from "../../src/paging/page.js";
import type { Filter } from "../../src/query/filter.js";
import { toPlainFilter } from "../../src/query/plain-filter.js";
import { createVirtualClock } from "@huntkit/testing";

export type AnyRow = { id: string } & Record<string, unknown>;

export interface TableOptions {
  /** Fields of the model. Default: none. */
  fields?: string[];
  clock?: Clock;
  countless?: boolean;
  /** Called before each page. It may throw or wait. */
  before?: (request: PageRequest, signal: AbortSignal | undefined) => unknown;
}

/** Lists rows in memory. They are sorted by ID, or unsorted for any other order. */
export function createTable(
  rows: readonly AnyRow[],
  { fields = [], clock = createVirtualClock(), countless = false, before }: TableOptions = {},
) {
  const requests: PageRequest[] = [];
  const source: ListingSource<AnyRow> = {
    route: "Things",
    fields,
    clock,
    async fetchPage(request, _, signal) {
      requests.push(request);
      await new Promise(setImmediate);
      await before?.(request, signal);
      signal?.throwIfAborted();
      const found = rows.filter(({ id }) => meets(id, request.where));
      const sorted =
        request.order[0] === "id ASC" ? found.sort((one, other) => (one.id < other.id ? -1 : 1)) : found;
      return {
        rows: sorted.slice(request.skip ?? 0).slice(0, request.limit),
        total: request.count && !countless ? found.length : null,
      };
    },
    count: async () => rows.length,
  };
  return {
    requests,
    list: (filter: Filter<Row> = {}, options: ListOptions = {}) =>
      new Listing(source, toPlainFilter(filter), options),
  };
}

function meets(id: string, where: unknown): boolean {
  const { and = [], id: bounds = {} } = (where ?? {}) as {
    and?: unknown[];
    id?: { gt?: string; gte?: string; lt?: string };
  };
  const { gt = "", gte = "", lt = "~" } = bounds;
  return and.every((each) => meets(id, each)) && id > gt && id >= gte && id < lt;
}

/** Returns an ID that is spread evenly over the ID space, as UUIDs of version 4 are. */
export function idAt(index: number, count: number): string {
  return `${Math.floor((index / count) * 2 ** 32)
    .toString(16)
    .padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** A stream that keeps the chunks that are written to it. */
export class Memory extends Writable {
  readonly pieces: Buffer[] = [];
  /**
   * Called with the number of each chunk before it is accepted. If it returns an error, the stream fails with
   * it.
   */
  readonly before: ((count: number) => unknown) | undefined;

  constructor(before?: (count: number) => unknown) {
    super({ highWaterMark: 1 });
    this.before = before;
  }

  override _write(piece: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    setImmediate(() => {
      const failure = this.before?.(this.pieces.length + 1);
      if (failure instanceof Error) return done(failure);
      this.pieces.push(piece);
      done();
    });
  }

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }

  get text(): string {
    return this.bytes.toString();
  }
}

const sharp = [
  '"',
  '""',
  ",",
  '","',
  "\r",
  "\n",
  "\r\n",
  '"\r\n"',
  '\r\n"x",',
  "\u2028",
  "\u2029",
  "\ud800",
  "\udc00",
  "\ufeff",
  "\0",
  "=",
  "+1",
  "-",
  "@",
  "\t",
  "'",
  "\uff1d",
  "\u00e9",
  "\u{1f600}",
  " ",
  "a",
];

/** Strings that are difficult for formats, spreadsheets, and decoders. */
export const hostile = fc.oneof(
  fc.array(fc.constantFrom(...sharp), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: anyCharacter }),
  fc.nat(200_000).map((length) => 'x",\r\n'.repeat(length / 40)),
);

/** Rows of such strings and of every other JSON type. */
export const hostileRows = fc.uniqueArray(
  fc.record(
    {
      id: fc.uuid(),
      name: hostile,
      note: fc.option(hostile),
      count: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      active: fc.boolean(),
      data: fc.oneof(fc.array(hostile, { maxLength: 3 }), fc.record({ deep: hostile })),
    },
    { requiredKeys: ["id", "name"] },
  ),
  { selector: ({ id }) => id, maxLength: 12 },
) as fc.Arbitrary<AnyRow[]>;
