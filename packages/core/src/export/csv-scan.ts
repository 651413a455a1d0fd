/**
 * Where one can be in CSV: at the start of a cell, within a plain one, within quotes, behind a quote that ends them or is
 * the first of two, behind the CR that ends a record.
 */
const states = ["start", "plain", "quoted", "quote", "cr"] as const;
type State = (typeof states)[number];

const [lf, cr, quote, comma] = Buffer.from('\n\r",') as unknown as [number, number, number, number];

/** The offsets behind each record in a piece of CSV that begins in a given state; null when that cannot be (RFC 4180). */
function scanRecords(bytes: Buffer, begin: State): number[] | null {
  const ends: number[] = [];
  let state: State | null = begin;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (state === "cr" && byte === lf) ends.push(index + 1);
    state = toNextState(state, byte);
    if (state === null) return null;
  }
  return ends;
}

function toNextState(state: State, byte: number): State | null {
  if (state === "quoted") return byte === quote ? "quote" : "quoted";
  if (state === "cr") return byte === lf ? "start" : null;
  if (byte === quote) return state === "start" || state === "quote" ? "quoted" : null;
  if (byte === comma) return "start";
  if (byte === cr) return "cr";
  return state === "quote" || byte === lf ? null : "plain";
}

/** The records in a piece of CSV that begins with one. */
export function findRecords(bytes: Buffer): number[] | null {
  return scanRecords(bytes, "start");
}

/**
 * The same of a piece that begins anywhere, once for each state that its beginning may be in. Where quotes stand decides
 * which that is: a quote that opens a cell cannot also close one, for then no letter could follow.
 */
export function findPossibleRecords(bytes: Buffer): number[][] {
  return states.map((state) => scanRecords(bytes, state)).filter((ends) => ends !== null);
}
