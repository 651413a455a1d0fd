import { toText } from "./to-text.js";

/** Bytes: texts of twice as much are large objects for V8, which grow old at once when it tidies up while they are parsed. */
const partSize = 64 * 2 ** 10;

const nothing = Buffer.alloc(0);

/** Bytes: a row that begins alike in every row has a short key first. */
const longestBeginning = 1_024;

/**
 * The value that JSON in UTF-8 holds. A long list of objects is parsed in parts, so that no text is as long as the whole.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function parseJson(bytes: Uint8Array): unknown {
  const json = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLongList =
    json.byteLength > 2 * partSize &&
    json.toString("latin1", 0, 2) === "[{" &&
    json.at(-1) === "]".charCodeAt(0);
  const beginning = isLongList
    ? json.subarray(1, json.subarray(0, longestBeginning).indexOf(":") + 1)
    : nothing;
  return beginning.byteLength > 0 ? [...partsOf(json, beginning)].flat() : JSON.parse(toText(json));
}

/**
 * Where a part ends is guessed by how rows begin, and then tried: a part that is valid holds whole rows, as JSON can be read in
 * one way only. One that ends within a row is not, and the next part to be tried is twice as long.
 */
function* partsOf(list: Buffer, beginning: Buffer): Generator<unknown[]> {
  const between = Buffer.concat([Buffer.from("},"), beginning]);
  const last = list.byteLength - 1;
  let start = 1;
  let size = partSize;
  while (start < last) {
    const next = list.indexOf(between, start + size);
    const end = next === -1 ? last : next + 1;
    try {
      yield JSON.parse(`[${toText(list.subarray(start, end))}]`) as unknown[];
      start = end + 1;
      size = partSize;
    } catch (error) {
      if (end === last) throw error;
      size = 2 * (end - start);
    }
  }
}
