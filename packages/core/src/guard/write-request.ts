import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequest } from "../http/request.js";
import { type Condition, createEmptyWhereError, parseWriteCondition, requireRecordIds } from "./condition.js";
import { type ConditionalWrite, findConditionalWrite, type GivenPlace } from "./conditional-writes.js";
import { requireNoMisspelledCondition } from "./misspelled-condition.js";
import { requireQueryKeys } from "./query-keys.js";
import { requireRecordPath } from "./require-record-path.js";

/** A write by condition that was parsed, but not yet checked against the instance. */
export interface WriteByCondition {
  readonly kind: ConditionalWrite;
  readonly condition: Condition;
}

/**
 * Checks a write without sending a request.
 *
 * @returns the condition, or null if the write changes only the records in its path
 * @throws {HuntInputError} `input` is `path`, `where`, `query`, `headers`, `ids`, `body`, or `upload`
 */
export function inspectWrite(method: string, request: HuntRequest<unknown>): WriteByCondition | null {
  const segments = requireRecordPath(method, request);
  if (request.base === "origin")
    throw new HuntInputError("base", "value", "base: only GET requests can use origin. Remove base.");
  requireReadableUpload(request);
  requireNoHiddenCondition(request);
  const body = segments.length > 1 ? toObject(request.body) : {};
  const query = request.query ?? {};
  const given = findPlace(query, body);
  const kind = findConditionalWrite(method, segments, given);
  if (kind?.isOptional) requireNoMisspelledCondition(request);
  if (Object.hasOwn(body, "ids")) requireRecordIds(body["ids"], "ids");
  if (!kind) return null;
  if (given !== null && given !== kind.place) throw createPlaceError(method, segments, kind.place);
  // A custom route of the client can have other parameters.
  if (!kind.isGuess && !request.action)
    requireQueryKeys({ method, segments, subject: [kind.subject] }, query, kind.queryKeys);
  if (kind.isOptional && given === null) return null;
  if (given === null) {
    // A custom route of the client can select its records in another way.
    if (request.action) return null;
    throw createEmptyWhereError();
  }
  const condition = parseWriteCondition((given === "query" ? query : body)["where"]);
  if (Object.hasOwn(body, "ids")) requireSameIds(body["ids"] as unknown[], condition);
  return { kind, condition };
}

/** An upload replaces the body, and the guard cannot find a condition in it. */
function requireReadableUpload({ body, upload }: HuntRequest<unknown>): void {
  if (!upload) return;
  if (body !== undefined)
    throw new HuntInputError(
      "upload",
      "combination",
      "upload: cannot be used with body. Remove one of them.",
    );
  if (/json|urlencoded/i.test(upload.type))
    throw new HuntInputError(
      "upload",
      "type",
      "upload: JSON and form data could contain a condition. Use body instead.",
    );
}

/** LoopBack also reads conditions from `filter`, from headers, and from parameters such as `where[name]`. */
function requireNoHiddenCondition({ query = {}, headers = {} }: HuntRequest<unknown>): void {
  const name = Object.keys(query).find((key) => /^(filter|(where|filter)\[.*)$/i.test(key));
  if (name !== undefined)
    throw new HuntInputError(
      "query",
      "combination",
      `query: ${name} is not supported for a write. Use where for the condition.`,
    );
  const header = Object.keys(headers).find((key) => /^(where|filter)$/i.test(key));
  if (header !== undefined)
    throw new HuntInputError(
      "headers",
      "combination",
      "headers: where and filter are not supported. Use where in the query or the body.",
    );
}

function findPlace(query: object, body: object): GivenPlace {
  const [isInQuery, isInBody] = [query, body].map(
    (each) => Object.hasOwn(each, "where") && (each as { where?: unknown }).where !== undefined,
  );
  if (isInQuery && isInBody)
    throw new HuntInputError(
      "where",
      "combination",
      "where: the query and the body both have one. Remove one of them.",
    );
  if (isInQuery) return "query";
  return isInBody ? "body" : null;
}

function requireSameIds(ids: readonly unknown[], { ids: named }: Condition): void {
  const known = new Set<unknown>(named);
  if (named && new Set(ids).size === known.size && ids.every((id) => known.has(id))) return;
  throw new HuntInputError("ids", "combination", "ids: must be the same IDs as in where.");
}

function createPlaceError(method: string, segments: readonly string[], place: string): HuntInputError {
  return new HuntInputError(
    "where",
    "combination",
    `where: ${method} ${segments.join("/")} reads its condition only from the ${place}. Move it there.`,
  );
}

function toObject(body: unknown): Record<string, unknown> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
