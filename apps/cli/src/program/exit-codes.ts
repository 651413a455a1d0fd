/** What a process ends with, and what that means: the docs, the man page and `token check` go by this table. */
export const exitCodes = {
  0: "Done; of a token: healthy.",
  1: "It failed, was declined, or HUNT refused it.",
  2: "Wrong usage: a flag, an argument, a file or the credentials cannot be used. Nothing was sent.",
  10: "The token expires within the days asked for.",
  11: "The token has expired. HUNT tells that once, and forgets the token: from then on it is 12.",
  12: "HUNT does not accept the token: revoked, mistyped, or expired some time ago.",
  13: "HUNT could not be reached, or did not answer as a HUNT does.",
  14: "HUNT accepts the token, but nobody says until when it lives.",
  130: "Interrupted by Ctrl+C, or by a signal that asks to end.",
} as const;

/** One of the codes of {@link exitCodes}. */
export type ExitCode = keyof typeof exitCodes;
