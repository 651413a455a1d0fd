import { HuntGuardError, isHuntError, type HuntClient } from "@huntkit/core";
import { formatCount, getErrorCode, getGuardAdvice, type ErrorCode } from "@huntkit/toolkit";
import { explainUnknownRoute } from "@huntkit/toolkit/requests";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { FeatureError } from "../report/finding.js";
import { trimToOutputLimit, type CallResult, executeCall } from "./execute-call.js";
import type { Call } from "./to-call.js";
import { toCalls, type Calls } from "./to-calls.js";
import { createMasker } from "./mask.js";
import { logCall, warnIfTruncated, setCallOutputs, addCallsToSummary, type ExecutedCall } from "./report.js";

/** Creates the step that sends the requests. */
export async function prepare(context: Context): Promise<FeatureStep> {
  const calls = await toCalls(context.inputs, context.env);
  return requireUsableToken("The calls", ({ hunt }) => makeCalls(calls, hunt, context));
}

/** Sends the requests one after the other, until one fails. */
async function makeCalls(
  { calls, isList, maskFields }: Calls,
  hunt: HuntClient,
  { env, signal }: Context,
): Promise<void> {
  const mask = createMasker(maskFields);
  for (const { body } of calls) mask(body);
  const done: ExecutedCall[] = [];
  let failure: Failure | null = null;
  let failed: FeatureError | undefined;
  for (const call of calls) {
    failure = await runCall(call, async () => {
      const answer = trimToOutputLimit(await executeCall(call, { hunt, mask, signal }), done);
      done.push({ call, answer });
      logCall({ call, answer });
      return checkMaxResults(call, answer);
    });
    if (failure) {
      failed = createError(failure, call, call === calls.at(-1));
      break;
    }
  }
  setCallOutputs(done, { isList, status: failure?.status });
  warnIfTruncated(done);
  await addCallsToSummary(done, env);
  if (failed) throw failed;
}

function createError({ code, message, cause }: Failure, { name }: Call, isLast: boolean): FeatureError {
  const advice = isLast ? "" : "The remaining requests were skipped.";
  return new FeatureError({ code, title: `${name} failed`, message, advice }, { cause });
}

interface Failure {
  message: string;
  code: ErrorCode;
  /** The HTTP status; undefined if there was no response. */
  status: number | undefined;
  /** The error, if it is not a result that fails the step. */
  cause?: unknown;
}

/** How the options of the guard are written in a workflow. */
const guardNames = {
  expect: "expect-records",
  maxAffected: "max-affected",
  allowAll: "allow-all-records: true",
  unproven: "unproven: true",
};

/** Returns how a request failed, or null if it did not. */
async function runCall(call: Call, act: () => Promise<Failure | null>): Promise<Failure | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof HuntGuardError)
      return {
        message: `${error.reason} ${getGuardAdvice(error.problem, guardNames)}`,
        code: getErrorCode(error),
        status: error.status,
      };
    if (!isHuntError(error))
      return { message: `${call.name}: ${String(error)}`, code: "ACTION_FAILED", status: undefined };
    const message = `${error.message} ${explainUnknownRoute(error, call.path)}`.trim();
    return { message, code: getErrorCode(error), status: error.status, cause: error };
  }
}

/** Fails if the results cannot be counted, because a misspelled `select` must not pass the gate. */
function checkMaxResults({ maxResults }: Call, { count, status }: CallResult): Failure | null {
  if (maxResults === undefined) return null;
  if (count === undefined)
    return {
      message:
        "select: it picked no list, so that max-results has nothing to count. Let it pick a list, such as [?severity=='high'].",
      code: "ACTION_RESULTS_NOT_COUNTED",
      status,
    };
  if (count <= maxResults) return null;
  return {
    message: `${formatCount(count, "result")} came back, and max-results allows ${maxResults}.`,
    code: "ACTION_TOO_MANY_RESULTS",
    status,
  };
}
