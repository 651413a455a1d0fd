import { decodeHuffman } from "./huffman.js";

// HPACK, the compression of headers (RFC 7541).

export type Header = readonly [name: string, value: string];

/** The names of the headers that both sides know from the start (appendix A). */
const staticNames = (
  ":authority :method :method :path :path :scheme :scheme :status :status :status :status :status :status :status " +
  "accept-charset accept-encoding accept-language accept-ranges accept access-control-allow-origin age allow " +
  "authorization cache-control content-disposition content-encoding content-language content-length " +
  "content-location content-range content-type cookie date etag expect expires from host if-match " +
  "if-modified-since if-none-match if-range if-unmodified-since last-modified link location max-forwards " +
  "proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie " +
  "strict-transport-security transfer-encoding user-agent vary via www-authenticate"
).split(" ");

/** Their values. All others are empty. */
const staticValues = ",GET,POST,/,/index.html,http,https,200,204,206,304,400,404,500,,gzip, deflate".split(
  /,(?! )/,
);

const staticHeaders = staticNames.map((name, index): Header => [name, staticValues[index] ?? ""]);

/** The size that the table can have, because no other one is negotiated (RFC 9113, section 6.5.2). */
const maxTableSize = 4_096;

/** What an entry of the table takes in addition to its strings (section 4.1). */
const entryOverhead = 32;

/** Decodes the headers of one connection, in the order in which they arrive. */
export class HeaderDecoder {
  /** The dynamic table, the newest header first. */
  readonly #table: Header[] = [];
  #size = 0;
  #maxSize = maxTableSize;

  /** @throws {RangeError} if the bytes are not a complete block of headers */
  decode(block: Uint8Array): Header[] {
    const reader = new BlockReader(block);
    const headers: Header[] = [];
    while (!reader.isAtEnd) {
      const byte = reader.peek();
      if (byte >= 0x80) headers.push(this.#get(reader.readInteger(7)));
      else if (byte >= 0x40) {
        const header = this.#readLiteral(reader, 6);
        this.#add(header);
        headers.push(header);
      } else if (byte >= 0x20) this.#resize(reader.readInteger(5));
      else headers.push(this.#readLiteral(reader, 4));
    }
    return headers;
  }

  #readLiteral(reader: BlockReader, indexBits: number): Header {
    const index = reader.readInteger(indexBits);
    const name = index === 0 ? reader.readString() : this.#get(index)[0];
    return [name, reader.readString()];
  }

  #get(index: number): Header {
    const header =
      index <= staticHeaders.length
        ? staticHeaders[index - 1]
        : this.#table[index - staticHeaders.length - 1];
    if (!header) throw new RangeError("A header has an index that does not exist.");
    return header;
  }

  #add(header: Header): void {
    this.#table.unshift(header);
    this.#size += getSize(header);
    this.#evict();
  }

  #resize(maxSize: number): void {
    if (maxSize > maxTableSize) throw new RangeError("The table of headers is too large.");
    this.#maxSize = maxSize;
    this.#evict();
  }

  #evict(): void {
    while (this.#size > this.#maxSize) this.#size -= getSize(this.#table.pop()!);
  }
}

function getSize([name, value]: Header): number {
  return name.length + value.length + entryOverhead;
}

/** Reads the primitive types of a block (section 5). */
class BlockReader {
  readonly #block: Uint8Array;
  #position = 0;

  constructor(block: Uint8Array) {
    this.#block = block;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#block.length;
  }

  /** @throws {RangeError} at the end of the block */
  peek(): number {
    const byte = this.#block[this.#position];
    if (byte === undefined) throw new RangeError("A header is not complete.");
    return byte;
  }

  /** Reads an integer that begins in the last bits of a byte. */
  readInteger(bits: number): number {
    const max = 2 ** bits - 1;
    let value = this.#readByte() & max;
    if (value < max) return value;
    for (let factor = 1; factor <= 2 ** 21; factor *= 128) {
      const byte = this.#readByte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError("A header contains a number that is too large.");
  }

  /** Reads a string, in which each character stands for a byte. */
  readString(): string {
    const isCompressed = this.peek() >= 0x80;
    const end = this.readInteger(7) + this.#position;
    if (end > this.#block.length) throw new RangeError("A header is not complete.");
    const bytes = this.#block.subarray(this.#position, end);
    this.#position = end;
    return (isCompressed ? decodeHuffman(bytes) : Buffer.from(bytes)).toString("latin1");
  }

  #readByte(): number {
    const byte = this.peek();
    this.#position += 1;
    return byte;
  }
}

/**
 * Encodes headers without compression. The block begins with the size 0 for the table, because it does not use one.
 */
export function encodeHeaders(headers: readonly Header[]): Buffer {
  const strings = headers.flatMap(([name, value]) => [
    Buffer.of(0),
    ...encodeString(name),
    ...encodeString(value),
  ]);
  return Buffer.concat([Buffer.of(0x20), ...strings]);
}

function encodeString(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const max = 0x7f;
  if (bytes.length < max) return [Buffer.of(bytes.length), bytes];
  const length = [max];
  let rest = bytes.length - max;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) length.push((rest % 0x80) + 0x80);
  return [Buffer.of(...length, rest), bytes];
}
