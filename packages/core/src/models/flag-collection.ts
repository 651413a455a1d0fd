import type { Flag } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { requireArgument } from "../errors/require-argument.js";
import { findNameConflict, matchName } from "./name-conflict.js";
import type { CallOptions } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** The records of `client.flags`. */
export class FlagCollection extends Collection<Flag> {
  /**
   * Creates a flag.
   *
   * @throws {HuntInputError} `input: "name"`, `problem: "taken"` if a flag has this name already, because
   *   names identify flags (vendor docs)
   */
  override async create(data: Partial<Flag>, options: CallOptions = {}): Promise<Flag> {
    const { name } = requireArgument("data", data, "object");
    const same =
      typeof name === "string" ? await this.list({ where: matchName(name) }, options).toArray() : [];
    const other = findNameConflict(this.route, data, same);
    if (other) {
      const shown = escapeToSingleLine(String(other.name));
      throw new HuntInputError(
        "name",
        "taken",
        `name: a flag named "${shown}" already exists. Use another name, or update that flag.`,
      );
    }
    return super.create(data, options);
  }
}
