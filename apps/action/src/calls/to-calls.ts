import type { Inputs } from "../inputs/inputs.js";
import { type Call, type WrittenCall, callParts, toCall } from "./to-call.js";
import { HuntInputError, parseJsonText } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean, formatList } from "@huntkit/core/internal";
import { toText } from "./values.js";
import type { ScalarTag } from "yaml";

/** The requests to send, in order. */
export interface Calls {
  calls: Call[];
  /** Whether they are from the input `requests`, which has one output for all results. */
  isList: boolean;
  /** Names of fields whose values are masked. */
  maskFields: readonly string[];
}

/**
 * Converts the inputs for requests.
 *
 * @throws {HuntInputError} for the first part of a request that is not valid
 */
export async function toCalls(inputs: Inputs, env: NodeJS.ProcessEnv): Promise<Calls> {
  const { request, requests, maskFields } = inputs;
  if (requests !== undefined) return { calls: await parseRequests(requests, env), isList: true, maskFields };
  const { params, where, fields, order, include, limit, all, body, select, unproven } = inputs;
  const single: WrittenCall = {
    request,
    params,
    where,
    fields,
    order,
    include,
    limit,
    all,
    body,
    select,
    "output-file": inputs.outputFile,
    formulas: inputs.formulas,
    bom: inputs.bom,
    "max-results": inputs.maxResults,
    "expect-records": inputs.expectRecords,
    "max-affected": inputs.maxAffected,
    "allow-all-records": inputs.allowAllRecords,
    unproven,
  };
  return { calls: [await toCall(single, { env, of: (part) => part })], isList: false, maskFields };
}

/** Maximum number of requests in a list. */
const maxRequests = 50;

/**
 * Parses a list of requests in JSON or YAML. Each item has an `id` and the parts of a request.
 *
 * @throws {HuntInputError} for the first item that is not valid
 */
async function parseRequests(text: string, env: NodeJS.ProcessEnv): Promise<Call[]> {
  const items = await parseList(text);
  if (items.length === 0 || items.length > maxRequests)
    throw createListError("length", `the list has ${items.length} items. Use 1 to ${maxRequests}.`);
  const calls: Call[] = [];
  for (const [index, item] of items.entries()) {
    const place = `requests[${index}]`;
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw createListError(
        "item",
        `item ${index} is not an object. Use an object such as {id: alerts, request: GET Alerts}.`,
      );
    const { id: writtenId, ...written } = item as Record<string, unknown>;
    const id = toText(writtenId, `${place}.id`);
    if (id === undefined || !/^[A-Za-z_][\w-]*$/.test(id))
      throw createListError(
        "id",
        `item ${index} requires an id of letters, digits, _, and -, for example alerts. The first character must be a letter or _.`,
      );
    if (calls.some((call) => call.id === id))
      throw createListError("id", `two items have the id ${id}. Give each item a unique id.`);
    const unknown = Object.keys(written).find((key) => !callParts.some((part) => part === key));
    if (unknown !== undefined)
      throw createListError(
        "unknown",
        `${id} has an unknown key "${escapeToSingleLine(unknown, 80)}". ${suggestKeys(unknown)}`,
      );
    calls.push(await toCall(written, { env, of: (part) => `requests[${index}].${part}`, id }));
  }
  return calls;
}

/** Returns the nearest keys, or all keys if none is near. */
function suggestKeys(unknown: string): string {
  const keys = ["id", ...callParts];
  return formatDidYouMean(unknown, keys) || `Use ${formatList(keys, "or")}.`;
}

function createListError(problem: HuntInputError["problem"], sentence: string): HuntInputError {
  return new HuntInputError("requests", problem, `requests: ${sentence}`);
}

/** Matches `true`, `false`, `null`, and JSON numbers. All other scalars are strings. */
const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/;

const jsonLiteral: ScalarTag = {
  tag: "tag:huntkit,2026:json",
  default: true,
  test: literal,
  resolve: (text) => {
    const value = JSON.parse(text) as unknown;
    return String(value) === text ? value : text;
  },
};

/**
 * Parses a list in JSON or YAML. YAML's own types would convert `2026-03-31`, `0x1F`, `007`, `1.10`, and `no`.
 * So this uses the failsafe schema, in which all scalars are strings, and adds the types of JSON.
 *
 * @throws {HuntInputError} if the text is neither JSON nor YAML, or not a list
 */
async function parseList(text: string): Promise<unknown[]> {
  const list = parseJson(text) ?? (await parseYaml(text));
  if (Array.isArray(list)) return list;
  throw new HuntInputError(
    "requests",
    "list",
    "requests: it must be a list, for example [{id: alerts, request: GET Alerts}].",
  );
}

function parseJson(text: string): unknown {
  try {
    return parseJsonText(text, "requests");
  } catch (error) {
    if (error instanceof HuntInputError && error.problem !== "json") throw error;
    return undefined;
  }
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text, {
      schema: "failsafe",
      customTags: (tags) => [...tags, jsonLiteral],
      logLevel: "error",
    });
  } catch (error) {
    // The message ends with a colon, and an excerpt follows.
    const reason = (error as Error).message.split("\n")[0]!.replace(/[:.]$/, "");
    throw new HuntInputError("requests", "yaml", `requests: it is neither JSON nor YAML: ${reason}.`);
  }
}
