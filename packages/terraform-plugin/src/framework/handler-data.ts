import { toJavaScript } from "../cty/javascript.js";
import type { Members } from "../cty/value.js";
import type { Attributes } from "./attribute.js";
import { withDefaults } from "./defaults.js";

/** A resource's data as its handlers know it: their own attributes alone, numbers as JavaScript has them. */
export function ownData(members: Members): Members {
  const { timeouts: _, ...own } = members;
  return toJavaScript(own) as Members;
}

/** What the user wrote as handlers know it: with defaults, numbers as JavaScript has them. */
export function settingsOf(attributes: Attributes, config: Members): Members {
  return toJavaScript(withDefaults(attributes, config)) as Members;
}
