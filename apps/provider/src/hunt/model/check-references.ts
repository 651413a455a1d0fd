import { escapeToSingleLine } from "@huntkit/core/escape";
import {
  type AddError,
  type Attributes,
  type Path,
  type Value,
  visitSides,
  type Warn,
} from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { toNoun, toNounWithArticle } from "./names.js";

/** What a plan provides. */
interface PlannedReferences {
  readonly prior: object | null;
  readonly planned: object;
  readonly client: Connection | undefined;
  readonly signal: AbortSignal;
  readonly addError: AddError;
  readonly warn: Warn;
}

/**
 * Reports the IDs of a plan that no object has, at the attributes with `references`. HUNT would store them, or fail with
 * an error that does not name them. IDs that do not change are not looked up. Terraform plans again in an apply, when
 * all IDs are known. If HUNT lists no object of the type at all, an unknown ID is only a warning: the token's user might
 * not be allowed to see them.
 */
export async function checkReferences(
  attributes: Attributes,
  { prior, planned, client, signal, addError, warn }: PlannedReferences,
): Promise<void> {
  if (client === undefined) return;
  const changed: { readonly path: Path; readonly type: string; readonly id: string }[] = [];
  const sides = { config: null, prior: prior as Value, value: planned as Value };
  visitSides(attributes, sides, ({ attribute: { references: type }, path, prior: before, value }) => {
    if (type === null) return;
    const known = new Set([before].flat());
    for (const [index, id] of [value].flat().entries())
      if (typeof id === "string" && !known.has(id))
        changed.push({ path: Array.isArray(value) ? [...path, index] : path, type, id });
  });
  // All plans share a signal, and each read listens to it: Node.js warns of more than ten listeners.
  const ownSignal = AbortSignal.any([signal]);
  await Promise.all(
    changed.map(async ({ path, type, id }) => {
      if (await client.references.exists(type, id, ownSignal)) return;
      const noun = toNoun(type);
      if (await client.references.hasNone(type, ownSignal)) {
        warn(
          `Could not check the ID of the ${noun}`,
          "HUNT lists no objects of this type for the token's user, who might not be allowed to see them. If none has " +
            `the ID "${escapeToSingleLine(id, 80)}", the apply can fail, or HUNT stores an ID that no object has.`,
          path,
        );
        return;
      }
      const suggestion = await client.references.suggest(type, id, ownSignal);
      const sentences = [
        `It must be the ID of ${toNounWithArticle(type)} of this HUNT instance, and none has the ID ` +
          `"${escapeToSingleLine(id, 80)}", or the token's user is not allowed to see it.`,
        suggestion,
        `To look it up by its name, use the data source ${type}.`,
      ];
      addError(path, `No matching ${noun} found`, sentences.filter(Boolean).join(" "));
    }),
  );
}
