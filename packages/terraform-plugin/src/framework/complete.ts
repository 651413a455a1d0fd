import { conform } from "../cty/conform.js";
import { differences } from "../cty/differences.js";
import { Dynamic } from "../cty/dynamic.js";
import { toExact } from "../cty/javascript.js";
import { showPath } from "../cty/path.js";
import { isUnknown } from "../cty/unknown.js";
import { equal, isNull, mapParts, unknownPaths, type Members, type Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import { mistake, type Report } from "./report.js";
import type { Schema } from "./schema.js";
import { isSecret, secretsOf } from "./secrets.js";
import { show } from "./show.js";
import { eachAttribute, mapAttributes } from "./tree.js";

/**
 * Makes a whole state of what a handler gave: every attribute is there, write-only values are not, and nothing is unknown.
 * What a handler gave amiss is reported and becomes null, so that the rest can be saved.
 *
 * @param given the handler's data
 * @param previous what was planned, or what was: gives `timeouts`, exact numbers, and whether nothing is written as null or as empty
 */
export function complete(given: unknown, previous: Members | null, schema: Schema, report: Report): Members {
  const timeouts = "timeouts" in schema.attributes ? { timeouts: previous?.["timeouts"] ?? null } : {};
  const { value, complaints } = conform(isRecord(given) ? { ...given, ...timeouts } : given, schema.type);
  report.keepSecret(secretsOf(schema.attributes, value));
  for (const { path, problem } of complaints)
    report.addError(path, "The provider gave an unusable value", `${showPath(path)} ${problem}. ${mistake}`);
  for (const path of unknownPaths(value))
    report.addError(
      path,
      "The provider left a value unknown",
      `${showPath(path)} must be known by now. ${mistake}`,
    );
  return mapAttributes(
    schema.attributes,
    { config: null, prior: previous, value: toExact(withoutUnknowns(value), previous, schema.type) },
    ({ attribute, path, prior, value: part }) => {
      if (attribute.writeOnly) return null;
      if (attribute.notNull && isNull(part) && !report.hasErrorAt(path)) {
        report.addError(
          path,
          "The provider left a value out",
          `${showPath(path)} must have a value. ${mistake}`,
        );
      }
      // What only the provider gives, nobody wrote in another form: a data source that finds nothing has an empty list.
      const isWritten = previous !== null && (attribute.required || attribute.optional);
      return isWritten && isEmpty(part) && isEmpty(prior) ? prior : part;
    },
  );
}

/** Reports where an applied state is not what was planned: Terraform would refuse it in words that help nobody. */
export function comparePlanned(planned: Members, applied: Members, schema: Schema, report: Report): void {
  for (const { path, planned: before, actual } of differences(planned, applied, schema.type)) {
    const detail = isSecret(schema.attributes, path)
      ? "The value that was applied is not the one that was planned."
      : `${show(before)} was planned, and ${show(actual)} is what the API has now.`;
    report.addError(
      path,
      `${showPath(path)} is not as planned`,
      `${detail} If the API writes the value in a form of its own, write that form in the configuration; else something changed it meanwhile: apply again.`,
    );
  }
}

/** Null, [] and {} all say that there is nothing. */
function isEmpty(value: Value): boolean {
  if (isUnknown(value)) return false;
  return (
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0)
  );
}

/** A value with null for all that is unknown in it. */
export function withoutUnknowns(value: Value): Value {
  if (isUnknown(value)) return null;
  if (value instanceof Dynamic) return new Dynamic(value.type, withoutUnknowns(value.value));
  return mapParts(value, withoutUnknowns);
}

/** Reports where what was looked up or opened contradicts what the user wrote. */
export function compareConfig(config: Members, result: Members, schema: Schema, report: Report): void {
  eachAttribute(
    schema.attributes,
    { config, prior: null, value: result },
    ({ path, attribute, config: written, value }) => {
      if (attribute.nested || attribute.writeOnly || isNull(written)) return;
      if (!equal(written, value, attribute.type))
        report.addError(
          path,
          "The provider changed what was written",
          `${showPath(path)} must stay as it is in the configuration. ${mistake}`,
        );
    },
  );
}
