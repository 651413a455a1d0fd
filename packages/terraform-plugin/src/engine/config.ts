import { conform } from "../cty/convert.js";
import { isNumberString, formatNumber, parseNumber } from "../cty/decimal.js";
import type { Path } from "../cty/path.js";
import { type CtyType, getPartType } from "../cty/type.js";
import { isNumber, isRecord, type Members } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import type { ProviderServer } from "../framework/server.js";
import { ProviderClient } from "./client.js";
import { ProviderError, throwIfFailed } from "./errors.js";
import type { BlockSchema } from "./schema.js";

/**
 * Creates a configuration from arguments, with Terraform's conversions: `5` is accepted for `"5"`, and
 * `"true"` for `true`.
 *
 * @param written the arguments as in JSON. They can contain `unknown`.
 * @throws {ProviderError} with all arguments that the schema does not have, and all values of a wrong type
 */
export function toConfig(schema: BlockSchema, written: Readonly<Record<string, unknown>>): Members {
  const { value, mismatches } = conform(convertLikeTerraform(written, schema.type), schema.type);
  if (mismatches.length > 0)
    throw new ProviderError(mismatches.map(({ path, problem }) => toDiagnostic(path, problem)));
  return value as Members;
}

function toDiagnostic(path: Path, problem: string): Diagnostic {
  const name = path.findLast((step) => typeof step === "string");
  return problem.startsWith("is not")
    ? {
        severity: "error",
        path,
        summary: "Unsupported argument",
        detail: `An argument named "${name}" is not expected here. Check its spelling.`,
      }
    : {
        severity: "error",
        path,
        summary: "Incorrect attribute value type",
        detail: `Inappropriate value for attribute "${name}": ${problem}.`,
      };
}

function convertLikeTerraform(value: unknown, type: CtyType): unknown {
  if (type === "string" && isNumber(value)) return formatNumber(value);
  if (type === "string") return typeof value === "boolean" ? String(value) : value;
  if (type === "number")
    return typeof value === "string" && isNumberString(value) ? parseNumber(value) : value;
  if (type === "bool") return value === "true" || value === "false" ? value === "true" : value;
  if (type === "dynamic") return value;
  if (Array.isArray(value))
    return value.map((part, index) => convertLikeTerraform(part, getPartType(type, index)));
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, convertLikeTerraform(part, getPartType(type, key))]),
      )
    : value;
}

/**
 * Validates the configuration of a provider, and configures it.
 *
 * @param written the arguments of the `provider` block as in JSON
 * @throws {ProviderError} with all errors
 */
export async function connect(
  server: ProviderServer,
  written: Readonly<Record<string, unknown>>,
): Promise<{ client: ProviderClient; warnings: Diagnostic[] }> {
  const client = new ProviderClient(server);
  const config = toConfig((await client.schema()).provider, written);
  const warnings = [
    ...throwIfFailed(await client.validateProvider(config)),
    ...throwIfFailed(await client.configure(config)),
  ];
  return { client, warnings };
}
