import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A self-signed certificate, and its key. */
export interface Certificate {
  readonly der: Buffer;
  /** The certificate as PEM. */
  readonly certificate: string;
  /** The private key as PEM. */
  readonly privateKey: string;
}

// DER (ITU-T X.690) is the encoding of certificates. This file implements only what this certificate needs,
// because libraries that create certificates take longer to load than everything else before the handshake.

/** Returns a value with its tag. Its length is written in as few bytes as possible. */
function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...toLength(body)]), body]);
}

export const sequence = (...members: readonly Uint8Array[]) => tagged(0x30, ...members);
export const set = (...members: readonly Uint8Array[]) => tagged(0x31, ...members);
export const octets = (bytes: Uint8Array) => tagged(0x04, bytes);
export const text = (value: string) => tagged(0x0c, Buffer.from(value));
export const yes = tagged(0x01, Buffer.from([0xff]));

/** Returns values with a context-specific tag, [0] to [30], around them. */
export const explicit = (number: number, ...members: readonly Uint8Array[]) =>
  tagged(0xa0 + number, ...members);

/** Returns bytes with a context-specific tag instead of the tag of their type. */
export const implicit = (number: number, bytes: Uint8Array) => tagged(0x80 + number, bytes);

/** Returns a bit string. The last `unused` bits do not count. */
export const bits = (bytes: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), bytes);

/**
 * Returns a non-negative integer from its bytes, highest first. A zero byte in front keeps it from being
 * negative.
 */
export const integer = (bytes: Uint8Array) =>
  tagged(0x02, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), bytes);

/** Returns a time of the years 1950 to 2049, to the second. */
export const utcTime = (at: Date) =>
  tagged(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

/** Returns an object identifier such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(toBase128)));
}

function toBase128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function toLength({ length }: Uint8Array): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const hourMs = 3_600_000;
const validDays = 365;

/**
 * Creates a certificate (RFC 5280) for one run of the plugin, as go-plugin expects it: the parent trusts it
 * as an authority, requires `localhost` in it, and uses it as the certificate of a server.
 *
 * @param now milliseconds since 1970. The certificate is valid from one hour before, because clocks differ.
 */
export function createCertificate(now: number): Certificate {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(oid("2.5.4.3"), text("localhost"))));
  const validity = sequence(
    utcTime(new Date(now - hourMs)),
    utcTime(new Date(now + validDays * 24 * hourMs)),
  );
  const version3 = explicit(0, integer(Buffer.from([2])));
  // A serial number is positive and has no zero byte in front.
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const publicKey = keys.publicKey.export({ type: "spki", format: "der" });
  const body = sequence(version3, serial, ecdsaWithSha256, name, validity, name, publicKey, extensions);
  const der = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, keys.privateKey)));
  return {
    der,
    certificate: toPem(der),
    privateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

const extension = (id: string, value: Uint8Array) => sequence(oid(id), yes, octets(value));

/** Basic constraints (an authority), key usage, extended key usage (server and client), alternative name. */
const extensions = explicit(
  3,
  sequence(
    extension("2.5.29.19", sequence(yes)),
    // Bits 0, 2, 4 and 5: signatures, encryption and agreement of keys, signing of certificates.
    extension("2.5.29.15", bits(Buffer.from([0b1010_1100]), 2)),
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2"))),
    extension("2.5.29.17", sequence(implicit(2, Buffer.from("localhost")))),
  ),
);

function toPem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;
}
