import { HuntInputError } from "../errors/hunt-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { formatList } from "../errors/format-list.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { Query } from "../http/address.js";
import { findKnownRecords, isRecord, type KnownRecords } from "./known-models.js";

/** The keys of LoopBack 3's filter. `offset` is another name of `skip`. */
const filterKeys = new Set(["where", "order", "limit", "skip", "offset", "fields", "include"]);

/** Methods at the end of a list's path, with the parameters that they have (instances' OpenAPI documents). */
const methodKeys: Readonly<Record<string, readonly string[]>> = {
  count: ["where"],
  csv: ["filter"],
  findone: ["filter"],
};

/**
 * Requires that a read of a known model has only known parameters. HUNT ignores others, and would return or count
 * all records.
 *
 * @throws {HuntInputError} `input: "query"`, `problem: "unknown"`
 */
export function requireReadKeys(segments: readonly string[], query: Query): void {
  const method = segments.length > 1 ? segments.at(-1)!.toLowerCase() : "";
  const isList = segments.length === 1 || segments.length === 3;
  const listKeys = isList ? ["filter", "count"] : null;
  const keys = methodKeys[method] ?? (isRecord(segments) ? ["filter"] : listKeys);
  if (keys) requireQueryKeys({ method: "GET", segments, subject: segments }, query, keys);
}

/** A request whose parameters are known. */
interface KnownRequest {
  readonly method: string;
  readonly segments: readonly string[];
  /** Path of the records that it selects. */
  readonly subject: readonly string[];
}

/**
 * Requires that a request to a known model has only these parameters.
 *
 * @throws {HuntInputError} `input: "query"`, `problem: "unknown"`
 */
export function requireQueryKeys(
  { method, segments, subject }: KnownRequest,
  query: Query,
  keys: readonly string[],
): void {
  const unknown = Object.keys(query).find((key) => query[key] !== undefined && !keys.includes(toName(key)));
  if (unknown === undefined || unknown.toLowerCase() === "access_token") return;
  const { fields } = findKnownRecords(subject);
  if (!fields) return;
  const name = toName(unknown);
  const path = segments.map(encodeURIComponent).join("/");
  const shown = escapeToSingleLine(unknown, 80);
  throw new HuntInputError(
    "query",
    "unknown",
    `query: ${method} ${path} has no parameter "${shown}", so HUNT would ignore it. ${advise()}`,
  );

  function advise(): string {
    const where = keys.includes("filter") ? "filter.where" : "where";
    if (keys.includes("filter") && filterKeys.has(name)) return `Did you mean filter.${name}?`;
    if (name === "filter" && keys.includes("where")) return "Did you mean where?";
    if (keys.length > 0 && Object.hasOwn(fields!, name)) return `Did you mean ${where}.${name}?`;
    if (keys.length === 0) return "Remove it.";
    return formatDidYouMean(name, keys) || `Use ${formatList(keys, "or")}.`;
  }
}

/**
 * Requires that the filter of a read has only LoopBack's keys. HUNT ignores others.
 *
 * @param name name of the filter for the error, such as `filter`
 * @throws {HuntInputError} `input: "filter"`, `problem: "unknown"`
 */
export function requireFilterKeys(
  filter: unknown,
  query: Query,
  records: Pick<KnownRecords, "fields"> | null,
  name = "filter",
): void {
  const isObject = typeof filter === "object" && filter !== null && !Array.isArray(filter);
  const bracketed = Object.keys(query).flatMap((key) => /^filter\[(\w+)\]/.exec(key)?.[1] ?? []);
  // JSON omits a key whose value is undefined.
  const given = isObject ? Object.entries(filter).filter(([, value]) => value !== undefined) : [];
  const keys = [...given.map(([key]) => key), ...bracketed];
  const unknown = keys.find((key) => !filterKeys.has(key));
  if (unknown === undefined || !records?.fields) return;
  const shown = escapeToSingleLine(unknown, 80);
  const advice = Object.hasOwn(records.fields, unknown)
    ? `Did you mean ${name}.where.${unknown}?`
    : formatDidYouMean(unknown, [...filterKeys]) || `Use ${formatList([...filterKeys], "or")}.`;
  throw new HuntInputError(
    "filter",
    "unknown",
    `${name}: unknown key "${shown}", so HUNT would ignore it. ${advice}`,
  );
}

/** LoopBack also reads `filter[limit]` as a part of `filter`. */
function toName(key: string): string {
  return key.split("[")[0]!;
}
