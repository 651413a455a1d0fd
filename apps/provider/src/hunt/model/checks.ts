import { isUuid } from "@huntkit/core";
import type { Options } from "@huntkit/terraform-plugin";

/** A validator: text that says something. */
export function notBlank(text: string): string | undefined {
  return text.trim() === "" ? "It is empty. Write one." : undefined;
}

/**
 * A validator: a whole number from `least` to `most`.
 *
 * @param advice a further sentence for the complaint
 */
export function wholeNumber(
  least: number,
  most: number,
  advice?: string,
): (value: number) => string | undefined {
  const complaint = [`It is no whole number from ${least} to ${most}.`, advice].filter(Boolean).join(" ");
  return (value) => (Number.isInteger(value) && value >= least && value <= most ? undefined : complaint);
}

/**
 * What an attribute is that refers to another object: an id of HUNT's, which people take for the name.
 *
 * @param type of what it refers to: `hunt_location`
 */
export function reference(type: `hunt_${string}`, description: string) {
  return {
    optional: true,
    description,
    validate: [
      (id) =>
        isUuid(id)
          ? undefined
          : `It is no id of HUNT's, which are UUIDs. Write ${type}.x.id, or look it up by its name: data.${type}.x.id.`,
    ],
  } as const satisfies Options<string>;
}
