import type { LoggedRequest } from "../server/request-log.js";

/** When a fault looks at a request: before it is carried out, or after that and before its answer. */
export type Phase = "before" | "after";

/** What a fault does in one phase: it cuts the connection, answers itself, or lets the request go on. */
export type FaultOutcome = "cut" | Response | undefined;

/** Which requests a fault meets. */
export interface FaultTarget {
  /** Method and path, such as `PUT /repos/octo/repo/actions/secrets/*`; `*` stands for any run of characters. Every request when omitted. */
  readonly match?: string;
  /** Which one of the matching requests since the fault was switched on, from 1, or all of them; 1 when omitted. */
  readonly number?: number | "every";
}

/** What is made to go wrong. */
export type Fault = FaultTarget &
  (
    | {
        /** `before`: the connection is cut before anything is done. `after`: the request is carried out, and the connection cut before the answer. */
        readonly kind: "before" | "after";
      }
    | {
        /** An answer of one's own; nothing is done. */
        readonly kind: "status";
        readonly status: number;
        /** The error's message; `Server Error` when omitted. */
        readonly message?: string;
        readonly headers?: Readonly<Record<string, string>>;
      }
    | {
        /** The primary rate limit: nothing is left until the hour ends. */
        readonly kind: "primary-limit";
        /** 403 when omitted, 429 as GitHub may answer too. */
        readonly status?: 403 | 429;
      }
    | {
        /** A secondary rate limit. */
        readonly kind: "secondary-limit";
        /** 403 when omitted, 429 as GitHub may answer too. */
        readonly status?: 403 | 429;
        /** Seconds for the header Retry-After; 60 when omitted, null for no such header. */
        readonly retryAfter?: number | null;
      }
    | {
        /**
         * A function that is called in both phases and waited for, such as one that ends the process that sent the request. Without
         * an outcome the request goes on, as it does at GitHub when its sender is gone; `cut` in the phase `before` stops it.
         */
        readonly kind: "callback";
        readonly onRequest: (
          request: Readonly<LoggedRequest>,
          phase: Phase,
        ) => FaultOutcome | void | Promise<FaultOutcome | void>;
      }
  );
