import type { Flag } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import type { CallOptions } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

const protectedNames = new Set<unknown>(["Verified Good", "Verified Bad"]);

/** The flags. HUNT's web console rests on the two verified ones (vendor), so they cannot be changed or deleted here. */
export class FlagCollection extends Collection<Flag> {
  /**
   * Makes a flag.
   *
   * @throws {HuntInputError} `input: "name"`, `problem: "taken"` when there is one of that name: names tell flags apart (vendor)
   */
  override async create(data: Partial<Flag>, options: CallOptions = {}): Promise<Flag> {
    const { name } = data;
    if (typeof name === "string" && (await this.count({ name, deleted: false }, options)) > 0) {
      throw new HuntInputError(
        "name",
        "taken",
        `name: there is a flag "${escapeToSingleLine(name)}" already. Choose another name, or update that flag.`,
      );
    }
    return super.create(data, options);
  }

  /**
   * Changes what is given of a flag. Asks for its name first.
   *
   * @throws {HuntInputError} `input: "flag"`, `problem: "protected"` for a verified one; nothing is changed then
   */
  override async update(flagId: string, changes: Partial<Flag>, options: CallOptions = {}): Promise<Flag> {
    await this.#requireUnprotected(flagId, options);
    return super.update(flagId, changes, options);
  }

  /** Deletes a flag; as {@link update}. */
  override async delete(flagId: string, options: CallOptions = {}): Promise<void> {
    await this.#requireUnprotected(flagId, options);
    await super.delete(flagId, options);
  }

  async #requireUnprotected(flagId: string, options: CallOptions): Promise<void> {
    const { name } = await this.get(flagId, options);
    if (!protectedNames.has(name)) return;
    throw new HuntInputError(
      "flag",
      "protected",
      `flag: "${name}" is HUNT's own, and its web console would break without it. Make a flag of your own instead.`,
    );
  }
}
