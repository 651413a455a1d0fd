/**
 * A writer of DER (ITU-T X.690), the encoding of certificates: as much of it as a certificate of one's own needs. Libraries that
 * make certificates bring a parser, a schema language and other kinds of keys; loading one takes longer than all else
 * before the handshake.
 */

/** A value with its tag; its length is written in as few bytes as hold it. */
function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body]);
}

export const sequence = (...members: readonly Uint8Array[]) => tagged(0x30, ...members);
export const set = (...members: readonly Uint8Array[]) => tagged(0x31, ...members);
export const octets = (bytes: Uint8Array) => tagged(0x04, bytes);
export const text = (value: string) => tagged(0x0c, Buffer.from(value));
export const yes = tagged(0x01, Buffer.from([0xff]));

/** A tag of the structure's own, [0] to [30], around whole values. */
export const explicit = (number: number, ...members: readonly Uint8Array[]) =>
  tagged(0xa0 + number, ...members);

/** The same in the place of a simple value's tag. */
export const implicit = (number: number, bytes: Uint8Array) => tagged(0x80 + number, bytes);

/** Bits, of which the last `unused` do not count. */
export const bits = (bytes: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), bytes);

/** A whole number of 0 or more, from its bytes, the highest first. A zero byte goes before it where it would be taken for a negative one. */
export const integer = (bytes: Uint8Array) =>
  tagged(0x02, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), bytes);

/** A time of the years 1950 to 2049, to the second. */
export const utcTime = (at: Date) =>
  tagged(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

/** An object identifier such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(inBase128)));
}

function inBase128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function lengthOf({ length }: Uint8Array): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
