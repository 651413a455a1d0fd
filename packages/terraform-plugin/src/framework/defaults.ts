import { isNull, type Members } from "../cty/value.js";
import type { Attributes } from "./attribute.js";
import { mapAttributes } from "./tree.js";

/** What the user wrote, with the defaults where nothing is written. */
export function withDefaults(attributes: Attributes, config: Members): Members {
  return mapAttributes(attributes, { config, prior: null, value: config }, ({ attribute, value }) =>
    isNull(value) ? attribute.default : value,
  );
}
