/** The exit codes of `hunt` and their meaning. The docs, the man page, and `hunt token check` use this table. */
export const exitCodes = {
  0: "Success. For a token: it is healthy.",
  1: "The command failed, was declined, or the server denied the request.",
  2: "Invalid usage: a flag, an argument, a file, or a credential is invalid. Nothing was sent.",
  10: "The token expires within the requested number of days.",
  11: "The token has expired. HUNT reports this only once. After that, the code is 12.",
  12: "The token is not valid: it was revoked or mistyped, or it expired some time ago.",
  13: "HUNT could not be reached, or the response is not from a HUNT API.",
  14: "The token is valid, but its expiry date is unknown.",
  130: "Interrupted by Ctrl+C or by a termination signal.",
} as const;

/** One of the codes of {@link exitCodes}. */
export type ExitCode = keyof typeof exitCodes;
