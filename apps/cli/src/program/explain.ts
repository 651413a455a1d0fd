import type { AnyHuntError, HuntClient } from "@huntkit/core";
import type { ErrorCode } from "@huntkit/toolkit";
import { CommandError, type ExitCode } from "./errors.js";

/** What is told of anything that ended a command. */
export interface Explanation extends Pick<CommandError, "message" | "advice" | "exitCode"> {
  /** Code in the catalog of errors. */
  readonly code: ErrorCode;
}

/**
 * Says what ended a command, and what to do about it.
 *
 * @param client the client that was at work, if any: it is asked whether its token works where HUNT answered 401
 */
export async function explain(error: unknown, client: HuntClient | undefined): Promise<Explanation> {
  if (error instanceof CommandError) return error;
  const { isHuntError } = await import("@huntkit/core");
  if (!isHuntError(error))
    return isSystemError(error)
      ? { message: `${error.message}.`, advice: "", exitCode: 1, code: "CLI_SYSTEM" }
      : {
          message: `It failed, and should not have: ${String(error)}`,
          advice: "Please report it: https://github.com/huntkit/huntkit/issues",
          exitCode: 1,
          code: "CLI_UNEXPECTED",
        };
  const { getErrorCode } = await import("@huntkit/toolkit/error-code");
  return { ...(await explainHuntError(error, client)), code: getErrorCode(error) };
}

async function explainHuntError(
  error: AnyHuntError,
  client: HuntClient | undefined,
): Promise<Omit<Explanation, "code">> {
  const { message } = error;
  switch (error.code) {
    case "HUNT_AUTH":
      return explainAuthError(error, client);
    case "HUNT_INPUT":
      return { message, advice: "", exitCode: 2 };
    case "HUNT_CONNECTION":
    case "HUNT_TIMEOUT":
    case "HUNT_PROTOCOL":
      return { message, advice: "`hunt doctor` looks for the cause.", exitCode: 13 };
    case "HUNT_FORBIDDEN":
      return {
        message,
        advice: "The token's user may not do this in HUNT. `hunt auth status` tells whose token it is.",
        exitCode: 1,
      };
    case "HUNT_NOT_FOUND":
      return {
        message,
        advice:
          error.loopbackCode === "MODEL_NOT_FOUND"
            ? "Is the id right, and of this instance?"
            : "The instance's /explorer lists what there is.",
        exitCode: 1,
      };
    default:
      return { message, advice: "", exitCode: 1 };
  }
}

/** LoopBack answers 401 for a dead token and for an act that is not allowed; whose token it is tells which. */
async function explainAuthError(
  error: { message: string; loopbackCode?: string },
  client: HuntClient | undefined,
): Promise<Omit<Explanation, "code">> {
  const { describeRenewal } = await import("../health/health-report.js");
  const dead = (message: string, exitCode: ExitCode): Omit<Explanation, "code"> => ({
    message,
    advice: describeRenewal(null),
    exitCode,
  });
  if (error.loopbackCode === "INVALID_TOKEN") return dead("HUNT says that the token has expired.", 11);
  if (!client?.token) return { message: error.message, advice: "", exitCode: 12 };
  try {
    await client.tokens.whoAmI();
    return {
      message: error.message,
      advice: "The token works, but its user may not do this in HUNT.",
      exitCode: 1,
    };
  } catch (second) {
    const code = (second as { loopbackCode?: string }).loopbackCode;
    if (code === "INVALID_TOKEN") return dead("HUNT says that the token has expired.", 11);
    return dead(
      "HUNT does not accept the token: it has expired, was revoked or mistyped, or is of another instance.",
      12,
    );
  }
}

/** Errors of files and sockets say what was wrong, and no stack helps. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
