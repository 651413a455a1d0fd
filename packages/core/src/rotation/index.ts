/**
 * The rotation of tokens: `rotateToken`, the interface of stores, and the stores that apps share.
 *
 * @module
 */
export { CombinedStore } from "./combined-store.js";
export { CommandStore, type CommandStoreOptions } from "./command-store.js";
export { FileJournal } from "./file-journal.js";
export { FileStore, type FileStoreOptions } from "./file-store.js";
export type { JournalEntry, JournalToken, RotationJournal } from "./journal.js";
export type { RotationOutcome, RotationState, RotationStep } from "./machine.js";
export { confirmOwnership, type OwnershipTrial } from "../token/confirm-ownership.js";
export { proveOwnership, type Ownership } from "../token/prove-ownership.js";
export { resumeRotation, type ResumeOptions, type ResumeResult } from "./resume-rotation.js";
export { revokeToken } from "./revoke-token.js";
export { rotateToken } from "./rotate-token.js";
export type { RotationOptions } from "./rotation-options.js";
export type {
  Leftover,
  RotationFailure,
  RotationResult,
  StoredToken,
  TokenSearch,
} from "./rotation-result.js";
export { fingerprintOf, type SecretStore, type StoreContent, type WriteResult } from "./secret-store.js";
