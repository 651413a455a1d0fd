import type { Readable } from "node:stream";

/** A request that is ready to send. */
export interface TransportRequest {
  method: string;
  /** Origin of the instance, such as `https://acme.infocyte.com`. */
  origin: string;
  /** Path from the root, with the query: `/api/Alerts?filter=...`. */
  path: string;
  headers: Record<string, string>;
  body: string | Readable | undefined;
  /**
   * Returns the maximum number of bytes to read from the body of a response with this status, before
   * decompression. The transport must abort a longer response.
   */
  maxBodyBytes: (status: number) => number;
  /**
   * Receives the function that aborts the request. The client calls it if the attempt times out or the caller
   * cancels it.
   */
  onAbort: (abort: () => void) => void;
}

/** A response before any processing. Redirects are not followed. */
export interface TransportResponse {
  status: number;
  /** Headers by their names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  /** Received bytes, still compressed if `content-encoding` is set. Incomplete if `broken` is set. */
  body: Uint8Array;
  /**
   * Why the body is incomplete: {@link BodyTooLargeError}, or the network's error. Undefined if it is
   * complete.
   */
  broken?: unknown;
}

/** The body is larger than the limit, before or after decompression. */
export class BodyTooLargeError extends Error {}

/** The interface between the client and the network. */
export interface Transport {
  /** Sends a request. Rejects only if no response has started. */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes all connections, including those in use. */
  close(): Promise<void>;
}
