import type { Inputs } from "../inputs/inputs.js";
import { type Call, type WrittenCall, callParts } from "./call.js";
import { toCall } from "./to-call.js";
import { HuntInputError } from "@huntkit/core";
import { toText } from "./values.js";
import type { ScalarTag } from "yaml";

/** The requests to make, in order. */
export interface Calls {
  calls: Call[];
  /** Whether they came as a list, which decides how their answers are handed on. */
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
  const { params, where, fields, order, include, limit, all, body, select } = inputs;
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
    "max-results": inputs.maxResults,
  };
  return { calls: [await toCall(single, { env, of: (part) => part })], isList: false, maskFields };
}

/** How many requests a step may make by a list. */
const maxRequests = 50;

/**
 * Reads a list of requests: JSON or YAML, whose items have an `id` and what a single request has.
 *
 * @throws {HuntInputError} that names the item and what is wrong with it
 */
export async function parseRequests(text: string, env: NodeJS.ProcessEnv): Promise<Call[]> {
  const items = await parseList(text);
  if (items.length === 0 || items.length > maxRequests)
    throw createListError("length", `there are ${items.length}, and there must be 1 to ${maxRequests}.`);
  const calls: Call[] = [];
  for (const [index, item] of items.entries()) {
    const place = `requests[${index}]`;
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw createListError("item", `item ${index} is no object, such as {id: alerts, request: GET Alerts}.`);
    const { id, ...written } = item as Record<string, unknown>;
    const name = toText(id, `${place}.id`);
    if (name === undefined || !/^[A-Za-z_][\w-]*$/.test(name))
      throw createListError(
        "id",
        `item ${index} needs an id of letters, digits, _ and -, such as alerts: its answer goes by it.`,
      );
    if (calls.some((call) => call.name === name))
      throw createListError("id", `two items have the id ${name}. Answers go by it, so give each its own.`);
    const unknown = Object.keys(written).find((key) => !callParts.some((part) => part === key));
    if (unknown !== undefined)
      throw createListError(
        "unknown",
        `${name} has "${unknown}", which no request has. It may have id, ${callParts.join(", ")}.`,
      );
    calls.push(await toCall(written, { env, of: (part) => `requests[${index}].${part}`, name }));
  }
  const paths = calls.flatMap(({ file }) => file?.path ?? []);
  // Windows and macOS take a.json and A.JSON for the same file.
  const folded = paths.map((path) => path.normalize().toLowerCase());
  const twice = paths.find((_, index) => folded.indexOf(folded[index]!) < index);
  if (twice !== undefined)
    throw createListError("file", `two items write to ${twice}. Give each its own output-file.`);
  return calls;
}

function createListError(problem: string, sentence: string): HuntInputError {
  return new HuntInputError("requests", problem, `requests: ${sentence}`);
}

/** `true`, `false`, `null` and numbers in the form in which JSON itself would write them; all else is text. */
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
 * A list in JSON or YAML. YAML's own types would turn `2026-03-31`, `0x1F`, `007`, `1.10` and `no` into something else, so
 * that its failsafe schema is used, where all is text, with what JSON tells apart beside it.
 *
 * @throws {HuntInputError} when it is neither, or no list
 */
export async function parseList(text: string): Promise<unknown[]> {
  const list = parseJson(text) ?? (await parseYaml(text));
  if (Array.isArray(list)) return list;
  throw new HuntInputError(
    "requests",
    "list",
    "requests: it must be a list, such as [{id: alerts, request: GET Alerts}].",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
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
    const [reason] = (error as Error).message.split("\n");
    throw new HuntInputError("requests", "yaml", `requests: it is neither JSON nor YAML: ${reason}`);
  }
}
