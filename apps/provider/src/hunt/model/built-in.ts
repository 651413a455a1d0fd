import { findKnownRecords } from "@huntkit/core/internal";
import { AttributeError } from "@huntkit/terraform-plugin";
import type { AnyDefinition, AnyState } from "./definition.js";
import { toNoun } from "./names.js";

/**
 * Returns the error for an object that is built into HUNT, or undefined for any other. A built-in object can
 * be looked up, but neither configured, imported, changed, nor destroyed.
 *
 * @param values the attributes of the object
 */
export function findBuiltInError(
  { name: type, model: { route } }: AnyDefinition,
  values: AnyState,
): AttributeError | undefined {
  const { builtIn } = findKnownRecords([route]);
  const name = builtIn && values[builtIn.property];
  if (!builtIn || typeof name !== "string" || !builtIn.values.includes(name)) return undefined;
  return new AttributeError(
    [builtIn.property],
    `The ${toNoun(type)} is built into HUNT`,
    `HUNT's web console depends on "${name}", so Terraform cannot manage it. To refer to it, use the data ` +
      `source ${type}. Remove the resource from the configuration, and if it is in the state, from the state ` +
      "with a removed block or terraform state rm.",
  );
}

/** Throws the error of {@link findBuiltInError}, if there is one. */
export function requireNotBuiltIn(definition: AnyDefinition, values: AnyState): void {
  const error = findBuiltInError(definition, values);
  if (error) throw error;
}
