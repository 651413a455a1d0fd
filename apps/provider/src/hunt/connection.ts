import { HuntClient, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { BatchedReads } from "./reads/batched-reads.js";

/** What the provider's handlers work with: one HUNT instance, seen by one token. */
export interface Connection {
  readonly client: HuntClient;
  /** Reads of rows that share requests. */
  readonly reads: BatchedReads;
  /**
   * Another client of the same instance and with the same settings, but for the token. Whoever asks for it closes it.
   */
  connect(token: ApiToken): HuntClient;
}

/**
 * Connects to an instance. Nothing is sent yet.
 *
 * @throws {HuntInputError} when the instance, the token or another option cannot be used
 */
export function connect(options: HuntClientOptions): Connection {
  const observe: BatchedReads["observe"] = (event) => reads.observe(event);
  const client = new HuntClient({ ...options, hooks: { onRequest: observe, onResponse: observe } });
  const reads = new BatchedReads(client);
  return { client, reads, connect: (token) => new HuntClient({ ...options, token }) };
}
