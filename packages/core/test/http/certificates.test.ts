import { rootCertificates } from "node:tls";
import { generate } from "selfsigned";
import { expect, it } from "vitest";
import { trustedCertificates } from "../../src/http/certificates.js";

it("certificates of one's own are trusted beside the usual ones, each of a bundle", async () => {
  const pems = await Promise.all(["one", "two"].map(async (value) => (await generate([{ name: "commonName", value }])).cert.trim()));
  const trusted = trustedCertificates(`A comment\n${pems.join("\n")}\n`);
  expect(trusted.slice(-2)).toEqual(pems);
  expect(trusted.length).toBeGreaterThan(Math.min(50, rootCertificates.length));
});
