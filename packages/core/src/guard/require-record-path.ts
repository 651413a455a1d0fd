import { HuntInputError } from "../errors/hunt-error.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest } from "../http/request.js";

/**
 * Returns the filled path of a write, in parts.
 *
 * @throws {HuntInputError} `input: "path"`: it has no route, a part that a server may read as another path, or it is a
 *   `DELETE` of more than one record
 */
export function requireRecordPath(method: string, { path, params }: HuntRequest<unknown>): string[] {
  const filled = /^\/*$/.test(path) ? null : fillPath(path, params);
  if (!filled)
    throw new HuntInputError("path", "missing", "path: it is empty. Write a route, such as Agents/{id}.");
  const segments = listSegments(filled.path);
  if (segments.some(isAmbiguous))
    throw new HuntInputError(
      "path",
      "invalid",
      "path: a part of it is blank, . or .., or has a slash or backslash (%2F, %5C). Use a plain ID.",
    );
  if (method === "DELETE") requireSingleDelete(path, segments, filled.shown);
  return segments;
}

/** Returns the parts of a path, as LoopBack reads them. */
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
 * related one. Routes and
 * IDs alternate: `model/id`, `model/id/relation/id`. The filled path counts: a parameter could be the route of a model.
 */
function requireSingleDelete(template: string, segments: readonly string[], show: () => string): void {
  if (segments.length % 2 === 1)
    throw new HuntInputError(
      "path",
      "delete",
      `path: DELETE ${show()} names no record, and HUNT would delete all of them. Delete records by their IDs.`,
    );
  const words = template
    .replace(/^\/+/, "")
    .split("/")
    .filter((_, index) => index % 2 === 0);
  if (words.some((word) => word.includes("{")))
    throw new HuntInputError(
      "path",
      "delete",
      `path: DELETE ${show()} has a model or a relation from params. Write it into the path, and only IDs into params.`,
    );
}
