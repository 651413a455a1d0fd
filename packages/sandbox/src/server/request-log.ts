/** The address of a request as it was received, before a URL parser has normalized it. */
export interface Target {
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
}

/** What every server logs of a request. It never holds a token. */
export interface ReceivedRequest extends Target {
  readonly method: string;
  /** The status of the response; null until there is one, and permanently if none was sent. */
  status: number | null;
}

/** The requests in the order of their arrival: a list that can be emptied. */
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
