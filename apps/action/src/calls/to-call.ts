import type { GuardLimits, PathParams } from "@huntkit/core";
import {
  type OutputFile,
  type RequestKind,
  type RequestPart,
  type Select,
  checkFilter,
  checkParams,
  checkWrite,
  compileSelect,
  createPartError,
  getOutputFormat,
  getRequestKind,
  pageSize,
  parseRoute,
  requireBinaryKind,
  type PlaceOf,
} from "@huntkit/toolkit/requests";
import { resolve } from "node:path";
import { addWarning } from "../clients.js";
import { isAbsent, toBody, toBoolean, toNames, toParams, toText, toInteger, toWhere } from "./values.js";

/** A request to HUNT. Parts that were not set are undefined. */
export interface Call {
  /** ID of an item of `requests`. Empty for a single request. */
  id: string;
  /** Title in messages: the method and path, after the ID if there is one. */
  title: string;
  /** Returns the name of a part for errors. */
  of: PlaceOf;
  method: string;
  /** Path below the API base, with `{name}` for each of `params`. */
  path: string;
  kind: RequestKind;
  params: PathParams;
  /** Condition in LoopBack's form. */
  where: object | undefined;
  fields: string[] | undefined;
  order: string[] | undefined;
  include: string[] | undefined;
  limit: number | undefined;
  /** Whether to read every page. */
  all: boolean;
  body: unknown;
  /** Returns the selected part of the response. */
  select: Select | undefined;
  file: OutputFile | undefined;
  /** Path of the file as written in the workflow, for messages. */
  fileName: string | undefined;
  /** Maximum number of results. */
  maxResults: number | undefined;
  /** Limits for a write by condition. */
  guard: GuardLimits;
  /** Whether to send a request whose body is a guess. */
  unproven: boolean;
}

/** The parts of a request before they are checked, by the names of the inputs. */
export type WrittenCall = Readonly<Record<string, unknown>>;

/** The parts of a request. */
export const callParts = [
  "request",
  "params",
  "where",
  "fields",
  "order",
  "include",
  "limit",
  "all",
  "body",
  "select",
  "output-file",
  "formulas",
  "bom",
  "max-results",
  "expect-records",
  "max-affected",
  "allow-all-records",
  "unproven",
] as const satisfies readonly RequestPart[];

/** The limits of a write by condition. */
const guardParts = ["expect-records", "max-affected", "allow-all-records", "unproven"] as const;

/** The parts that each kind of request allows, in addition to `params`, `select`, and `output-file`. */
const allowedParts: Record<RequestKind, readonly RequestPart[]> = {
  list: ["where", "fields", "order", "include", "limit", "all", "max-results", "formulas", "bom"],
  record: ["fields", "include"],
  count: ["where", "max-results"],
  write: ["where", "body", ...guardParts],
  other: [],
};

/** What a request of each kind does, for errors. */
const kinds: Record<RequestKind, string> = {
  list: "reads a list",
  record: "reads one record, because its path ends with an ID",
  count: "counts records",
  write: "does not read a list",
  other: "does not read a list",
};

/** Where a request is from. */
export interface Place {
  env: NodeJS.ProcessEnv;
  /** Returns the name of a part for errors, for example `limit` or `requests[2].limit`. */
  of: PlaceOf;
  /** ID of an item of `requests`. Default: an empty string. */
  id?: string;
}

/**
 * Checks a request, which is from inputs or from a list of requests.
 *
 * @throws {HuntInputError} for the first part that is not valid
 */
export async function toCall(written: WrittenCall, { env, of, id = "" }: Place): Promise<Call> {
  const text = toText(written["request"], of("request"));
  if (text === undefined)
    throw createPartError(of("request"), "empty", "it is required. For example, GET Alerts.");
  const route = parseRoute(text, of);
  const isGiven = (part: RequestPart) => {
    if (part === "where") return written[part] !== undefined;
    const isSwitch = part === "all" || part === "bom" || part === "allow-all-records" || part === "unproven";
    return isSwitch ? toBoolean(written[part], of(part)) : !isAbsent(written[part]);
  };
  const kind = getRequestKind(route, allowedParts.list.some(isGiven));
  const request = `${route.method} ${route.path}`;
  checkAllowedParts(request, kind, isGiven, of);
  const params = toParams(written["params"], of("params"));
  checkParams(route.path, params, of("params"));
  const filter = {
    where: toWhere(written["where"], of("where")),
    fields: toNames(written["fields"], of("fields")),
    order: toNames(written["order"], of("order")),
    include: toNames(written["include"], of("include")),
    limit: toInteger(written["limit"], of("limit"), 1),
  };
  const where = checkFilter(filter, route.path, of);
  const warn = (message: string) => addWarning(message, "HUNT_CONDITION_IGNORED");
  const select = toText(written["select"], of("select"));
  const response = { path: route.path, kind, warn };
  const fileName = toText(written["output-file"], of("output-file"));
  const call: Call = {
    id,
    title: id === "" ? request : `${id} (${request})`,
    of,
    ...route,
    kind,
    params,
    ...filter,
    where,
    all: toBoolean(written["all"], of("all")),
    body: toBody(written["body"], of("body")),
    select: select === undefined ? undefined : await compileSelect(select, of("select"), response),
    file: toFile(written, env, of),
    fileName,
    maxResults: toInteger(written["max-results"], of("max-results"), 0),
    guard: toGuardLimits(written, of),
    unproven: toBoolean(written["unproven"], of("unproven")),
  };
  checkTogether(call, of);
  if (route.method !== "GET") requireGuardEffect(call, checkWrite(call, of), guardParts.filter(isGiven), of);
  return call;
}

