import { HuntInputError } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { readFlag, readJson, readNames, readText } from "../inputs/read.js";
import { callParts, type Call, type WrittenCall } from "./call.js";
import { readList } from "./requests.js";
import { toCall } from "./to-call.js";
import { isAbsent } from "./values.js";

/** The requests to make, in order. */
export interface Calls {
  calls: Call[];
  /** Whether they came as a list, which decides how their answers are handed on. */
  isList: boolean;
  /** Names of fields whose values are masked. */
  maskFields: string[];
}

/**
 * Reads the inputs for calls.
 *
 * @throws {HuntInputError} that names the first that cannot be used
 */
export async function readCalls(env: Environment): Promise<Calls> {
  const single: WrittenCall = {
    request: readText("request"),
    params: readText("params"),
    where: readJson("where"),
    fields: readText("fields"),
    order: readText("order"),
    include: readText("include"),
    limit: readText("limit"),
    all: readFlag("all") || undefined,
    body: readJson("body"),
    select: readText("select"),
    "output-file": readText("output-file"),
    "max-results": readText("max-results"),
  };
  const list = readText("requests");
  const maskFields = readNames("mask-fields");
  const given = callParts.find((part) => !isAbsent(single[part]));
  if (list === undefined) {
    if (isAbsent(single["request"]))
      throw new HuntInputError(
        given ?? "mask-fields",
        "combination",
        `${given ?? "mask-fields"}: it goes with a request, and there is none. Add request, such as GET Alerts, or requests.`,
      );
    return { calls: [await toCall(single, { env, of: (part) => part })], isList: false, maskFields };
  }
  if (given)
    throw new HuntInputError(
      given,
      "combination",
      `${given}: it stands beside requests, whose items say all of that themselves. Move it into an item.`,
    );
  return { calls: await readList(list, env), isList: true, maskFields };
}
