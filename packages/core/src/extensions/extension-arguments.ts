import type { Extension } from "@huntkit/catalog";
import { isHuntError } from "../errors/any-hunt-error.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { suggestNames } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { CallOptions } from "../http/request.js";
import type { ExtensionCollection } from "../models/extension-collection.js";
import { parseExtension } from "./extension-file.js";
import type { Declaration } from "./extension-header.js";

/**
 * Requires that the arguments of an extension are those that the header of its script declares. HUNT starts the
 * extension with any others, and the script does not see them. The check is skipped if HUNT does not return the
 * script, because the isolation of a host must not depend on it, or if its header cannot be parsed.
 *
 * @param args values by name. Default: none.
 * @throws {HuntInputError} `input: "args"`; `problem` is `unknown`, `type`, or `missing`
 */
export async function requireDeclaredArguments(
  extensions: ExtensionCollection,
  extension: Pick<Extension, "id" | "name">,
  args: Readonly<Record<string, unknown>> = {},
  options: CallOptions = {},
): Promise<void> {
  if (typeof args !== "object" || args === null || Array.isArray(args))
    throw new HuntInputError("args", "type", "args: must be an object of values by name.");
  const declared = await findDeclaredArguments(extensions, extension.id, options);
  if (declared) checkArguments(args, declared, `"${escapeToSingleLine(extension.name ?? extension.id, 80)}"`);
}

async function findDeclaredArguments(
  extensions: ExtensionCollection,
  id: string,
  options: CallOptions,
): Promise<readonly Declaration[] | null> {
  try {
    const { body } = await extensions.latestVersion(id, options);
    const { header } = await parseExtension(body ?? "");
    return header.args;
  } catch (error) {
    if (isHuntError(error)) return null;
    throw error;
  }
}

function checkArguments(
  args: Readonly<Record<string, unknown>>,
  declared: readonly Declaration[],
  extension: string,
): void {
  const names = declared.map(({ name }) => name);
  for (const [name, value] of Object.entries(args)) {
    const declaration = declared.find((each) => each.name === name);
    if (!declaration) throw createUnknownArgumentError(name, names, extension);
    if (value !== undefined) requireType(value, declaration, extension);
  }
  const missing = declared.find(({ name, required, default: value }) => {
    return required && value === undefined && args[name] === undefined;
  });
  if (!missing) return;
  const shown = escapeToSingleLine(missing.name, 80);
  const sentence = `args: missing required argument "${shown}" of ${extension}.`;
  throw new HuntInputError("args", "missing", `${sentence} Its type is ${missing.type}.`);
}

function createUnknownArgumentError(
  name: string,
  names: readonly string[],
  extension: string,
): HuntInputError {
  const sentence = `args: unknown argument "${escapeToSingleLine(name, 80)}" of ${extension}.`;
  const advice =
    names.length === 0 ? "The extension has no arguments." : suggestNames(name, names, "Arguments");
  return new HuntInputError("args", "unknown", `${sentence} ${advice}`);
}

function requireType(value: unknown, { name, type, secret }: Declaration, extension: string): void {
  const expected = type === "secret" ? "string" : type;
  const isValid = typeof value === expected && (typeof value !== "number" || Number.isFinite(value));
  if (isValid) return;
  const given = secret ? "" : `, not ${escapeToSingleLine(JSON.stringify(value) ?? typeof value, 80)}`;
  const subject = `args: "${escapeToSingleLine(name, 80)}" of ${extension}`;
  throw new HuntInputError("args", "type", `${subject} must be a ${expected}${given}.`);
}
