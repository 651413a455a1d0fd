import type { Environment } from "../environment.js";
import type { Inputs } from "../inputs/inputs.js";
import type { Call, WrittenCall } from "./call.js";
import { parseRequests } from "./requests.js";
import { toCall } from "./to-call.js";

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
export async function toCalls(inputs: Inputs, env: Environment): Promise<Calls> {
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
