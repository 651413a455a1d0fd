import { HuntGuardError, HuntInputError, isHuntError, type HuntClient } from "@huntkit/core";
import { formatCount, getErrorCode, getGuardAdvice, type ErrorCode } from "@huntkit/toolkit";
import { explainNoRecords, requireNamedRecords } from "@huntkit/toolkit/condition-names";
import { createPlacedError, explainUnknownRoute } from "@huntkit/toolkit/requests";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { addWarning } from "../clients.js";
import { FeatureError } from "../report/finding.js";
import { trimToOutputLimit, type CallResult, executeCall } from "./execute-call.js";
import type { Call } from "./to-call.js";
import { toCalls, type Calls } from "./to-calls.js";
import { createMasker } from "./mask.js";
import { logCall, warnIfTruncated, setCallOutputs, addCallsToSummary, type ExecutedCall } from "./report.js";

/** Creates the step that sends the requests. */
export async function prepare(context: Context): Promise<FeatureStep> {
  const calls = await toCalls(context.inputs, context.env);
  for (const { file } of calls.calls) if (file) context.files.add(file);
  return requireUsableToken("Requests", ({ hunt }) => makeCalls(calls, hunt, context));
}

/** Sends the requests one after the other, until one fails. */
async function makeCalls(
  { calls, isList, maskFields }: Calls,
  hunt: HuntClient,
  { env, signal }: Context,
): Promise<void> {
  const mask = createMasker(maskFields);
  for (const { body } of calls) mask(body);
  const executed: ExecutedCall[] = [];
  let failure: Failure | null = null;
  let failed: FeatureError | undefined;
  for (const call of calls) {
    failure = await runCall(call, async () => {
      const whole = await executeCall(call, { hunt, mask, signal });
      await checkNames(call, hunt, signal, (whole.read ?? whole.count) === 0);
      const result = trimToOutputLimit(whole, executed);
      executed.push({ call, result });
      logCall({ call, result });
      return checkMaxResults(call, result);
    });
    if (failure) {
      failed = createError(failure, call, call === calls.at(-1));
      break;
    }
  }
  setCallOutputs(executed, { isList, status: failure?.status });
  warnIfTruncated(executed);
  addCallsToSummary(executed, env);
  if (failed) throw failed;
}

function createError({ code, message, cause }: Failure, { title }: Call, isLast: boolean): FeatureError {
  const advice = isLast ? "" : "The remaining requests were skipped.";
  return new FeatureError({ code, title: `${title} failed`, message, advice }, { cause });
}

interface Failure {
  message: string;
  code: ErrorCode;
  /** The HTTP status; undefined if there was no response. */
  status: number | undefined;
  /** The error. Undefined if the request succeeded, but its results fail the step. */
  cause?: unknown;
}

/** Names of the guard's options in a workflow. */
const guardNames = {
  expect: "expect-records",
  maxAffected: "max-affected",
  allowAll: "allow-all-records: true",
  unproven: "unproven: true",
};

/** Executes a request. Returns how it failed, or null if it did not. */
async function runCall(call: Call, act: () => Promise<Failure | null>): Promise<Failure | null> {
  try {
    return await act();
  } catch (failure) {
    const error = failure instanceof HuntInputError ? createPlacedError(failure, call.of) : failure;
    if (error instanceof HuntGuardError)
      return {
        message: `${error.reason} ${getGuardAdvice(error.problem, guardNames)}`,
        code: getErrorCode(error),
        status: error.status,
      };
    if (!isHuntError(error))
      return { message: `${call.title}: ${String(error)}`, code: "ACTION_FAILED", status: undefined };
    const message = `${error.message} ${explainUnknownRoute(error, call.path)}`.trim();
    return { message, code: getErrorCode(error), status: error.status, cause: error };
  }
}

/** Checks the names in the condition of a read. A misspelled name must not pass a gate. */
async function checkNames(
  { path, where, method, maxResults, of }: Call,
  client: HuntClient,
  signal: AbortSignal,
  isEmpty: boolean,
): Promise<void> {
  if (method !== "GET") return;
  const warn = (doubt: HuntInputError) =>
    addWarning(createPlacedError(doubt, of).message, getErrorCode(doubt));
  const read = { client, path, where, signal, warn };
  if (maxResults !== undefined) {
    const checkEmpty = await requireNamedRecords(read);
    if (isEmpty) await checkEmpty?.();
  } else if (isEmpty) {
    const error = await explainNoRecords(read);
    if (error) warn(error);
  }
}

/** Fails if the results cannot be counted, because a misspelled `select` must not pass the gate. */
function checkMaxResults({ maxResults, of }: Call, { count, status }: CallResult): Failure | null {
  if (maxResults === undefined) return null;
  if (count === undefined)
    return {
      message:
        `${of("select")}: the selected part is not a list, so 'max-results' has nothing to count. Select a ` +
        "list, for example [?severity=='high'].",
      code: "ACTION_RESULTS_NOT_COUNTED",
      status,
    };
  if (count <= maxResults) return null;
  return {
    message: `HUNT returned ${formatCount(count, "result")}, but 'max-results' allows at most ${maxResults}.`,
    code: "ACTION_TOO_MANY_RESULTS",
    status,
  };
}
