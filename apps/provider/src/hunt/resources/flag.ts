import * as catalog from "@huntkit/catalog";
import { HuntInputError, models } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { matchName } from "@huntkit/core/internal";
import { AttributeError } from "@huntkit/terraform-plugin";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { requireNew } from "../sources.js";

/** The resource `hunt_flag`. */
export const flag = modelResource({
  name: "hunt_flag",
  description:
    "Manages a flag. Analysts mark files with flags. The flags `Verified Good` and `Verified Bad` are " +
    "built in and cannot be managed.",
  model: models.flags,
  lookup: "name",
  attributes: settableAttributes(catalog.flags),
  isGone: ({ deleted }) => deleted === true,
  async create(flags, data, { signal }) {
    try {
      return await flags.create(data, { signal });
    } catch (error) {
      if (!(error instanceof HuntInputError && error.problem === "taken")) throw error;
      const { name } = data as { name: string };
      const words = { noun: "flag", path: ["name"], what: "name" } as const;
      await requireNew(flags, { ...matchName(name), deleted: false }, words, signal);
      throw createDeletedError(name);
    }
  },
});

/** A flag whose resource got another address is destroyed and created concurrently. */
function createDeletedError(name: string): AttributeError {
  return new AttributeError(
    ["name"],
    "This flag already exists",
    `A flag named "${escapeToSingleLine(name)}" existed, but it was deleted in the meantime. Apply again. To ` +
      "change the address of a resource without replacing it, use a moved block.",
  );
}
