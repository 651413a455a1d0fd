import type { AnyHuntError, HuntClient, HuntGuardError, HuntInputError } from "@huntkit/core";
import type { ErrorCode } from "@huntkit/toolkit";
import { toFlagName } from "./definition.js";
import { CommandError, PartialError, type ExitCode } from "./errors.js";

/** The values of a command's arguments and flags, by name. */
export interface Inputs {
  readonly args?: object;
  readonly options?: object;
}

/** Message, advice, and exit code for any error that ended a command. */
export interface Explanation extends Pick<CommandError, "message" | "advice" | "exitCode"> {
  /** Code in the catalog of errors. */
  readonly code: ErrorCode;
}

/**
 * Explains the error that ended a command, and what to do next.
 *
 * @param client the client that was in use, if any. After a 401 response, it checks whether its token is
 *   valid.
 * @param inputs arguments and flags of the command. An error names the one that it is about.
 */
export async function explain(
  error: unknown,
  client: HuntClient | undefined,
  inputs: Inputs = {},
): Promise<Explanation> {
  if (error instanceof PartialError) return explainPartialError(error, client, inputs);
  if (error instanceof CommandError) return error;
  if (isFileTargetError(error))
    return { message: error.message, advice: "", exitCode: 1, code: "CLI_SYSTEM" };
  const { isHuntError } = await import("@huntkit/core");
  if (!isHuntError(error))
    return isSystemError(error)
      ? { message: `${error.message}.`, advice: "", exitCode: 1, code: "CLI_SYSTEM" }
      : {
          message: `Unexpected error: ${String(error)}`,
          advice: "Report it: https://github.com/huntkit/huntkit/issues",
          exitCode: 1,
          code: "CLI_UNEXPECTED",
        };
  const { getErrorCode } = await import("@huntkit/toolkit/error-code");
  return { ...(await explainHuntError(error, client, inputs)), code: getErrorCode(error) };
}

/** Explains why a command failed in the middle. It does not exit with code 2, because something was changed. */
async function explainPartialError(
  { action, progress, cause, advice }: PartialError,
  client: HuntClient | undefined,
  inputs: Inputs,
): Promise<Explanation> {
  const first = await explain(cause, client, inputs);
  return {
    message: `Could not ${action}: ${first.message} ${progress}`,
    advice: [first.advice, advice].filter((each) => each !== "").join("\n"),
    exitCode: first.exitCode === 2 ? 1 : first.exitCode,
    code: first.code,
  };
}

async function explainHuntError(
  error: AnyHuntError,
  client: HuntClient | undefined,
  inputs: Inputs,
): Promise<Omit<Explanation, "code">> {
  const { message } = error;
  switch (error.code) {
    case "HUNT_AUTH":
      return explainAuthError(error, client);
    case "HUNT_INPUT":
      return { message: nameInput(error, inputs), advice: "", exitCode: isOfRecords(error) ? 1 : 2 };
    case "HUNT_GUARD":
      return explainGuardError(error, client);
    case "HUNT_CONNECTION":
    case "HUNT_TIMEOUT":
    case "HUNT_PROTOCOL":
      return { message, advice: "Run `hunt doctor` to find the cause.", exitCode: 13 };
    case "HUNT_FORBIDDEN":
      return {
        message,
        advice: "The user of the token is not allowed to do this. Run `hunt auth status` to show the user.",
        exitCode: 1,
      };
    case "HUNT_NOT_FOUND":
      return {
        message,
        advice: "Check the ID and the instance.",
        exitCode: 1,
      };
    case "HUNT_UNSUPPORTED": {
      const { explainUnknownRoute } = await import("@huntkit/toolkit/requests");
      return { message, advice: explainUnknownRoute(error, error.path ?? ""), exitCode: 1 };
    }
    default:
      return { message, advice: "", exitCode: 1 };
  }
}

/** Returns whether a name or an ID was looked up in HUNT, but did not match exactly one record. */
function isOfRecords({ problem }: HuntInputError): boolean {
  return problem === "not-found" || problem === "ambiguous";
}

