import { HuntGuardError, type HuntClient } from "@huntkit/core";
import { getErrorCode } from "@huntkit/toolkit/error-code";
import { getGuardAdvice } from "@huntkit/toolkit/guard-advice";
import { CommandError } from "../../program/errors.js";
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

/**
 * Returns the code and the message of an error, and what to do next. Messages of commands name the tool and its
 * inputs instead of the command and its flags.
 */
export async function explainForAssistant(error: unknown, client: HuntClient): Promise<string> {
  if (error instanceof HuntGuardError && error.problem !== "stopped") {
    const advice = error.problem === "too-many" ? tooManyAdvice : getGuardAdvice(error.problem, guardNames);
    return `${getErrorCode(error)}: ${error.reason}\n${advice}`;
  }
  const { code, message, advice } = await explain(error, client);
  const text = nameTools([`${code}: ${message}`, advice].filter((line) => line !== "").join("\n"));
  return error instanceof CommandError ? nameInputs(text) : text;
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
