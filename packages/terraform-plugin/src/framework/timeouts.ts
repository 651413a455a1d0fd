import { isRecord } from "../cty/walk.js";
import type { Attributes } from "./attribute.js";
import { object, string } from "./attributes.js";

/** The operations that a user may limit in time. */
export type Operation = "create" | "read" | "update" | "delete";

const usual = "20m";
const longest = 24 * 24 * 3_600_000;
const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

const description = (operation: Operation): string =>
  `How long to ${operation} it may take, such as \`30s\`, \`5m\` or \`1h30m\`. Default: \`${usual}\`.`;

const limit = (operation: Operation) =>
  string({ optional: true, description: description(operation), validate: [complaint] });

/** The attribute that the framework adds to resources. */
export const timeouts: Attributes = {
  timeouts: object(
    {
      attributes: {
        create: limit("create"),
        read: limit("read"),
        update: limit("update"),
        delete: limit("delete"),
      },
    },
    { optional: true, description: "How long the operations on this resource may take." },
  ),
};

/** How long an operation may take by the `timeouts` of a configuration or state, as text. */
export function timeLimit(values: unknown, operation: Operation): string {
  const own = isRecord(values) && isRecord(values["timeouts"]) ? values["timeouts"][operation] : null;
  return typeof own === "string" && complaint(own) === undefined ? own : usual;
}

/** Reads a duration of Terraform's (Go's) form: `1h30m`. Gives milliseconds; undefined for other text. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)([a-z]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
    0,
  );
}

function complaint(text: string): string | undefined {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined)
    return `${JSON.stringify(text)} is not a duration. Write numbers with units, such as "30s", "5m" or "1h30m"`;
  if (milliseconds === 0 || milliseconds > longest)
    return `${JSON.stringify(text)} is no time to wait. Write a duration of more than nothing and at most 24 days, such as "5m"`;
}
