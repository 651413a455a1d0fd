import { conform } from "../cty/conform.js";
import { parseNumber, isNumberText, numberText } from "../cty/decimal.js";
import type { Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import { isNumber, partType, type Members } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import { ProviderFailed } from "./errors.js";
import type { BlockSchema } from "./schema.js";

/**
 * Makes a configuration of what is written, converting as Terraform does: `5` may stand for `"5"`, and `"true"` for `true`.
 *
 * @param written the arguments, as from JSON; may hold `unknown`
 * @throws {ProviderFailed} for arguments that the schema does not have, and for values of a wrong type, all at once
 */
export function toConfig(schema: BlockSchema, written: Readonly<Record<string, unknown>>): Members {
  const { value, complaints } = conform(convert(written, schema.type), schema.type);
  if (complaints.length > 0)
    throw new ProviderFailed(complaints.map(({ path, problem }) => diagnostic(path, problem)));
  return value as Members;
}

function diagnostic(path: Path, problem: string): Diagnostic {
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

function convert(value: unknown, type: CtyType): unknown {
  if (type === "string")
    return isNumber(value) ? numberText(value) : typeof value === "boolean" ? String(value) : value;
  if (type === "number") return typeof value === "string" && isNumberText(value) ? parseNumber(value) : value;
  if (type === "bool") return value === "true" ? true : value === "false" ? false : value;
  if (type === "dynamic") return value;
  if (Array.isArray(value)) return value.map((part, index) => convert(part, partType(type, index)));
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, convert(part, partType(type, key))]),
      )
    : value;
}
