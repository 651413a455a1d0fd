import { randomBytes } from "node:crypto";

/** Maximum number of previews that can be confirmed. Older ones are forgotten. */
const maxPreviews = 100;

/**
 * The codes that confirm previews. A code is valid once, and only for what the preview showed: the tool, the
 * records, and the settings. An assistant cannot guess one, so it cannot skip the preview.
 */
export class ConfirmationCodes {
  readonly #subjects = new Map<string, string>();

  /**
   * Returns a new code.
   *
   * @param subject plain data that identifies the change
   */
  issue(subject: unknown): string {
    const code = randomBytes(4).toString("hex");
    this.#subjects.set(code, JSON.stringify(subject));
    const [oldest] = this.#subjects.keys();
    if (this.#subjects.size > maxPreviews && oldest !== undefined) this.#subjects.delete(oldest);
    return code;
  }

  /** Returns whether a code is valid for a change, and makes it invalid if it is. */
  redeem(code: string, subject: unknown): boolean {
    if (this.#subjects.get(code) !== JSON.stringify(subject)) return false;
    return this.#subjects.delete(code);
  }
}