/**
 * Replaces the name of the library's option at the start of a message with the flag or the argument of the
 * command that sets it.
 */
function nameInput(error: HuntInputError, { options, args }: Inputs): string {
  const { input, message } = error;
  const flag = options && findPropertyFlag(error, options);
  if (flag !== undefined) return replaceInput(error, toFlagName(flag));
  if (args !== undefined && Object.hasOwn(args, input)) return replaceInput(error, `<${input}>`);
  const isFlag = options !== undefined && Object.hasOwn(options, input);
  return isFlag ? replaceInput(error, toFlagName(input)) : message;
}

/** Returns the flag that sets the wrong property of a body: its own, the one of a secret, or `--data`. */
function findPropertyFlag({ input, property }: HuntInputError, options: object): string | undefined {
  if (input !== "body" || property === undefined) return undefined;
  const secret = `with${property.charAt(0).toUpperCase()}${property.slice(1)}`;
  const given = options as Readonly<Record<string, unknown>>;
  return [property, secret, "data"].find((name) => given[name] !== undefined && given[name] !== false);
}

/**
 * Replaces the name of the input at the start of a message. A message about a part of a condition starts with
 * its path, such as `where.severity.gt`.
 */
export function replaceInput(
  { input, message }: Pick<HuntInputError, "input" | "message">,
  name: string,
): string {
  if (message.startsWith(`${input}: `)) return `${name}${message.slice(input.length)}`;
  return message.startsWith(`${input}.`) ? `${name}: ${message.slice(input.length + 1)}` : message;
}

/** Names of the guard's options on the command line. */
const guardNames = {
  expect: "--expect",
  maxAffected: "--max-affected",
  allowAll: "--allow-all-records",
  unproven: "--unproven",
};

/**
 * Explains an error of the guard. If a later request of a batch failed, its own error decides the exit code.
 */
async function explainGuardError(
  { problem, reason, cause }: HuntGuardError,
  client: HuntClient | undefined,
): Promise<Omit<Explanation, "code">> {
  const { exitCode } = problem === "stopped" ? await explain(cause, client) : { exitCode: 1 as const };
  const { getGuardAdvice } = await import("@huntkit/toolkit/guard-advice");
  return { message: reason, advice: getGuardAdvice(problem, guardNames), exitCode };
}

/**
 * Explains a 401 response. LoopBack returns it for an invalid token and for an operation that is not allowed,
 * so a request for the user of the token finds out which.
 */
async function explainAuthError(
  error: { message: string; loopbackCode?: string },
  client: HuntClient | undefined,
): Promise<Omit<Explanation, "code">> {
  const { describeRenewal } = await import("../health/health-report.js");
  const explainInvalidToken = (message: string, exitCode: ExitCode): Omit<Explanation, "code"> => ({
    message,
    advice: describeRenewal(null),
    exitCode,
  });
  if (error.loopbackCode === "INVALID_TOKEN") return explainInvalidToken("The token has expired.", 11);
  if (!client?.token) return { message: error.message, advice: "", exitCode: 12 };
  try {
    await client.tokens.whoAmI();
    const { rejectedToken } = await import("@huntkit/core/internal");
    return {
      message: error.message.replace(rejectedToken, "HUNT rejected the request"),
      advice: "The token is valid, but its user is not allowed to do this.",
      exitCode: 1,
    };
  } catch (second) {
    const code = (second as { loopbackCode?: string }).loopbackCode;
    if (code === "INVALID_TOKEN") return explainInvalidToken("The token has expired.", 11);
    return explainInvalidToken(
      "The token is not valid: it has expired, was revoked or mistyped, or belongs to another instance.",
      12,
    );
  }
}

/** Returns whether a file cannot be written. The message says why, and what to do. */
function isFileTargetError(error: unknown): error is Error {
  return error instanceof Error && error.name === "FileTargetError";
}

/** Returns whether an error is of a file or socket. Its message is clear enough without a stack trace. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
