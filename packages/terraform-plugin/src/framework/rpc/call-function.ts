import { conform, formatMismatch } from "../../cty/convert.js";
import { type Explanation, mistake } from "../diagnostics.js";
import { FunctionError, type ProviderFunction } from "../function.js";
import { type Message, readString, readValue, writeValue } from "../wire.js";
import type { Handlers } from "./call.js";

/** Calls the functions of the provider. */
export function callFunctionHandlers<Client>(): Handlers<Client> {
  return {
    CallFunction: async ({ request, session, report }) => {
      try {
        const name = readString(request["name"]);
        const called = session.provider.functions.find((candidate) => candidate.name === name);
        if (!called)
          throw new FunctionError(`This version of the provider does not have the function "${name}"`);
        return {
          result: await callFunction(called, Array.isArray(request["arguments"]) ? request["arguments"] : []),
        };
      } catch (error) {
        const isExpected = error instanceof FunctionError;
        const text = isExpected ? { detail: error.message, code: error.code } : report.explain(error);
        return {
          error: {
            text: report.toSafeText(formatError(text)),
            ...(isExpected &&
              error.argumentIndex !== undefined && { function_argument: error.argumentIndex }),
          },
        };
      }
    },
  };
}

async function callFunction(called: ProviderFunction, given: readonly unknown[]): Promise<Message> {
  const { name, parameters, variadic, returns } = called;
  const values = given.map((argument, index) => {
    const parameter = parameters[index] ?? variadic;
    if (!parameter)
      throw new FunctionError(
        `${name} requires ${formatCount(parameters)}, but received ${given.length}`,
        index,
      );
    return readValue(argument, parameter.type);
  });
  if (values.length < parameters.length)
    throw new FunctionError(`${name} requires ${formatCount(parameters)}, but received ${values.length}`);
  const { value, mismatches } = conform(await called.call(...values), returns);
  if (mismatches.length > 0) {
    const problems = mismatches.map(formatMismatch);
    throw new FunctionError(`${name} returned an invalid result. ${problems.join("; ")}. ${mistake}`);
  }
  return writeValue(value, returns);
}

/** Formats an error in one line without a final period. The engines put it into a sentence of their own. */
function formatError({ detail, code }: Pick<Explanation, "detail" | "code">): string {
  const text = detail
    .trimEnd()
    .replace(/\.$/, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return code === undefined ? text : `${text} (${code})`;
}

function formatCount({ length }: readonly unknown[]): string {
  return length === 1 ? "1 argument" : `${length} arguments`;
}
