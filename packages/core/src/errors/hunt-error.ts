/** What is known about a failed request. A property is missing if it is unknown or no request was sent. */
export interface RequestFacts {
  /** HTTP method, such as `GET`. */
  method?: string;
  /** Path relative to the API base, such as `Alerts/count`. It never contains the query or a token. */
  path?: string;
  /** HTTP status of the last response. */
  status?: number;
  /** LoopBack's own code, such as `AUTHORIZATION_REQUIRED` or `MODEL_NOT_FOUND`. */
  loopbackCode?: string;
  /** LoopBack's `details`, redacted. For a `ValidationError`, they are `{context, codes, messages}`. */
  details?: unknown;
  /** Number of attempts to send the request, at least 1. */
  attempts?: number;
  /** Whether an earlier attempt, which received no response, might have been executed. */
  mayHaveExecutedBefore?: boolean;
  /** The original error, with a code of Node or undici. Its message is redacted. */
  cause?: unknown;
}

/**
 * The base class of all errors of huntkit. `code` is stable and meant for `switch`. `message` is meant for
 * people and may change. No error contains a token.
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

  /** Returns the error as plain data for logs, without the stack and the cause. */
  toJSON(): Record<string, unknown> {
    return { message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}

/** Returns what an error has recorded about its request, to create a more specific error. */
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

/** A stable code for what is wrong with an input. Each has an entry in the error catalog. */
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
  | "not-found"
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
 * The caller passed an invalid input. It is thrown before anything is sent. `code` is `HUNT_INPUT`, `input`
 * is the name of the input, and `problem` is a stable code for what is wrong with it.
 */
export class HuntInputError extends HuntError {
  override readonly name = "HuntInputError";
  override readonly code = "HUNT_INPUT";
  /** Name of the input: `token`, `instance`, `path`, `ca`, ... */
  readonly input: string;
  /** What is wrong, for `switch`: `empty`, `length`, `credentials`, ... */
  readonly problem: InputProblem;
  /** Name of the property of the record, if `input` is `body` and one of its properties is wrong. */
  declare readonly property?: string;

  constructor(input: string, problem: InputProblem, message: string, property?: string) {
    super(message);
    this.input = input;
    this.problem = problem;
    if (property !== undefined) this.property = property;
  }
}
