import { X509Certificate } from "node:crypto";
import * as tls from "node:tls";
import { HuntInputError } from "../errors/input-error.js";

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates that Node trusts and the given ones beside them: naming any to Node replaces its own list.
 *
 * @param pem one or more certificates in PEM
 * @throws {HuntInputError} `input: "ca"` when there is no certificate in it, or one that cannot be read
 */
export function trustedCertificates(pem: string): string[] {
  const extra = pem.match(pemBlock) ?? [];
  if (extra.length === 0) {
    throw new HuntInputError("ca", "empty", "ca: it holds no certificate. Pass PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.");
  }
  extra.forEach(requireCertificate);
  return [...defaultCertificates(), ...extra];
}

function requireCertificate(pem: string, index: number): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new HuntInputError("ca", "invalid", `ca: certificate ${index + 1} cannot be read. Was it cut, or its line breaks lost?`);
  }
}

/** Newer Nodes (22.15, 24) tell their list with NODE_EXTRA_CA_CERTS in it; on older ones that variable is lost beside `ca`. */
function defaultCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return getCACertificates?.("default") ?? tls.rootCertificates;
}
