/** The target of a request as received, before a URL parser normalizes it. */
export interface Target {
  readonly path: string;
  /** The query string without its question mark. */
  readonly query: string;
}

/** The log entry of a request on every server. It never contains a token. */
export interface ReceivedRequest extends Target {
  readonly method: string;
  /** The status of the response. Null until a response is sent. */
  status: number | null;
}

/** A list of requests in the order of their arrival, which can be cleared. */
export class RequestLog<Request extends ReceivedRequest> extends Array<Readonly<Request>> {
  // map() and filter() of a log return a plain array.
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Removes all requests. */
  clear(): void {
    this.length = 0;
  }
}
