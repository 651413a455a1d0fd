import { HuntServerError } from "../errors/request-errors.js";
import { suggestNames } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath, showParam } from "../http/address.js";
import { describeInvalidId, isUuid } from "../ids.js";
import type { HuntRequest } from "../http/request.js";
import { findKnownRecords, isRecordId, type KnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";

/** Methods at the place of an ID in the path of a read (LoopBack 3; `csv` is HUNT's own). */
const routeMethods = new Set(["count", "csv", "findone", "exists"]);

/**
 * Adds a hint to the error of a read. HUNT returns 500 without a reason for an unknown relation, and for an ID
 * in the wrong format (LoopBack 3 on PostgreSQL).
 *
 * @returns the error
 */
export function addReadHint(error: unknown, request: HuntRequest<unknown>): unknown {
  if (!(error instanceof HuntServerError) || error.status !== 500 || request.base === "origin") return error;
  const segments = listSegments(fillPath(request.path, request.params).path);
  const hint =
    describeRelation(request.query?.["filter"], findKnownRecords(segments)) ?? describeId(segments);
  if (hint !== null) error.message += ` ${hint}`;
  return error;
}

function describeRelation(filter: unknown, { route, relations }: KnownRecords): string | null {
  const include =
    typeof filter === "object" && filter !== null ? (filter as { include?: unknown }).include : undefined;
  const unknown = listRelationNames(include).find((name) => relations?.includes(name) === false);
  if (unknown === undefined || relations === null) return null;
  const problem = `include: ${route} has no known relation "${escapeToSingleLine(unknown, 40)}".`;
  return `${problem} ${suggestNames(unknown, relations, "Known relations")}`.trimEnd();
}

/** LoopBack 3 accepts names, objects with `relation` or `rel`, and lists of both. */
function listRelationNames(include: unknown): string[] {
  return [include].flat().flatMap((each: unknown) => {
    const { relation, rel } = Object(each) as { relation?: unknown; rel?: unknown };
    return [each, relation, rel].filter((name) => typeof name === "string");
  });
}

/** Returns what is wrong with the ID in a path; null if it can be right. */
export function describeId([model = "", id, ...others]: readonly string[]): string | null {
  const known = findKnownRecords([model]);
  if (known.fields === null || id === undefined || others.length > 1) return null;
  if (routeMethods.has(id.toLowerCase())) return null;
  if (known.hasUuids) return isUuid(id) ? null : describeInvalidId(id, model);
  if (isRecordId(id)) return null;
  const shown = escapeToSingleLine(showParam(id), 80);
  return `"${shown}" does not look like the ID of a record in ${model}, such as a UUID.`;
}
