import type { TokenLists } from "@huntkit/core/internal";
import type { GitHubSecret, SecretContent } from "./github-secret.js";

/** A secret of GitHub that was read in this run. */
export interface ReadSecret {
  readonly secret?: GitHubSecret;
  readonly content?: SecretContent;
}

/** What this run has read of the current token, so a rotation does not read it again. */
export interface TokenReadings {
  /** The lists of the user's tokens, oldest first. */
  readonly lists: TokenLists;
  /** The secret of `secret-name`; undefined if it was not read. */
  readonly secret?: ReadSecret | undefined;
}
