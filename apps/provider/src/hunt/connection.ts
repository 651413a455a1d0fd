import { HuntClient, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { getConfigDirectory } from "@huntkit/toolkit";
import { References } from "./reads/references.js";
import { NameReads } from "./reads/name-reads.js";
import { BatchedReads } from "./reads/batched-reads.js";

/** What the provider's handlers receive: one HUNT instance, with one token. */
export interface Connection {
  readonly client: HuntClient;
  /** Reads rows with shared requests. */
  readonly reads: BatchedReads;
  /** Finds rows by their names, regardless of case. */
  readonly names: NameReads;
  /** Finds out whether objects exist that attributes refer to. */
  readonly references: References;
  /** The IDs of the objects that Terraform has refreshed or planned, and therefore manages. */
  readonly managedIds: Set<string>;
  /** The directory for journals of deliveries. Null if there is no home directory. */
  readonly journalDirectory: string | null;
  /**
   * Returns the time in milliseconds since 1970, according to HUNT's clock, which decides when tokens expire.
   * Until {@link setTime} is called, it is the time of this machine.
   */
  now(): number;
  /**
   * Sets HUNT's current time, in milliseconds since 1970. This machine's clock only measures the time after
   * that.
   */
  setTime(time: number): void;
  /**
   * Creates another client for the same instance with the same settings, but another token. The caller closes
   * it.
   */
  connect(token: ApiToken): HuntClient;
}

/**
 * Connects to an instance. No request is sent yet.
 *
 * @throws {HuntInputError} if the instance, the token, or another option is invalid
 */
export function connect(options: HuntClientOptions): Connection {
  const observe: BatchedReads["observe"] = (event) => reads.observe(event);
  const client = new HuntClient({ ...options, hooks: { onRequest: observe, onResponse: observe } });
  const reads = new BatchedReads(client);
  const { clock } = client;
  let differenceMs = 0;
  return {
    client,
    now: () => clock.now() + differenceMs,
    setTime: (time) => {
      differenceMs = time - clock.now();
    },
    reads,
    names: new NameReads(client),
    references: new References(client, reads),
    managedIds: new Set(),
    journalDirectory: getConfigDirectory(options.env ?? process.env),
    connect: (token) => new HuntClient({ ...options, token }),
  };
}
