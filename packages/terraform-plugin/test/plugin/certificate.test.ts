import * as fc from "fast-check";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCertificate, integer, octets, oid } from "../../src/plugin/certificate.js";

const noon = Date.UTC(2026, 2, 31, 12);

describe("createCertificate", () => {
  const made = createCertificate(noon);
  const parsed = new X509Certificate(made.der);

  it("creates a certificate that is signed with its own key", () => {
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(made.privateKey))).toBe(true);
    expect(new X509Certificate(made.certificate).raw).toEqual(made.der);
  });

  it("creates a certificate for localhost that is valid for an authority, a server, and a client", () => {
    expect(parsed).toMatchObject({
      ca: true,
      subjectAltName: "DNS:localhost",
      subject: "CN=localhost",
      issuer: "CN=localhost",
      keyUsage: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
    });
  });

  it("creates a certificate that is valid from one hour before now for one year", () => {
    expect([parsed.validFrom, parsed.validTo]).toEqual([
      "Mar 31 11:00:00 2026 GMT",
      "Mar 31 12:00:00 2027 GMT",
    ]);
  });

  it("creates a different certificate on each call", () => {
    expect(new X509Certificate(createCertificate(noon).der).serialNumber).not.toBe(parsed.serialNumber);
  });
});

describe("DER", () => {
  it("encodes a length in the minimum number of bytes", () => {
    const header = (length: number) =>
      octets(Buffer.alloc(length))
        .subarray(0, -length || undefined)
        .toString("hex");
    expect([0, 127, 128, 255, 256, 65_535].map(header)).toEqual([
      "0400",
      "047f",
      "048180",
      "0481ff",
      "04820100",
      "0482ffff",
    ]);
  });

  it("encodes object identifiers as in the examples of X.690", () => {
    expect(oid("2.999.3").toString("hex")).toBe("0603883703");
    expect(oid("1.2.840.10045.4.3.2").toString("hex")).toBe("06082a8648ce3d040302");
  });

  it("never encodes a non-negative integer as a negative one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const [, , first] = integer(bytes);
        expect(first! < 0x80).toBe(true);
        expect(BigInt(`0x${integer(bytes).subarray(2).toString("hex")}`)).toBe(
          BigInt(`0x${Buffer.from(bytes).toString("hex")}`),
        );
      }),
      { examples: [[Uint8Array.of(0x80)]] },
    );
  });
});
