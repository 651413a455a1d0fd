/**
 * Test doubles for what surrounds huntkit: GitHub's runner for JavaScript actions, and GitHub's REST API over real HTTP.
 *
 * @module
 */
export type { AccountOptions, RepositoryOptions } from "./github/accounts/accounts.js";
export type { Access, TokenName } from "./github/accounts/tokens.js";
export type { Fault, FaultOutcome, Phase } from "./github/faults/fault.js";
export type { Faults } from "./github/faults/faults.js";
export { type GitHub, type GitHubOptions, startGitHub } from "./github/github.js";
export type { SeededIssue, StoredComment, StoredIssue } from "./github/issues/issue.js";
export type { SeededSecret, StoredSecret, Visibility } from "./github/secrets/secret.js";
export type { LoggedRequest } from "./github/server/request-log.js";
export { readLog, type Annotation, type AnnotationLevel, type Log } from "./runner/log.js";
export { readManifest, type ActionManifest } from "./runner/manifest.js";
export { nodeForActions } from "./runner/node-for-actions.js";
export { runAction, type ActionRun, type RunOptions } from "./runner/run-action.js";
