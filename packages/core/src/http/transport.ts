import type { Readable } from "node:stream";

/** One request, ready to be sent. */
export interface TransportRequest {
  method: string;
  /** The instance's own, such as `https://acme.infocyte.com`. */
  origin: string;
  /** From the root, with the query: `/api/Alerts?filter=...`. */
  path: string;
  headers: Record<string, string>;
  body: string | Readable | undefined;
  /** Bytes of the longest body to read of an answer with this status, as it travels; what is longer is to be broken off. */
  maxBodyBytes: (status: number) => number;
  /** Takes what breaks the request off: called when the attempt has run out of time or the caller has lost interest. */
  onAbort: (abort: () => void) => void;
}

/** What came back, before anything is made of it. Redirects are not followed. */
export interface TransportResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  /** The bytes as they travelled, compressed if `content-encoding` says so; as far as they came. */
  body: Uint8Array;
  /** What kept the body from coming whole, {@link BodyTooLargeError} or what the network threw; absent where it did. */
  broken?: unknown;
}

/** The body is larger, packed or unpacked, than the client is willing to hold. */
export class BodyTooLargeError extends Error {}

/** The one seam between the client and the network. */
export interface Transport {
  /** Rejects only where no answer has begun. */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Ends all connections, those under way included. */
  close(): Promise<void>;
}
