import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import { HuntInputError } from "../errors/hunt-error.js";

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Returns the certificates that a client with the option `ca` trusts: those that Node trusts, including
 * `NODE_EXTRA_CA_CERTS`, followed by the given ones. Use the result as `ca` of Node's TLS functions, which
 * replaces Node's own list.
 *
 * @param pem one or more PEM certificates; other text is ignored
 * @returns each certificate in PEM
 * @throws {HuntInputError} `input: "ca"` if there is no certificate, or one that cannot be parsed
 */
export function listTrustedCertificates(pem: string): string[] {
  const extra = pem.match(pemBlock) ?? [];
  if (extra.length === 0) {
    throw new HuntInputError(
      "ca",
      "empty",
      "ca: no certificate found. Pass PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
    );
  }
  extra.forEach(requireCertificate);
  return [...listDefaultCertificates(), ...extra];
}

function requireCertificate(pem: string, index: number): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new HuntInputError(
      "ca",
      "invalid",
      `ca: certificate ${index + 1} is not valid. Check that it is complete and has its line breaks.`,
    );
  }
}

/**
 * Node 22.15, 23.10, and newer return their list including NODE_EXTRA_CA_CERTS. Older versions return only
 * the built-in list.
 */
function listDefaultCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return (
    getCACertificates?.("default") ?? [
      ...tls.rootCertificates,
      ...readExtraCertificates(process.env["NODE_EXTRA_CA_CERTS"]),
    ]
  );
}

/** Ignores a file that cannot be read, as Node does. Node prints a warning about it when it starts. */
function readExtraCertificates(path: string | undefined): string[] {
  if (!path) return [];
  try {
    return readFileSync(path, "utf8").match(pemBlock) ?? [];
  } catch {
    return [];
  }
}
