import { HuntGuardError, type HuntClient } from "@huntkit/core";
import { errorCatalog } from "@huntkit/toolkit/error-catalog";
import { getErrorCode } from "@huntkit/toolkit/error-code";
import { getGuardAdvice } from "@huntkit/toolkit/guard-advice";
import { CommandError, UsageError } from "../../program/errors.js";
import { explain } from "../../program/explain.js";
import { tools } from "./tools/index.js";

/** The names of the guard's options, for an assistant. */
const guardNames = {
  expect: "`expect`",
  maxAffected: "`--max-affected` of `hunt mcp`",
  allowAll: "`--allow-all-records` of the command in a terminal",
  unproven: "`--unproven` of `hunt mcp`",
};

/** Only the user can raise the limit, so an assistant has to select fewer records. */
const tooManyAdvice =
  "Nothing was changed. Select fewer records. The user can raise the limit with `--max-affected` of `hunt mcp`.";

/** An error for an assistant. */
export interface Failure {
  /** Code and text of the program, without text of HUNT. */
  readonly summary: string;
  /** The message and the advice, if they can contain text of HUNT. */
  readonly details?: { readonly message: string; readonly advice?: string };
}

/**
 * Explains an error, and what to do next. Messages of commands name the tool and its inputs instead of the command and
 * its flags. Only the guard's messages, and those about the usage, contain no text of HUNT.
 */
export async function explainForAssistant(error: unknown, client: HuntClient): Promise<Failure> {
  if (error instanceof HuntGuardError && error.problem !== "stopped") {
    const advice = error.problem === "too-many" ? tooManyAdvice : getGuardAdvice(error.problem, guardNames);
    return { summary: `${getErrorCode(error)}: ${error.reason}\n${advice}` };
  }
  const explanation = await explain(error, client);
  const { code } = explanation;
  const rename = (text: string): string =>
    error instanceof CommandError ? nameInputs(nameTools(text)) : nameTools(text);
  const [message, advice] = [rename(explanation.message), rename(explanation.advice)];
  if (error instanceof UsageError) return { summary: `${code}: ${message}\n${advice}`.trimEnd() };
  return {
    summary: `${code}: ${errorCatalog[code].title}`,
    details: { message, ...(advice !== "" && { advice }) },
  };
}

/** Replaces commands such as `hunt agent list` with the tool that does the same. Others remain for the user. */
function nameTools(text: string): string {
  return text.replace(/`hunt ([a-z-]+(?: [a-z-]+)?)[^`]*`/g, (written, command: string) => {
    const tool = tools.find((each) => each.command === command);
    return tool ? `\`${tool.name}\`` : written;
  });
}

/** Replaces flags such as `--where` with the input of the tool, `where`. */
function nameInputs(text: string): string {
  return text.replace(
    /(?<=^|\s)--([a-z]+(?:-[a-z]+)*)/g,
    (_, name: string) => `\`${name.replace(/-([a-z])/g, (__, letter: string) => letter.toUpperCase())}\``,
  );
}
