/**
 * A stand-in for GitHub's REST API, for tests of actions that keep an issue or rotate a secret. It speaks real HTTP, checks
 * tokens and permissions, opens what was sealed for a secret, and answers with GitHub's statuses and messages.
 * Faults cut connections and answer limits, before or after a request is carried out.
 *
 * @module
 */
export type { AccountOptions, RepositoryOptions } from "./accounts/accounts.js";
export type { Access, TokenName } from "./accounts/tokens.js";
export type { Fault, FaultOutcome, Phase } from "./faults/fault.js";
export type { Faults } from "./faults/faults.js";
export { type GitHub, type GitHubOptions, startGitHub } from "./github.js";
export type { SeededIssue, StoredComment, StoredIssue } from "./issues/issue.js";
export type { SeededSecret, StoredSecret, Visibility } from "./secrets/secret.js";
export type { LoggedRequest } from "./server/request-log.js";
