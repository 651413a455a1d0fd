/** One request, ready to be sent. */
export interface TransportRequest {
  method: string;
  /** The instance's own, such as `https://acme.infocyte.com`. */
  origin: string;
  /** From the root, with the query: `/api/Alerts?filter=...`. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Aborts when the attempt has run out of time or the caller has lost interest. */
  signal: AbortSignal;
}

/** What came back, before anything is made of it. Redirects are not followed. */
export interface TransportAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The bytes as they travelled, compressed if `content-encoding` says so. To be read to its end or broken off. */
  body: AsyncIterable<Uint8Array>;
  /** The whole body as text, where the transport knows a quicker way than reading it piece by piece. */
  text?: (() => Promise<string>) | undefined;
}

/** The one seam between the client and the network. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Ends all connections, those under way included. */
  close(): Promise<void>;
}
