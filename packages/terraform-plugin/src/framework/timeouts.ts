import { isEqual } from "../cty/compare.js";
import type { CtyType } from "../cty/type.js";
import { isRecord, type Members } from "../cty/value.js";
import { block, string } from "./attribute-builders.js";
import type { Attributes } from "./attribute.js";

/** The operations that `timeouts` can limit. */
export type Operation = "create" | "read" | "update" | "delete";

const defaultTimeout = "20m";
const maxMilliseconds = 24 * 24 * 3_600_000;
const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

const describeTimeout = (operation: Operation): string =>
  `Maximum duration of the ${operation} operation, for example \`30s\`, \`5m\`, or \`1h30m\`. ` +
  `Default: \`${defaultTimeout}\`.`;

const timeoutAttribute = (operation: Operation) =>
  string({ optional: true, description: describeTimeout(operation), validate: [validateDuration] });

/** The block that the framework adds to every resource. */
export const timeouts: Attributes = {
  timeouts: block(
    {
      attributes: {
        create: timeoutAttribute("create"),
        read: timeoutAttribute("read"),
        update: timeoutAttribute("update"),
        delete: timeoutAttribute("delete"),
      },
    },
    { description: "Timeouts of the operations on this resource." },
  ),
};

/**
 * Returns how long an operation may take according to the `timeouts` of a configuration or state, such as
 * `20m`.
 */
export function getTimeout(values: unknown, operation: Operation): string {
  const own = isRecord(values) && isRecord(values["timeouts"]) ? values["timeouts"][operation] : null;
  return typeof own === "string" && validateDuration(own) === undefined ? own : defaultTimeout;
}

/**
 * Reads a duration as Go writes it, such as `1h30m`. Returns milliseconds, or undefined for other strings.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)([a-z]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
    0,
  );
}

function validateDuration(text: string): string | undefined {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined)
    return `${JSON.stringify(text)} is not a duration. Use numbers with units, such as "30s", "5m", or "1h30m"`;
  if (milliseconds === 0 || milliseconds > maxMilliseconds)
    return `${JSON.stringify(text)} is out of range. Use a duration of more than 0s and at most 24 days, such as "5m"`;
}

/** Returns whether two states of a resource are equal, except for `timeouts`. */
export function isEqualExceptTimeouts(a: Members, b: Members, type: CtyType): boolean {
  return isEqual({ ...a, timeouts: null }, { ...b, timeouts: null }, type);
}
