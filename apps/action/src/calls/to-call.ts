import { resolve } from "node:path";
import {
  checkFilter,
  checkParams,
  compileSelect,
  createPartError,
  getOutputFormat,
  getRequestKind,
  pageSize,
  parseRoute,
  type OutputFile,
  type PlaceOf,
  type RequestKind,
  type RequestPart,
} from "@huntkit/toolkit/requests";
import type { Call, WrittenCall } from "./call.js";
import { isAbsent, toFlag, toNames, toObject, toParams, toText, toWhole } from "./values.js";

/** What goes with a request beside `params`, `select` and `output-file`, which go with each. */
const allowedParts: Record<RequestKind, readonly RequestPart[]> = {
  list: ["where", "fields", "order", "include", "limit", "all", "max-results"],
  record: ["fields", "include"],
  count: ["where", "max-results"],
  write: ["where", "body"],
  other: [],
};

const kinds: Record<RequestKind, string> = {
  list: "a list, which is read",
  record: "one record, since its path ends in an id",
  count: "a count",
  write: "no list",
  other: "no list",
};

/** Where a request stands. */
export interface Place {
  env: NodeJS.ProcessEnv;
  /** Where each part stands, for errors: `limit`, `requests[2].limit`. */
  of: PlaceOf;
  /** What the request goes by, where it is not by itself. */
  name?: string;
}

/**
 * Checks a request, whether it came as inputs or from a list of requests.
 *
 * @throws {HuntInputError} that names the part, what is wrong, and what to do
 */
export async function toCall(written: WrittenCall, { env, of, name }: Place): Promise<Call> {
  const text = toText(written["request"], of("request"));
  if (text === undefined)
    throw createPartError(of("request"), "empty", "say what to ask, such as GET Alerts.");
  const route = parseRoute(text, of);
  const isGiven = (part: RequestPart) =>
    !isAbsent(written[part]) && !(part === "all" && !toFlag(written[part], of("all")));
  const kind = getRequestKind(route, allowedParts.list.some(isGiven));
  checkAllowedParts(`${route.method} ${route.path}`, kind, isGiven, of);
  const params = toParams(written["params"], of("params"));
  checkParams(route.path, params, of("params"));
  const filter = {
    where: toObject(written["where"], of("where")),
    fields: toNames(written["fields"], of("fields")),
    order: toNames(written["order"], of("order")),
    include: toNames(written["include"], of("include")),
    limit: toWhole(written["limit"], of("limit"), 1),
  };
  const where = checkFilter(filter, kind, of);
  const select = toText(written["select"], of("select"));
  const call: Call = {
    name: name ?? `${route.method} ${route.path}`,
    ...route,
    kind,
    params,
    ...filter,
    where,
    all: toFlag(written["all"], of("all")),
    body: written["body"] === "" ? undefined : written["body"],
    select: select === undefined ? undefined : await compileSelect(select, of("select")),
    file: toFile(toText(written["output-file"], of("output-file")), env, of("output-file")),
    maxResults: toWhole(written["max-results"], of("max-results"), 0),
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
  const parts: readonly RequestPart[] = [...allowedParts.list, "body"];
  const stray = parts.find((part) => isGiven(part) && !allowedParts[kind].includes(part));
  if (stray === undefined) return;
  const home =
    stray === "body"
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

/** What would be of no use together, or would look like an answer and be none. */
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

function toFile(text: string | undefined, env: NodeJS.ProcessEnv, place: string): OutputFile | undefined {
  if (text === undefined) return undefined;
  const path = resolve(env["GITHUB_WORKSPACE"] ?? "", text);
  return { path, format: getOutputFormat(text, place), place, createsFolder: true };
}
