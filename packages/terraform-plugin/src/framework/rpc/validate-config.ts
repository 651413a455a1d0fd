import { isEqual } from "../../cty/compare.js";
import { isExactInJavaScript } from "../../cty/decimal.js";
import { formatPath, type Path } from "../../cty/path.js";
import {
  isNumber,
  getEntries,
  isNull,
  isWhollyKnown,
  type Members,
  formatValue,
  toJavaScript,
  type Value,
} from "../../cty/value.js";
import type { Attribute, Attributes, Problem } from "../attribute.js";
import type { ValidateContext } from "../context.js";
import type { Report } from "../diagnostics.js";
import type { Catalog, Described } from "../schema.js";
import { isSecret } from "../secrets.js";
import { type AttributeValue, visitAttributes } from "../walk-attributes.js";
import { hasCapability } from "../wire.js";
import { type Call, findDefinition, type Handler, type Handlers, readObject } from "./call.js";

interface Validated extends Described {
  name: string;
  validate?(config: Record<string, unknown>, context: ValidateContext): void | Promise<void>;
}

/** Validates the configurations of the provider, and of everything that it offers. */
export function validateConfigHandlers<Client>(): Handlers<Client> {
  return {
    ValidateProviderConfig: async (call) => {
      const { session, catalogs, report } = call;
      const config = readObject(call, "config", catalogs.provider) ?? {};
      validateConfig(catalogs.provider.attributes, config, report);
      if (!report.failed) await session.provider.validate?.(toJavaScript(config) as Members, report);
      return {};
    },
    ValidateResourceConfig: validateType(({ resources }) => resources),
    ValidateDataResourceConfig: validateType(({ dataSources }) => dataSources),
    ValidateEphemeralResourceConfig: validateType(({ ephemerals }) => ephemerals),
  };
}

function validateType<Client, T extends Validated>(
  catalogOf: (catalogs: Call<Client>["catalogs"]) => Catalog<T>,
): Handler<Client> {
  return async (call) => {
    const { request, catalogs, report } = call;
    const { definition, schema } = findDefinition(call, catalogOf(catalogs));
    const config = readObject(call, "config", schema) ?? {};
    const allowsWriteOnly = hasCapability(request["client_capabilities"], "write_only_attributes_allowed");
    validateConfig(schema.attributes, config, report, allowsWriteOnly);
    if (!report.failed) await definition.validate?.(toJavaScript(config) as Members, report);
    return {};
  };
}

/**
 * Checks a configuration against its attributes, and reports everything that is wrong. Unknown values are
 * checked when they are known.
 *
 * @param allowsWriteOnly whether the engine supports write-only attributes
 */
function validateConfig(
  attributes: Attributes,
  config: Members,
  report: Report,
  allowsWriteOnly = false,
): void {
  visitAttributes<Attribute>(attributes, config, (place) =>
    validateAttribute(place, report, isSecret(attributes, place.path), allowsWriteOnly),
  );
}

function validateAttribute(
  { path, attribute, value }: AttributeValue<Attribute>,
  report: Report,
  isHidden: boolean,
  allowsWriteOnly: boolean,
): void {
  const name = formatPath(path);
  if (isNull(value)) {
    if (attribute.required)
      report.addError(
        path,
        `Missing required argument ${name}`,
        `"${name}" is required. ${attribute.description}`,
      );
    return;
  }
  if (!attribute.required && !attribute.optional) {
    report.addError(
      path,
      `Cannot set ${name}`,
      `The provider sets "${name}". Remove it from the configuration.`,
    );
    return;
  }
  if (attribute.writeOnly && !allowsWriteOnly) {
    report.addError(
      path,
      `Unsupported write-only argument ${name}`,
      `"${name}" is write-only: it is never stored in a plan or state. Use Terraform 1.11, OpenTofu 1.11, or newer.`,
    );
    return;
  }
  checkParts(value, attribute, path, report);
  if (!isWhollyKnown(value) || report.hasErrorAt(path)) return;
  for (const { detail, code } of findProblems(attribute, toJavaScript(value), path, isHidden))
    report.addError(path, `Invalid ${name}`, detail, code);
}

/** Checks what handlers rely on: no element is null, and JavaScript can hold every number exactly. */
function checkParts(value: Value, attribute: Attribute, path: Path, report: Report): void {
  const { type } = attribute;
  if (isNumber(value) && !isExactInJavaScript(value)) {
    report.addError(
      path,
      `Invalid ${formatPath(path)}`,
      "The provider cannot store this number exactly. " +
        `Use an integer of at most ${Number.MAX_SAFE_INTEGER}, or a number with at most 15 digits.`,
    );
  }
  if (typeof type === "string" || (type[0] !== "list" && type[0] !== "set" && type[0] !== "map")) return;
  for (const [key, part] of getEntries(value)) {
    const partPath = [...path, key];
    if (part === null)
      report.addError(partPath, `Invalid ${formatPath(partPath)}`, "The element is null. Remove it.");
    else if (!attribute.nested) checkParts(part, { ...attribute, type: type[1] }, partPath, report);
  }
}

function findProblems(
  { oneOf, type, validators }: Attribute,
  value: Value,
  path: Path,
  isHidden: boolean,
): Problem[] {
  if (oneOf && !oneOf.some((allowed) => isEqual(allowed, value, type))) {
    const shown = isHidden ? "This value" : formatValue(value);
    return [{ detail: `${shown} is not valid. Use one of ${oneOf.map(formatValue).join(", ")}.` }];
  }
  return validators
    .map((validator) => validator(value, path))
    .filter((problem) => problem !== undefined)
    .map((problem) => (typeof problem === "string" ? { detail: problem } : problem));
}
