import { findDifferences, isEqual, toExact } from "../cty/compare.js";
import { conform } from "../cty/convert.js";
import { formatPath } from "../cty/path.js";
import {
  getEntries,
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
 * Turns what a handler returned into a complete state: with every attribute, without write-only values, and without
 * unknown values. What is unusable is reported and becomes null, so that the rest can be saved.
 *
 * @param returned the handler's data
 * @param previous the planned state, or the state before. It provides `timeouts`, exact numbers, and whether an empty
 * value is
 *   written as null or as an empty collection.
 */
export function fromHandlerData(
  returned: unknown,
  previous: Members | null,
  schema: Schema,
  report: Report,
): Members {
  const timeouts = "timeouts" in schema.attributes ? { timeouts: previous?.["timeouts"] ?? null } : {};
  const { value, mismatches } = conform(
    isRecord(returned) ? { ...returned, ...timeouts } : returned,
    schema.type,
  );
  report.keepSecret(findSecrets(schema.attributes, value));
  for (const { path, problem } of mismatches)
    report.addError(
      path,
      "The provider gave an unusable value",
      `${formatPath(path)} ${problem}. ${mistake}`,
    );
  for (const path of findUnknownPaths(value))
    report.addError(
      path,
      "The provider left a value unknown",
      `${formatPath(path)} must be known by now. ${mistake}`,
    );
  const exact = toExact(removeUnknowns(value), previous, schema.type);
  return mapAttributes(
    schema.attributes,
    { config: null, prior: previous, value: exact },
    ({ attribute, path, prior, value: part }) => {
      if (attribute.writeOnly) return null;
      if (attribute.notNull && isNull(part) && !report.hasErrorAt(path)) {
        report.addError(
          path,
          "The provider left a value out",
          `${formatPath(path)} must have a value. ${mistake}`,
        );
      }
      // A value that only the provider sets has no configured form: a data source that finds nothing has an empty list.
      const isWritten = previous !== null && (attribute.required || attribute.optional);
      return isWritten && isEmpty(part) && isEmpty(prior) ? prior : part;
    },
  );
}

/**
 * Turns the state of a `PartialState` into a complete one. Attributes that it does not contain have their planned
 * value, or the prior one if the planned value is not known.
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

/** Reports where an applied state differs from the plan. Terraform would reject it with a less helpful message. */
export function reportUnplanned(planned: Members, applied: Members, schema: Schema, report: Report): void {
  for (const { path, planned: before, actual } of findDifferences(planned, applied, schema.type)) {
    const detail = isSecret(schema.attributes, path)
      ? "The value that was applied is not the one that was planned."
      : `${formatValue(before)} was planned, and ${formatValue(actual)} is what the API has now.`;
    report.addError(
      path,
      `${formatPath(path)} is not as planned`,
      `${detail} If the API writes the value in a form of its own, write that form in the configuration; else something changed it meanwhile: apply again.`,
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
        "The provider changed what was written",
        `${formatPath(path)} must stay as it is in the configuration. ${mistake}`,
      );
  });
}

/** Null, [], and {} are all empty. */
function isEmpty(value: Value): boolean {
  return value === null || ((Array.isArray(value) || isRecord(value)) && getEntries(value).length === 0);
}
