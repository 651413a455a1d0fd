import { protocolVersion, type Invitation } from "./invitation.js";
import type { Address } from "./listen.js";

/** The version of go-plugin's own protocol: what the handshake and the services around the provider look like. */
const coreVersion = 1;

/**
 * The one line by which a plugin tells its parent how to reach it, as go-plugin reads it.
 *
 * @param certificate the DER that the parent shall trust; undefined where nothing is encrypted
 */
export function handshakeLine(
  { network, address }: Address,
  certificate: Uint8Array | undefined,
  { knowsMultiplexing }: Pick<Invitation, "knowsMultiplexing">,
): string {
  // go-plugin decodes base64 without padding.
  const encoded =
    certificate === undefined ? "" : Buffer.from(certificate).toString("base64").replace(/=+$/, "");
  return [
    coreVersion,
    protocolVersion,
    network,
    address,
    "grpc",
    encoded,
    ...(knowsMultiplexing ? ["false"] : []),
  ].join("|");
}
