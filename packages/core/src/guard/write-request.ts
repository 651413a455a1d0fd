import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequest } from "../http/request.js";
import { type Condition, createEmptyWhereError, parseWriteCondition, requireRecordIds } from "./condition.js";
import { type ConditionalWrite, findConditionalWrite, type GivenPlace } from "./conditional-writes.js";
import { requireNoMisspelledCondition } from "./misspelled-condition.js";
import { requireRecordPath } from "./require-record-path.js";

/** A write by condition, ready to be checked against the instance. */
export interface WriteByCondition {
  readonly kind: ConditionalWrite;
  readonly condition: Condition;
}

/**
 * Checks a write as far as this is possible without the instance.
 *
 * @returns the condition, or null if the write changes only what its path names
 * @throws {HuntInputError} `input` is `path`, `where`, `query`, `headers`, `ids`, `body` or `upload`
 */
export function inspectWrite(method: string, request: HuntRequest<unknown>): WriteByCondition | null {
  const segments = requireRecordPath(method, request);
  if (request.base === "origin")
    throw new HuntInputError("base", "value", "base: only GET requests go outside the API.");
  requireReadableUpload(request);
  requireNoHiddenCondition(request);
  const body = segments.length > 1 ? toObject(request.body) : {};
  const query = request.query ?? {};
  const given = findPlace(query, body);
  const kind = findConditionalWrite(method, segments, given);
  if (kind?.isOptional) requireNoMisspelledCondition(request);
  if (Object.hasOwn(body, "ids")) requireRecordIds(body["ids"], "ids");
  if (!kind || (kind.isOptional && given === null)) return null;
  if (given !== null && given !== kind.place) throw createPlaceError(method, segments, kind.place);
  if (given === null) {
    // The client's user states this route, and it names records in another way.
    if (request.action) return null;
    throw createEmptyWhereError();
  }
  const condition = parseWriteCondition((given === "query" ? query : body)["where"]);
  if (Object.hasOwn(body, "ids")) requireSameIds(body["ids"] as unknown[], condition);
  return { kind, condition };
}

/** An upload is sent instead of the body, and the guard cannot see a condition in it. */
function requireReadableUpload({ body, upload }: HuntRequest<unknown>): void {
  if (!upload) return;
  if (body !== undefined)
    throw new HuntInputError(
      "upload",
      "combination",
      "upload: it cannot be sent together with a body. Remove one of them.",
    );
  if (/json|urlencoded/i.test(upload.type))
    throw new HuntInputError(
      "upload",
      "type",
      "upload: HUNT could read a condition in JSON or a form. Use body for it.",
    );
}

/** LoopBack also reads conditions from `filter`, from headers, and from parameters such as `where[name]`. */
function requireNoHiddenCondition({ query = {}, headers = {} }: HuntRequest<unknown>): void {
  const name = Object.keys(query).find((key) => /^(filter|(where|filter)\[.*)$/i.test(key));
  if (name !== undefined)
    throw new HuntInputError(
      "query",
      "combination",
      `query: a write takes its condition from where, not ${name}.`,
    );
  const header = Object.keys(headers).find((key) => /^(where|filter)$/i.test(key));
  if (header !== undefined)
    throw new HuntInputError("headers", "combination", "headers: a write takes its condition from where.");
}

function findPlace(query: object, body: object): GivenPlace {
  const [isInQuery, isInBody] = [query, body].map(
    (each) => Object.hasOwn(each, "where") && (each as { where?: unknown }).where !== undefined,
  );
  if (isInQuery && isInBody)
    throw new HuntInputError(
      "where",
      "combination",
      "where: it is in the query and in the body. Remove one of them.",
    );
  if (isInQuery) return "query";
  return isInBody ? "body" : null;
}

function requireSameIds(ids: readonly unknown[], { ids: named }: Condition): void {
  const known = new Set<unknown>(named);
  if (named && new Set(ids).size === known.size && ids.every((id) => known.has(id))) return;
  throw new HuntInputError("ids", "combination", "ids: they must be the same records as those of where.");
}

function createPlaceError(method: string, segments: readonly string[], place: string): HuntInputError {
  return new HuntInputError(
    "where",
    "combination",
    `where: ${method} ${segments.join("/")} reads its condition from the ${place}, and ignores one in another place.`,
  );
}

function toObject(body: unknown): Record<string, unknown> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
