import { daysLeft, parseInstant, escapeToSingleLine, toIso } from "@huntkit/core";
import { defineFunction, FunctionError } from "@huntkit/terraform-plugin";

/**
 * How many days are left until a time.
 *
 * @param now milliseconds since 1970
 */
export const daysUntil = (now: () => number) =>
  defineFunction({
    name: "days_until",
    summary: "Counts the whole days until a time",
    description:
      "Counts the whole days from now until a time, rounded down: 0 within the last day, negative once it has passed. Made for checks and outputs: `provider::hunt::days_until(hunt_api_token.ci.expires_at) > 30`.\n\nTerraform wants a function to give the same in plan and apply, and what this one gives changes once a day. Where a plan may be applied on another day, count from the time of the plan: `days_until(…, plantimestamp())`.",
    parameters: [
      {
        name: "timestamp",
        type: "string",
        description:
          "The time, as RFC 3339 writes it: `2027-03-31T09:30:00Z`. A day alone is its beginning in UTC.",
      },
    ],
    variadic: {
      name: "from",
      type: "string",
      description: "From when to count, written likewise; now unless told.",
    },
    returns: "number",
    call(timestamp, ...from) {
      if (from.length > 1)
        throw new FunctionError("There is one time to count until and one to count from.", 2);
      const [until, since] = [timestamp, ...from].map(requireInstant);
      return daysLeft(toIso(until!), since ?? now());
    },
  });

function requireInstant(timestamp: string, position: number): number {
  const instant = parseInstant(timestamp);
  if (instant !== null) return instant;
  throw new FunctionError(
    `"${escapeToSingleLine(timestamp, 80)}" is no time. Write one as RFC 3339 does, such as 2027-03-31T09:30:00Z.`,
    position,
  );
}
