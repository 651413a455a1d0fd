import type {
  HuntAuthError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntValidationError,
} from "./answer-errors.js";
import type { HuntConnectionError, HuntTimeoutError } from "./connection-errors.js";
import { HuntError } from "./hunt-error.js";
import type { HuntInputError } from "./input-error.js";
import type { HuntPushError } from "./push-error.js";
import type { HuntTaskError } from "./task-error.js";
import type { HuntUploadError } from "./upload-error.js";

/** Every error of huntkit's, told apart by `code`: a `switch` over it knows the fields of each. */
export type AnyHuntError =
  | HuntInputError
  | HuntAuthError
  | HuntForbiddenError
  | HuntNotFoundError
  | HuntValidationError
  | HuntRateLimitError
  | HuntServerError
  | HuntConnectionError
  | HuntTimeoutError
  | HuntProtocolError
  | HuntTaskError
  | HuntPushError
  | HuntUploadError;

/** Whether something that was caught is an error of huntkit's. */
export function isHuntError(error: unknown): error is AnyHuntError {
  return error instanceof HuntError;
}
