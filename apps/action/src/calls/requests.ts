import { HuntInputError } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { callParts, type Call, type CallPart } from "./call.js";
import { toCall } from "./to-call.js";
import { toText } from "./values.js";
import { parseList } from "./yaml.js";

/** How many requests a step may make by a list. */
const maxRequests = 50;

/**
 * Reads a list of requests: JSON or YAML, whose items have an `id` and what a single request has.
 *
 * @throws {HuntInputError} that names the item and what is wrong with it
 */
export async function parseRequests(text: string, env: Environment): Promise<Call[]> {
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
    calls.push(await toCall(written, { env, of: (part: CallPart) => `requests[${index}].${part}`, name }));
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
