import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, explicit, implicit, integer, octets, oid, sequence, set, text, utcTime, yes } from "./der.js";

/** A certificate that signs itself, and its key. */
export interface Certificate {
  readonly der: Buffer;
  /** Both as PEM. */
  readonly certificate: string;
  readonly privateKey: string;
}

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const hourMs = 3_600_000;
const validDays = 365;

/**
 * Makes a certificate (RFC 5280) for one run of the plugin, as go-plugin expects it: the parent trusts it as an authority,
 * asks for `localhost` in it, and takes it for a server's.
 *
 * @param now milliseconds since 1970; it is valid from an hour before, for clocks that differ
 */
export function createCertificate(now: number): Certificate {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(oid("2.5.4.3"), text("localhost"))));
  const validity = sequence(
    utcTime(new Date(now - hourMs)),
    utcTime(new Date(now + validDays * 24 * hourMs)),
  );
  const version3 = explicit(0, integer(Buffer.from([2])));
  // A serial number is above zero and has no zero byte in front.
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const publicKey = keys.publicKey.export({ type: "spki", format: "der" });
  const body = sequence(version3, serial, ecdsaWithSha256, name, validity, name, publicKey, extensions);
  const der = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, keys.privateKey)));
  return {
    der,
    certificate: pem(der),
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

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;
}
