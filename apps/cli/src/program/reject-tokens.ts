import { UsageError } from "./errors.js";

/** Number of characters in a token (vendor's PowerShell module). */
const tokenLength = 64;

/** Matches a token after a one-letter flag, as in `-t<token>`. */
const gluedToken = /^-[A-Za-z0-9]{65,}$/;

/**
 * Matches a string in the form of a token (vendor's PowerShell module). SHA-256 hashes in hex are excluded,
 * because they are valid arguments.
 */
const tokenPattern =
  /(?<![A-Za-z0-9])(?!(?:[0-9a-f]{64}|[0-9A-F]{64})(?![A-Za-z0-9]))[A-Za-z0-9]{64}(?![A-Za-z0-9])/;

/**
 * Rejects a command line that contains a token. Every user of the machine can see it in the process list, and
 * the shell stores it in its history.
 *
 * @throws {UsageError} if there is a token. The message does not contain it.
 */
export function rejectTokens(argv: readonly string[]): void {
  const isNamed =
    argv.some((word, at) => /^--?token$/.test(word) && !argv.slice(0, at).includes("--")) ||
    argv.some((word) => word.startsWith("--token="));
  if (!isNamed && !argv.some((word) => tokenPattern.test(word) || gluedToken.test(word))) return;
  throw new UsageError(
    `${isNamed ? "--token is not a flag, and" : "One of the arguments looks like a HUNT token, and"} a token must not be passed as an argument. Other users of this machine can see it in the process list, and the shell stores it in its history.`,
    "Run `hunt auth login`, which prompts for it. Or pass it in HUNT_TOKEN, in the file that " +
      "HUNT_TOKEN_FILE names, or on stdin: hunt auth login --with-token < token.txt. If the token was " +
      "real, revoke it.",
  );
}

/**
 * Throws if a string is a token. Core is loaded only if a string is long enough, so most commands start
 * without it.
 */
export async function rejectTokenAsName(texts: readonly string[], name: string): Promise<void> {
  const long = texts.filter((text) => text.length >= tokenLength);
  if (long.length === 0) return;
  const { requireNoToken } = await import("@huntkit/core/internal");
  for (const text of long) requireNoToken(name, text);
}
