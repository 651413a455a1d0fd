import { UsageError } from "./errors.js";

/** What has the form of a token (vendor's PowerShell module) and is no SHA-256 in hex, which people ask for. */
const token =
  /(?<![A-Za-z0-9])(?!(?:[0-9a-f]{64}|[0-9A-F]{64})(?![A-Za-z0-9]))[A-Za-z0-9]{64}(?![A-Za-z0-9])/;

/**
 * A token in the command line is seen by every user of the machine in its list of processes, and stays in the shell's history.
 *
 * @throws {UsageError} when there is one; it is not repeated
 */
export function refuseTokens(argv: readonly string[]): void {
  const isNamed =
    argv.some((word, at) => /^--?token$/.test(word) && !argv.slice(0, at).includes("--")) ||
    argv.some((word) => word.startsWith("--token="));
  if (!isNamed && !argv.some((word) => token.test(word))) return;
  throw new UsageError(
    `${isNamed ? "--token: there is no such flag, and" : "One of the arguments looks like a HUNT token, and"} a token does not go into the command line: other users of this machine see it in the list of processes, and the shell keeps it in its history.`,
    "Run `hunt auth login`, which asks for it; or pass it in HUNT_TOKEN, in a file named by HUNT_TOKEN_FILE, or on stdin: hunt auth login --with-token < token.txt. If the token was real, revoke it.",
  );
}
