import { AnyRow, defineModel, models, type HuntInputError, type Model, type PathParams } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean, formatList, isUuid } from "@huntkit/core/internal";
import { createPartError } from "../part-error.js";

/** The parts of a request, by the names of the Action's inputs. */
export type RequestPart =
  | "request"
  | "params"
  | "where"
  | "fields"
  | "order"
  | "include"
  | "limit"
  | "all"
  | "body"
  | "select"
  | "output-file"
  | "formulas"
  | "bom"
  | "max-results"
  | "expect-records"
  | "max-affected"
  | "allow-all-records"
  | "unproven";

/**
 * Returns the place where the user wrote a part of a request, for errors: `limit`, `requests[2].limit`,
 * `--limit`.
 */
export type PlaceOf = (part: RequestPart) => string;

/**
 * The kind of a request, which determines its other parts: a `list` has a filter, a `record` is one row by
 * its ID, a `count` has only a condition, a `write` has a body, and `other` is everything else.
 */
export type RequestKind = "list" | "record" | "count" | "write" | "other";

/** The method and the path of a request. */
export interface Route {
  method: string;
  /** Relative to the base of the API, with `{name}` for each parameter. */
  path: string;
}

/** The HTTP methods that LoopBack supports. */
export const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * Number of records that a list returns without `all` or `limit`. This is HUNT's maximum page size (vendor
 * docs).
 */
export const pageSize = 1_000;

const segment = /^(\{\w+\}|[\w.:@%+~-]+)$/;

/**
 * Parses a request such as `POST targets/{id}/scan`.
 *
 * @throws {HuntInputError} if it is invalid, or its path leaves the API
 */
export function parseRoute(text: string, placeOf: PlaceOf): Route {
  const place = placeOf("request");
  const [, written = "", path = ""] = /^([a-z]+)\s+(\S+)$/i.exec(text.trim()) ?? [];
  const method = httpMethods.find((each) => each === written.toUpperCase());
  if (method === undefined)
    throw createPartError(
      place,
      "method",
      `it must be a method and a path, such as GET Alerts or POST targets/{id}/scan. Valid methods: ${httpMethods.join(", ")}.`,
    );
  if (/^\/*api\//i.test(path)) throw createPathError(place);
  return { method, path: parsePath(path, placeOf) };
}

/**
 * Parses a path relative to the base of the API. A leading slash or `/api/` is removed.
 *
 * @throws {HuntInputError} if it has a query, or leaves the API
 */
export function parsePath(text: string, placeOf: PlaceOf): string {
  const place = placeOf("request");
  if (/[?#]/.test(text))
    throw createPartError(place, "query", `remove the query. ${describeQueryParts(text, placeOf)}`);
  if (text.endsWith("/"))
    throw createPartError(
      place,
      "path",
      "the path ends with a slash. Add the missing ID, or remove the slash.",
    );
  const path = text.replace(/^\/+/, "").replace(/^api\//i, "");
  if (!path.split("/").every((part) => segment.test(part) && !/^\.{1,2}$/.test(part)))
    throw createPathError(place);
  return path;
}

const filterParts = ["where", "fields", "order", "include", "limit"] as const;

/** Describes what to use instead of a query: the parts that it has as parameters, or as keys of a LoopBack filter. */
function describeQueryParts(text: string, placeOf: PlaceOf): string {
  const query = decode(text.slice(text.search(/[?#]/)));
  const found = filterParts.filter((part) => new RegExp(`[?&[{,"]${part}["\\]]*[=:[]`).test(query));
  if (found.length > 0) return `Use ${formatList(found.map(placeOf), "and")} instead.`;
  const [where, ...others] = filterParts.map(placeOf);
  return `Put conditions into ${where}, and the rest into ${formatList(others, "and")}.`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function createPathError(place: string): HuntInputError {
  return createPartError(
    place,
    "path",
    "the path must be relative to the API base, without the address of the instance and api/, for example Alerts/count. " +
      "Percent-encode special characters.",
  );
}

/**
 * Checks that the `{name}`s in a path and the parameters are the same.
 *
 * @throws {HuntInputError} if they are not
 */
export function checkParams(path: string, params: PathParams, place: string): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const extra = Object.keys(params).find((name) => !names.includes(name));
  if (extra !== undefined) throw createPartError(place, "unknown", describeUnknownParam(extra, names));
  const missing = names.find((name) => !Object.hasOwn(params, name));
  if (missing !== undefined)
    throw createPartError(
      place,
      "missing",
      `{${missing}} in the path has no value. Set it on a line such as ${missing}: 0042.`,
    );
}

function describeUnknownParam(name: string, names: readonly string[]): string {
  const known = names.map((each) => `{${each}}`).join(", ") || "none";
  const advice = formatDidYouMean(name, names) || `Its parameters: ${known}.`;
  return `the path has no {${escapeToSingleLine(name, 80)}}. ${advice}`;
}

/**
 * Returns the kind of a request.
 *
 * @param isListRequested whether the request has parts that apply only to lists
 */
export function getRequestKind({ method, path }: Route, isListRequested: boolean): RequestKind {
  if (method === "DELETE") return "other";
  if (method !== "GET") return "write";
  const last = path.split("/").at(-1)!;
  if (last.toLowerCase() === "count") return "count";
  if (/^(\{\w+\}|\d+|[0-9a-f]{40})$/i.test(last) || isUuid(last)) return "record";
  return isListRequested || findModel(path) ? "list" : "other";
}

/** Returns all models that huntkit knows. */
export function listModels(): Model<AnyRow>[] {
  return Object.values(models as unknown as Record<string, Model<AnyRow>>);
}

/** Returns the known model at a path. LoopBack ignores the case of paths. */
export function findModel(path: string): Model<AnyRow> | undefined {
  return listModels().find(({ route }) => route.toLowerCase() === path.toLowerCase());
}

/** Returns the model at a path. The rows of an unknown model are not validated. */
export function toModel(path: string): Model<AnyRow> {
  return findModel(path) ?? defineModel(path, AnyRow);
}
