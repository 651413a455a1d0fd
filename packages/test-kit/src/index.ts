/**
 * Test doubles for the environment of huntkit: GitHub's runner for JavaScript actions, and GitHub's REST API
 * over HTTP.
 *
 * @module
 */
export type { AccountOptions, RepositoryOptions } from "./github/accounts.js";
export type { Access, TokenName } from "./github/tokens.js";
export type { GitHubFault } from "./github/rate-limit.js";
export { type GitHub, type GitHubOptions, startGitHub } from "./github/github.js";
export type { SeededIssue } from "./github/issues/issues.js";
export type { StoredComment, StoredIssue } from "./github/accounts.js";
export type { SeededSecret, StoredSecret, Visibility } from "./github/secrets/vaults.js";
export type { LoggedRequest } from "./github/server/environment.js";
export { readLog, type Annotation, type AnnotationLevel, type Log } from "./runner/read-step.js";
export { readManifest, type ActionManifest } from "./runner/manifest.js";
export { findActionsNode } from "./runner/manifest.js";
export { createRandom, findBreakouts, type HostileHuntOptions, startHostileHunt } from "./hostile-hunt.js";
export { runAction, runActionHere, type ActionRun, type RunOptions } from "./runner/run-action.js";
