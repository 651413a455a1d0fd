import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest } from "../http/request.js";

/**
 * Returns the segments of a write's filled path.
 *
 * @throws {HuntInputError} `input: "path"` if the path has no route, has a segment that a server might read
 *   as another path, or is a `DELETE` of more than one record, and for an upsert by ID
 */
export function requireRecordPath(method: string, { path, params, action }: HuntRequest<unknown>): string[] {
  const filled = /^\/*$/.test(path) ? null : fillPath(path, params);
  if (!filled) throw new HuntInputError("path", "missing", "path: empty. Use a route, such as Agents/{id}.");
  const segments = listSegments(filled.path);
  if (segments.some(isAmbiguous))
    throw new HuntInputError(
      "path",
      "invalid",
      "path: a segment is blank, . or .., or has a slash or backslash (%2F, %5C). Use a plain ID.",
    );
  if (method === "DELETE") requireSingleDelete(path, segments, filled.shown);
  // A custom route of the client can be any.
  if (!action) requireNoUpsert(method, segments);
  return segments;
}

/**
 * LoopBack's `patchOrCreate` and `replaceOrCreate` change the record whose ID is in the body, or create one (LoopBack
 * 3). A forgotten or mistyped ID therefore creates a record.
 */
function requireNoUpsert(method: string, [model = "", action, ...others]: readonly string[]): void {
  const isUpsert =
    action === undefined
      ? method === "PATCH" || method === "PUT"
      : method === "POST" && others.length === 0 && action.toLowerCase() === "replaceorcreate";
  if (!isUpsert) return;
  const change = method === "PATCH" ? "PATCH" : "PUT";
  const list = escapeToSingleLine(model, 80);
  const sent = action === undefined ? list : `${list}/replaceOrCreate`;
  throw new HuntInputError(
    "path",
    "missing",
    `path: ${method} ${sent} has no record ID, so HUNT might create a record. To change one, use ${change} ${list}/{id}. ` +
      `To create one, use POST ${list}.`,
  );
}

/** Returns the segments of a path, as LoopBack decodes them. */
export function listSegments(path: string): string[] {
  return path.split("/").map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      return segment;
    }
  });
}

/** Some servers decode a path twice (RFC 3986, section 2.4, forbids it). */
function isAmbiguous(segment: string): boolean {
  return segment.trim() === "" || /[/\\]|%2f|%5c|^(\.|%2e){1,2}$/i.test(segment);
}

/**
 * `DELETE /<Model>` deletes every record (LoopBack 3 on PostgreSQL), and a relation without an ID every
 * related one. Routes and IDs alternate: `model/id`, `model/id/relation/id`. The filled path is checked,
 * because a parameter could be the route of a model.
 */
function requireSingleDelete(template: string, segments: readonly string[], show: () => string): void {
  if (segments.length % 2 === 1)
    throw new HuntInputError(
      "path",
      "delete",
      `path: DELETE ${show()} has no record ID, so HUNT would delete all records. Add the ID of one record.`,
    );
  const words = template
    .replace(/^\/+/, "")
    .split("/")
    .filter((_, index) => index % 2 === 0);
  if (words.some((word) => word.includes("{")))
    throw new HuntInputError(
      "path",
      "delete",
      `path: DELETE ${show()} has a model or a relation from params. Use params only for IDs.`,
    );
}