/** Rejects limits of a request that has no condition, because they would not limit it. */
function requireGuardEffect(
  { method, path }: Call,
  hasCondition: boolean,
  [stray]: readonly RequestPart[],
  of: PlaceOf,
): void {
  if (hasCondition || stray === undefined) return;
  throw createPartError(
    of(stray),
    "combination",
    `it applies only to requests that change records by condition, and ${method} ${path} does not. Remove it.`,
  );
}

function checkAllowedParts(
  request: string,
  kind: RequestKind,
  isGiven: (part: RequestPart) => boolean,
  of: PlaceOf,
): void {
  const parts: readonly RequestPart[] = [...allowedParts.list, "body", ...guardParts];
  const stray = parts.find((part) => isGiven(part) && !allowedParts[kind].includes(part));
  if (stray === undefined) return;
  throw createPartError(
    of(stray),
    "combination",
    `it applies only to ${describeUse(stray)}, and ${request} ${kinds[kind]}. Remove it.`,
  );
}

/** Describes the requests that a part applies to. */
function describeUse(part: RequestPart): string {
  if (part === "body" || guardParts.some((each) => each === part)) return "POST, PUT, and PATCH requests";
  return part === "max-results" ? "GET requests for a list or a count" : "GET requests for a list";
}

/** Rejects combinations without an effect or with a misleading result. */
function checkTogether({ all, limit, maxResults, kind, select, file, guard }: Call, of: PlaceOf): void {
  if (all && limit !== undefined)
    throw createPartError(of("limit"), "combination", "it cannot be used with all. Remove one of them.");
  if (
    maxResults !== undefined &&
    kind === "list" &&
    !all &&
    select === undefined &&
    maxResults >= (limit ?? pageSize)
  ) {
    throw createPartError(
      of("max-results"),
      "combination",
      `at most ${limit ?? pageSize} records are read, so there are never more than ${maxResults} results. Set all: true.`,
    );
  }
  if (maxResults !== undefined && kind === "list" && !all && select !== undefined && limit === undefined) {
    throw createPartError(
      of("max-results"),
      "combination",
      `select would be applied only to the first ${pageSize} records. Set all: true, or set limit if these are enough.`,
    );
  }
  const { expect, maxAffected } = guard;
  if (expect !== undefined && maxAffected !== undefined && maxAffected < expect) {
    throw createPartError(
      of("max-affected"),
      "combination",
      `it is less than ${of("expect-records")}, so the request would never be sent. Remove it.`,
    );
  }
  if (file) requireBinaryKind(file, kind, select !== undefined);
  if (file?.format === "csv" && (kind !== "list" || select !== undefined)) {
    throw createPartError(
      of("output-file"),
      "combination",
      "a CSV file can contain only the records of a list. Use the extension .json or .ndjson" +
        (select === undefined ? "." : ", or replace select with fields."),
    );
  }
}

/** Converts the limits of a write. No one can confirm it, so it changes more than one record only if a number is set. */
function toGuardLimits(written: WrittenCall, of: PlaceOf): GuardLimits {
  const expect = toInteger(written["expect-records"], of("expect-records"), 0);
  const most = toInteger(written["max-affected"], of("max-affected"), 0);
  return {
    expect,
    maxAffected: expect === undefined ? (most ?? 1) : most,
    allowAll: toBoolean(written["allow-all-records"], of("allow-all-records")),
  };
}

function toFile(written: WrittenCall, env: NodeJS.ProcessEnv, of: PlaceOf): OutputFile | undefined {
  const place = of("output-file");
  const text = toText(written["output-file"], place);
  const formulas = toText(written["formulas"], of("formulas"));
  const bom = toBoolean(written["bom"], of("bom"));
  if (formulas !== undefined && formulas !== "escape" && formulas !== "keep")
    throw createPartError(of("formulas"), "unknown", "Use escape or keep.");
  const format = text === undefined ? undefined : getOutputFormat(text, place);
  if (format !== "csv" && (formulas !== undefined || bom))
    throw createPartError(
      of(bom ? "bom" : "formulas"),
      "combination",
      "it applies only to an output-file with the extension .csv. Remove it.",
    );
  if (text === undefined || format === undefined) return undefined;
  const path = resolve(env["GITHUB_WORKSPACE"] ?? "", text);
  return { path, format, place, createsDirectory: true, ...(format === "csv" && { csv: { formulas, bom } }) };
}
