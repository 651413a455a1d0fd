import * as fc from "fast-check";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCertificate, integer, octets, oid } from "../../src/plugin/certificate.js";

const noon = Date.UTC(2026, 2, 31, 12);

describe("the plugin's certificate", () => {
  const made = createCertificate(noon);
  const parsed = new X509Certificate(made.der);

  it("signs itself, with the key that belongs to it", () => {
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(made.privateKey))).toBe(true);
    expect(new X509Certificate(made.certificate).raw).toEqual(made.der);
  });

  it("is an authority's and a server's and a client's, for localhost", () => {
    expect(parsed).toMatchObject({
      ca: true,
      subjectAltName: "DNS:localhost",
      subject: "CN=localhost",
      issuer: "CN=localhost",
      keyUsage: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
    });
  });

  it("is valid from an hour ago, for a year", () => {
    expect([parsed.validFrom, parsed.validTo]).toEqual([
      "Mar 31 11:00:00 2026 GMT",
      "Mar 31 12:00:00 2027 GMT",
    ]);
  });

  it("is another one each time", () => {
    expect(new X509Certificate(createCertificate(noon).der).serialNumber).not.toBe(parsed.serialNumber);
  });
});

describe("DER", () => {
  it("writes lengths in as few bytes as hold them", () => {
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

  it("writes object identifiers as X.690 shows them", () => {
    expect(oid("2.999.3").toString("hex")).toBe("0603883703");
    expect(oid("1.2.840.10045.4.3.2").toString("hex")).toBe("06082a8648ce3d040302");
  });

  it("never lets a whole number look like a negative one", () => {
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
