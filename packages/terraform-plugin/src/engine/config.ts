import { conform, type Mismatch } from "../cty/convert.js";
import { isNumberString, formatNumber, parseNumber } from "../cty/decimal.js";
import type { Path } from "../cty/path.js";
import { type CtyType, getPartType } from "../cty/type.js";
import { isNumber, isRecord, type Members } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import type { ProviderServer } from "../framework/server.js";
import { ProviderClient, type Suggest } from "./client.js";
import { ProviderError, throwIfFailed } from "./errors.js";
import type { BlockSchema } from "./schema.js";

/**
 * Creates a configuration from arguments, with Terraform's conversions: `5` is accepted for `"5"`, and
 * `"true"` for `true`.
 *
 * @param written the arguments as in JSON. They can contain `unknown`.
 * @throws {ProviderError} with all arguments that the schema does not have, and all values of a wrong type
 */
export function toConfig(
  schema: BlockSchema,
  written: Readonly<Record<string, unknown>>,
  suggest: Suggest = () => "Check its spelling.",
): Members {
  const { value, mismatches } = conform(convertLikeTerraform(written, schema.type), schema.type);
  if (mismatches.length > 0)
    throw new ProviderError(mismatches.map((mismatch) => toDiagnostic(mismatch, schema.type, suggest)));
  return value as Members;
}

function toDiagnostic({ path, problem }: Mismatch, type: CtyType, suggest: Suggest): Diagnostic {
  const name = String(path.findLast((step) => typeof step === "string"));
  return problem.startsWith("is not")
    ? {
        severity: "error",
        path,
        summary: "Unsupported argument",
        detail: [
          `An argument named "${name}" is not expected here.`,
          suggest(name, listMembers(type, path.slice(0, -1))),
        ]
          .filter(Boolean)
          .join(" "),
      }
    : {
        severity: "error",
        path,
        summary: "Incorrect attribute value type",
        detail: `Inappropriate value for attribute "${name}": ${problem}.`,
      };
}

/** Returns the names of the attributes of the object at a path. */
function listMembers(type: CtyType, path: Path): string[] {
  const inner = path.reduce<CtyType>(
    (outer, step) => (typeof outer === "string" ? outer : getPartType(outer, step)),
    type,
  );
  return typeof inner === "object" && inner[0] === "object" ? Object.keys(inner[1]) : [];
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
  client = new ProviderClient(server),
): Promise<{ client: ProviderClient; warnings: Diagnostic[] }> {
  const config = toConfig((await client.schema()).provider, written, client.suggest);
  const warnings = [
    ...throwIfFailed(await client.validateProvider(config)),
    ...throwIfFailed(await client.configure(config)),
  ];
  return { client, warnings };
}
