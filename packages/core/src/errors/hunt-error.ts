/** What is known about the request that failed; every part is absent where no request was made. */
export interface RequestFacts {
  /** HTTP method, such as `GET`. */
  method?: string;
  /** Path below the API base, such as `Alerts/count`; never the query, and never a token. */
  path?: string;
  /** HTTP status of the last answer. */
  status?: number;
  /** LoopBack's own code, such as `AUTHORIZATION_REQUIRED` or `MODEL_NOT_FOUND`. */
  loopbackCode?: string;
  /** LoopBack's `details`, redacted; for a `ValidationError` it holds `{context, codes, messages}`. */
  details?: unknown;
  /** How many times the request was sent, or tried to be sent; at least 1. */
  attempts?: number;
  /** Whether an earlier attempt, whose answer was lost, may have been executed. */
  mayHaveExecutedBefore?: boolean;
  /** What lies beneath: an `Error` with a code of Node's or undici's, its message redacted. */
  cause?: unknown;
}

/**
 * The base of every error that huntkit throws. `code` is stable and made for `switch`; `message` is made for
 * people and may change. No error ever holds a token.
 */
export abstract class HuntError extends Error {
  abstract readonly code: string;
  declare readonly method?: string;
  declare readonly path?: string;
  declare readonly status?: number;
  declare readonly loopbackCode?: string;
  declare readonly details?: unknown;
  declare readonly attempts?: number;
  declare readonly mayHaveExecutedBefore?: boolean;

  constructor(message: string, { cause, ...facts }: RequestFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, facts);
  }

  /** The error as plain data, for logs: all but the stack and the cause. */
  toJSON(): Record<string, unknown> {
    return { message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}

/** What an error knows of its request, for another error that can say more. */
export function getRequestFacts({
  method,
  path,
  status,
  loopbackCode,
  details,
  attempts,
  mayHaveExecutedBefore,
}: HuntError): RequestFacts {
  const facts = { method, path, status, loopbackCode, details, attempts, mayHaveExecutedBefore };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** A word for what is wrong with an input. Each has an entry in the catalog of errors. */
export type InputProblem =
  | "ambiguous"
  | "bearer"
  | "characters"
  | "columns"
  | "combination"
  | "command"
  | "conflict"
  | "count"
  | "credentials"
  | "data"
  | "date"
  | "delete"
  | "direction"
  | "duplicate"
  | "empty"
  | "ended"
  | "exceeded"
  | "extension"
  | "field"
  | "file"
  | "filter"
  | "flag"
  | "format"
  | "future"
  | "guid"
  | "header"
  | "id"
  | "inexact"
  | "insecure"
  | "invalid"
  | "item"
  | "json"
  | "length"
  | "limit"
  | "line"
  | "list"
  | "many"
  | "method"
  | "missing"
  | "name"
  | "names"
  | "no-export"
  | "null"
  | "number"
  | "operator"
  | "path"
  | "placeholder"
  | "property"
  | "protected"
  | "query"
  | "range"
  | "scheme"
  | "syntax"
  | "taken"
  | "text"
  | "token"
  | "type"
  | "undefined"
  | "unknown"
  | "unreadable"
  | "unsupported"
  | "unwritable"
  | "value"
  | "whitespace"
  | "yaml";

/**
 * Something that the caller passed in cannot be used. Thrown before anything is sent.
 * `code`: `HUNT_INPUT`; `input` names the input, `problem` is a stable word for what was wrong with it.
 */
export class HuntInputError extends HuntError {
  override readonly name = "HuntInputError";
  override readonly code = "HUNT_INPUT";
  /** Which input: `token`, `instance`, `path`, `ca`, ... */
  readonly input: string;
  /** What was wrong, for `switch`: `empty`, `length`, `credentials`, ... */
  readonly problem: InputProblem;

  constructor(input: string, problem: InputProblem, message: string) {
    super(message);
    this.input = input;
    this.problem = problem;
  }
}
