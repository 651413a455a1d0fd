import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import { HuntInputError } from "../errors/hunt-error.js";

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * What a client trusts that is given `ca`: the certificates that Node trusts, those of `NODE_EXTRA_CA_CERTS` among them,
 * and the given ones last. It is for the `ca` of Node's TLS, where naming any replaces Node's own list.
 *
 * @param pem one or more certificates in PEM; what stands between them is ignored
 * @returns each certificate in PEM
 * @throws {HuntInputError} `input: "ca"` when there is no certificate in it, or one that cannot be read
 */
export function listTrustedCertificates(pem: string): string[] {
  const extra = pem.match(pemBlock) ?? [];
  if (extra.length === 0) {
    throw new HuntInputError(
      "ca",
      "empty",
      "ca: it holds no certificate. Pass PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
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
      `ca: certificate ${index + 1} cannot be read. Was it cut, or its line breaks lost?`,
    );
  }
}

/** Newer Nodes (22.15, 23.10) tell their list, with NODE_EXTRA_CA_CERTS in it; older ones only tell the list they come with. */
function listDefaultCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return (
    getCACertificates?.("default") ?? [
      ...tls.rootCertificates,
      ...readExtraCertificates(process.env["NODE_EXTRA_CA_CERTS"]),
    ]
  );
}

/** As Node does at its start, a file that cannot be read is ignored: Node has warned of it by then. */
function readExtraCertificates(path: string | undefined): string[] {
  if (!path) return [];
  try {
    return readFileSync(path, "utf8").match(pemBlock) ?? [];
  } catch {
    return [];
  }
}
