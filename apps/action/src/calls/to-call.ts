import type { GuardLimits, PathParams } from "@huntkit/core";
import {
  type OutputFile,
  type RequestKind,
  type RequestPart,
  type Select,
  checkFilter,
  checkParams,
  compileSelect,
  createPartError,
  getOutputFormat,
  getRequestKind,
  pageSize,
  parseRoute,
  type PlaceOf,
} from "@huntkit/toolkit/requests";
import { resolve } from "node:path";
import { isAbsent, toBoolean, toNames, toParams, toText, toInteger, toWhere } from "./values.js";

/** A request to HUNT. Parts that were not set are undefined. */
export interface Call {
  /** Its name in the log: its ID, or its method and path. */
  name: string;
  method: string;
  /** Below the API base, with `{name}` for each of `params`. */
  path: string;
  kind: RequestKind;
  params: PathParams;
  /** As LoopBack reads it. */
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
  /** Path of the file as the workflow has it, for people. */
  fileName: string | undefined;
  /** Maximum number of results. */
  maxResults: number | undefined;
  /** How many records a write by condition may change. */
  guard: GuardLimits;
  /** Whether to send a request with a guessed body. */
  unproven: boolean;
}

/** A request before it is checked, by the names of the inputs. */
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

/** The parts of each kind of request, in addition to `params`, `select`, and `output-file`. */
const allowedParts: Record<RequestKind, readonly RequestPart[]> = {
  list: ["where", "fields", "order", "include", "limit", "all", "max-results", "formulas", "bom"],
  record: ["fields", "include"],
  count: ["where", "max-results"],
  write: ["where", "body", ...guardParts],
  other: [],
};

const kinds: Record<RequestKind, string> = {
  list: "a list, which is read",
  record: "one record, since its path ends in an id",
  count: "a count",
  write: "no list",
  other: "no list",
};

/** Where a request is from. */
export interface Place {
  env: NodeJS.ProcessEnv;
  /** Returns the name of a part for errors, for example `limit` or `requests[2].limit`. */
  of: PlaceOf;
  /** The ID of the request. Default: its method and path. */
  name?: string;
}

/**
 * Checks a request, which is from inputs or from a list of requests.
 *
 * @throws {HuntInputError} for the first part that is not valid
 */
export async function toCall(written: WrittenCall, { env, of, name }: Place): Promise<Call> {
  const text = toText(written["request"], of("request"));
  if (text === undefined)
    throw createPartError(of("request"), "empty", "say what to ask, such as GET Alerts.");
  const route = parseRoute(text, of);
  const isGiven = (part: RequestPart) => {
    if (part === "where") return written[part] !== undefined;
    const isSwitch = part === "all" || part === "bom" || part === "allow-all-records" || part === "unproven";
    return isSwitch ? toBoolean(written[part], of(part)) : !isAbsent(written[part]);
  };
  const kind = getRequestKind(route, allowedParts.list.some(isGiven));
  checkAllowedParts(`${route.method} ${route.path}`, kind, isGiven, of);
  const params = toParams(written["params"], of("params"));
  checkParams(route.path, params, of("params"));
  const filter = {
    where: toWhere(written["where"], of("where")),
    fields: toNames(written["fields"], of("fields")),
    order: toNames(written["order"], of("order")),
    include: toNames(written["include"], of("include")),
    limit: toInteger(written["limit"], of("limit"), 1),
  };
  const where = checkFilter(filter, of);
  const select = toText(written["select"], of("select"));
  const fileName = toText(written["output-file"], of("output-file"));
  const call: Call = {
    name: name ?? `${route.method} ${route.path}`,
    ...route,
    kind,
    params,
    ...filter,
    where,
    all: toBoolean(written["all"], of("all")),
    body: written["body"] === "" ? undefined : written["body"],
    select: select === undefined ? undefined : await compileSelect(select, of("select")),
    file: toFile(written, env, of),
    fileName,
    maxResults: toInteger(written["max-results"], of("max-results"), 0),
    guard: toGuardLimits(written, of),
    unproven: toBoolean(written["unproven"], of("unproven")),
  };
  checkTogether(call, of);
  return call;
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
  const home =
    stray === "body" || guardParts.some((part) => part === stray)
      ? "POST, PUT and PATCH"
      : stray === "max-results"
        ? "GET of a list or a count"
        : "GET of a list";
  throw createPartError(
    of(stray),
    "combination",
    `${request} is ${kinds[kind]}, and ${stray} goes with ${home}. Leave it out.`,
  );
}

/** Rejects combinations that have no effect, or whose result would be misleading. */
function checkTogether({ all, limit, maxResults, kind, select, file }: Call, of: PlaceOf): void {
  if (all && limit !== undefined)
    throw createPartError(
      of("limit"),
      "combination",
      "all reads every page, and limit stops before. Leave one of them out.",
    );
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
      `at most ${limit ?? pageSize} results are read, so that more than ${maxResults} never come back. Write all: true.`,
    );
  }
  if (maxResults !== undefined && kind === "list" && !all && select !== undefined && limit === undefined) {
    throw createPartError(
      of("max-results"),
      "combination",
      `select would see the first ${pageSize} records alone, and what it is to count may stand behind them. Write all: true, or a limit to look no further.`,
    );
  }
  if (file?.format === "csv" && (kind !== "list" || select !== undefined)) {
    throw createPartError(
      of("output-file"),
      "combination",
      "CSV takes the records of a list as they are. Choose columns by fields, or write .json or .ndjson.",
    );
  }
}

/** No person confirms the number of records. A write changes more than one only if the workflow states a number. */
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
      "it applies only to an output-file that ends in .csv. Remove it.",
    );
  if (text === undefined || format === undefined) return undefined;
  const path = resolve(env["GITHUB_WORKSPACE"] ?? "", text);
  return { path, format, place, createsFolder: true, ...(format === "csv" && { csv: { formulas, bom } }) };
}
