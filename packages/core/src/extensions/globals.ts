import type { ExtensionGlobalVariable } from "../models/extension-global-variable.js";
import type { Declaration } from "./declaration.js";

/** A variable that HUNT lacks, with the default of the first extension that declares it. */
export type NewVariable = Required<Pick<Declaration, "name" | "type" | "default">> & {
  /** The file of that extension. */
  path: string | undefined;
};

/** The variables with a default that HUNT lacks (the vendor's `Import-ICExtension`). */
export function listMissingVariables(
  declared: readonly { globals: readonly Declaration[]; path: string | undefined }[],
  existing: readonly ExtensionGlobalVariable[],
): NewVariable[] {
  const names = new Set(existing.map(({ name }) => name));
  const missing: NewVariable[] = [];
  for (const { globals, path } of declared) {
    for (const { name, type, secret, default: value } of globals) {
      if (value === undefined || names.has(name)) continue;
      names.add(name);
      missing.push({ name, type: secret ? "secret" : type, default: value, path });
    }
  }
  return missing;
}
