import { HuntError, type RequestFacts } from "./hunt-error.js";

/**
 * A scan was made for a survey, and then the survey could not be uploaded into it; the `cause` is what went wrong. To go on,
 * upload again with `scanId`: without it, a second scan would be made.
 */
export class HuntUploadError extends HuntError {
  override readonly name = "HuntUploadError";
  override readonly code = "HUNT_UPLOAD";
  /** The scan that was made. */
  readonly scanId: string;

  constructor(message: string, scanId: string, facts: RequestFacts = {}) {
    super(message, facts);
    this.scanId = scanId;
  }
}
