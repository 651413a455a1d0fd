import { createContext, Script } from "node:vm";
import { DatabaseError } from "../loopback-error.js";

/** How long the expressions of one query can run, in milliseconds. A genuine server would run them to their end. */
const EXPRESSION_TIMEOUT_MS = 500;

/**
 * Runs code that an expression of a caller can keep busy, and interrupts it if it takes too long.
 *
 * @throws {DatabaseError} if it was interrupted
 */
export function runWithTimeLimit<Result>(run: () => Result): Result {
  let result: { value: Result } | undefined;
  const execute = (): void => {
    result = { value: run() };
  };
  try {
    script.runInContext(createContext({ execute }), { timeout: EXPRESSION_TIMEOUT_MS });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw new DatabaseError("canceling statement due to statement timeout", { cause: error });
    throw error;
  }
  if (result === undefined) throw new Error("The code did not run.");
  return result.value;
}

const script = new Script("execute()");
