import { findDifferences, isEqual, toExact } from "../cty/compare.js";
import { conform, formatMismatch } from "../cty/convert.js";
import { formatPath } from "../cty/path.js";
import {
  getEntries,
  isJavaScriptOf,
  isNull,
  isRecord,
  isWhollyKnown,
  type Members,
  formatValue,
  toJavaScript,
  findUnknownPaths,
  type Value,
  removeUnknowns,
} from "../cty/value.js";
import type { Attributes } from "./attribute.js";
import { mistake, type Report } from "./diagnostics.js";
import type { Schema } from "./schema.js";
import { isSecret, findSecrets } from "./secrets.js";
import { mapAttributes, visitSides } from "./walk-attributes.js";

/** Returns a resource's values as its handlers see them: without `timeouts`, and with JavaScript numbers. */
export function toHandlerData(members: Members): Members {
  const { timeouts: _, ...own } = members;
  return toJavaScript(own) as Members;
}

/** Returns the configuration as handlers see it: with defaults, and with JavaScript numbers. */
export function toSettings(attributes: Attributes, config: Members): Members {
  const sides = { config, prior: null, value: config };
  const settings = mapAttributes(attributes, sides, ({ attribute, value }) =>
    isNull(value) ? attribute.default : value,
  );
  return toJavaScript(settings) as Members;
}

/**
 * Turns what a handler returned into a complete state: with every attribute, without write-only values, and
 * without unknown values. Invalid values are reported and become null. The rest can then be saved.
 *
 * @param returned the handler's data
 * @param previous the planned state, or the prior state. It provides `timeouts`, exact numbers, and whether
 *   an empty value is written as null or as an empty collection.
 */
export function fromHandlerData(
  returned: unknown,
  previous: Members | null,
  schema: Schema,
  report: Report,
): Members {
  const timeouts = "timeouts" in schema.attributes ? { timeouts: previous?.["timeouts"] ?? null } : {};
  const data = isRecord(returned) ? { ...returned, ...timeouts } : returned;
  const isSame = previous !== null && isJavaScriptOf(data, previous) && isWhollyKnown(previous);
  const exact = isSame ? previous : toExactState(data, previous, schema, report);
  return mapAttributes(
    schema.attributes,
    { config: null, prior: previous, value: exact },
    ({ attribute, path, prior, value: part }) => {
      if (attribute.writeOnly) return null;
      if (attribute.notNull && isNull(part) && !report.hasErrorAt(path)) {
        report.addError(
          path,
          "The provider did not return a value",
          `${formatPath(path)} must not be null. ${mistake}`,
        );
      }
      // Only the user chooses between null and an empty collection: a data source without results returns an
      // empty list.
      const isWritten = previous !== null && (attribute.required || attribute.optional);
      return isWritten && isEmpty(part) && isEmpty(prior) ? prior : part;
    },
  );
}

/** Converts a handler's data to a value, without unknown values. Reports what is invalid. */
function toExactState(data: unknown, previous: Members | null, schema: Schema, report: Report): Value {
  const { value, mismatches } = conform(data, schema.type);
  report.keepSecret(findSecrets(schema.attributes, value));
  for (const mismatch of mismatches)
    report.addError(
      mismatch.path,
      "The provider returned an invalid value",
      `${formatMismatch(mismatch)}. ${mistake}`,
    );
  for (const path of findUnknownPaths(value))
    report.addError(
      path,
      "The provider returned an unknown value",
      `${formatPath(path)} must be known after the operation. ${mistake}`,
    );
  return toExact(removeUnknowns(value), previous, schema.type);
}

/**
 * Turns the state of a `PartialStateError` into a complete one. Attributes that it does not contain have their
 * planned value, or the prior one if the planned value is not known.
 */
export function fromPartialState(
  partial: Readonly<Record<string, unknown>>,
  planned: Members,
  prior: Members | null,
  schema: Schema,
  report: Report,
): Members {
  const known = Object.entries(planned).map(([name, value]) => [
    name,
    isWhollyKnown(value) ? value : (prior?.[name] ?? removeUnknowns(value)),
  ]);
  return fromHandlerData({ ...Object.fromEntries(known), ...partial }, planned, schema, report);
}

/**
 * Reports where an applied state differs from the plan. Terraform would reject it with a less helpful
 * message.
 */
export function reportUnplanned(planned: Members, applied: Members, schema: Schema, report: Report): void {
  for (const { path, planned: before, actual } of findDifferences(planned, applied, schema.type)) {
    const detail = isSecret(schema.attributes, path)
      ? "The applied value is not the planned value."
      : `The plan was ${formatValue(before)}, but the API returned ${formatValue(actual)}.`;
    report.addError(
      path,
      `Value of ${formatPath(path)} differs from the plan`,
      `${detail} If the API changes the format of the value, use its format in the configuration. ` +
        "Otherwise, the object was changed outside Terraform at the same time. Apply again.",
    );
  }
}

/** Reports where the result of a data source or an ephemeral resource contradicts the configuration. */
export function reportUnconfigured(config: Members, result: Members, schema: Schema, report: Report): void {
  const sides = { config, prior: null, value: result };
  visitSides(schema.attributes, sides, ({ path, attribute, config: written, value }) => {
    if (attribute.nested || attribute.writeOnly || isNull(written)) return;
    if (!isEqual(written, value, attribute.type))
      report.addError(
        path,
        "The provider changed a configured value",
        `${formatPath(path)} must have the value from the configuration. ${mistake}`,
      );
  });
}

/** Null, [], and {} are all empty. */
function isEmpty(value: Value): boolean {
  return value === null || ((Array.isArray(value) || isRecord(value)) && getEntries(value).length === 0);
}
