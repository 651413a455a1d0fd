import type { Flag } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { requireArgument } from "../errors/require-argument.js";
import type { CallOptions } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** The names of the flags that are built into HUNT. */
export const builtInFlagNames: readonly string[] = ["Verified Good", "Verified Bad"];

/**
 * The records of `client.flags`. HUNT's web console depends on the two verified flags (vendor docs), so they
 * cannot be changed or deleted here.
 */
export class FlagCollection extends Collection<Flag> {
  /**
   * Creates a flag.
   *
   * @throws {HuntInputError} `input: "name"`, `problem: "taken"` if a flag has this name already, because
   *   names identify flags (vendor docs)
   */
  override async create(data: Partial<Flag>, options: CallOptions = {}): Promise<Flag> {
    const { name } = requireArgument("data", data, "object");
    if (typeof name === "string" && (await this.count({ name, deleted: false }, options)) > 0) {
      throw new HuntInputError(
        "name",
        "taken",
        `name: a flag named "${escapeToSingleLine(name)}" already exists. Use another name, or update that flag.`,
      );
    }
    return super.create(data, options);
  }

  /**
   * Changes the specified properties of a flag. It requests the name of the flag first.
   *
   * @throws {HuntInputError} `input: "flag"`, `problem: "protected"` for a verified flag. Nothing is changed
   *   then.
   */
  override async update(flagId: string, changes: Partial<Flag>, options: CallOptions = {}): Promise<Flag> {
    await this.#requireUnprotected(flagId, options);
    return super.update(flagId, changes, options);
  }

  /** Deletes a flag. Throws like {@link update}. */
  override async delete(flagId: string, options: CallOptions = {}): Promise<void> {
    await this.#requireUnprotected(flagId, options);
    await super.delete(flagId, options);
  }

  async #requireUnprotected(flagId: string, options: CallOptions): Promise<void> {
    const { name } = await this.get(flagId, options);
    if (!builtInFlagNames.includes(String(name))) return;
    throw new HuntInputError(
      "flag",
      "protected",
      `flag: "${name}" is a flag of HUNT itself, and its web console depends on it. Create your own flag instead.`,
    );
  }
}
