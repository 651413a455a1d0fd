import { toJavaScript } from "../cty/javascript.js";
import type { Path } from "../cty/path.js";
import { equal, isNull, isWhollyKnown, type Members, type Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import type { Attribute, Attributes } from "./attribute.js";
import type { Report } from "./report.js";
import { isSecret } from "./secrets.js";
import { show } from "./show.js";
import { eachAttribute, type Place } from "./tree.js";

/**
 * Checks a configuration against its attributes and reports all complaints at once. Unknown values are checked when they
 * are known.
 *
 * @param writeOnlyAllowed whether the engine that asks knows write-only attributes
 */
export function validateConfig(
  attributes: Attributes,
  config: Members,
  report: Report,
  writeOnlyAllowed = false,
): void {
  const validate = (inner: Attributes, object: Value, at: Path): void =>
    eachAttribute(
      inner,
      { config: object, prior: null, value: object },
      (place) => {
        const {
          path,
          attribute: { nested },
          value,
        } = place;
        validateAttribute(place, report, isSecret(attributes, path), writeOnlyAllowed);
        if (nested?.nesting === "set" && Array.isArray(value))
          (value as Value[])
            .filter(isRecord)
            .forEach((element, index) => validate(nested.attributes, element, [...path, index]));
      },
      at,
    );
  validate(attributes, config, []);
}

function validateAttribute(
  { path, attribute, value }: Place,
  report: Report,
  secret: boolean,
  writeOnlyAllowed: boolean,
): void {
  const name = path.at(-1);
  if (isNull(value)) {
    if (attribute.required)
      report.addError(path, `Missing ${name}`, `"${name}" is required: ${attribute.description}`);
    return;
  }
  if (!attribute.required && !attribute.optional) {
    report.addError(
      path,
      `${name} cannot be set`,
      `"${name}" is given by the provider. Remove it from the configuration.`,
    );
    return;
  }
  if (attribute.writeOnly && !writeOnlyAllowed) {
    report.addError(
      path,
      `${name} needs a newer engine`,
      `"${name}" is write-only: never kept in plan or state. That needs Terraform 1.11 or OpenTofu 1.11, or newer.`,
    );
    return;
  }
  checkParts(value, attribute, path, report);
  if (!isWhollyKnown(value) || report.hasErrorAt(path)) return;
  for (const problem of problems(attribute, toJavaScript(value), path, secret))
    report.addError(path, `Invalid ${name}`, /[.?!]$/.test(problem) ? problem : `${problem}.`);
}

/** What handlers rely on: no element is null, and every whole number is one of JavaScript's. */
function checkParts(value: Value, attribute: Attribute, path: Path, report: Report): void {
  const { type } = attribute;
  if (typeof value === "bigint") {
    report.addError(
      path,
      `Invalid ${path.find((step) => typeof step === "string")}`,
      `The provider cannot keep so large a number. Write one of at most ${Number.MAX_SAFE_INTEGER}.`,
    );
  }
  if (typeof type === "string" || (type[0] !== "list" && type[0] !== "set" && type[0] !== "map")) return;
  for (const [key, part] of Array.isArray(value)
    ? [...(value as Value[]).entries()]
    : Object.entries(isRecord(value) ? value : {})) {
    const partPath = [...path, key];
    if (part === null)
      report.addError(
        partPath,
        `Invalid ${path.at(-1)}`,
        `The element at ${JSON.stringify(key)} is null. Leave it out instead.`,
      );
    else if (!attribute.nested) checkParts(part, { ...attribute, type: type[1] }, partPath, report);
  }
}

function problems(
  { oneOf, type, validators }: Attribute,
  value: Value,
  path: Path,
  secret: boolean,
): string[] {
  if (oneOf && !oneOf.some((allowed) => equal(allowed, value, type))) {
    return [
      `${secret ? "This value" : show(value)} is not allowed. Write one of ${oneOf.map(show).join(", ")}`,
    ];
  }
  return validators.map((validator) => validator(value, path)).filter((problem) => problem !== undefined);
}
