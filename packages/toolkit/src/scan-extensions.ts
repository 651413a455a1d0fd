import type { HuntClient, Rows } from "@huntkit/core";
import { requireDeclaredArguments, resolveAll } from "@huntkit/core/internal";

/** The extensions that run with a scan. */
export interface ScanExtensions {
  readonly ids: readonly string[];
  /** Names of those that act on hosts, such as "Host Isolation". */
  readonly responses: readonly string[];
}

/** Returns whether an extension can act on hosts. Only the type `collection` is known not to. */
export function isResponse({ type }: Pick<Rows.Extension, "type">): boolean {
  return type !== "collection";
}

/**
 * Finds the extensions of a scan. A scan with one that acts on hosts changes them, so the caller must be allowed to.
 *
 * @param wanted names or IDs
 * @throws {HuntInputError} `input: "extension"` if an extension does not exist, or its name is ambiguous; `input:
 *   "args"` if it requires an argument
 */
export async function findScanExtensions(
  { extensions }: Pick<HuntClient, "extensions">,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<ScanExtensions> {
  const found = await resolveAll(extensions, "extension", wanted, { fields: ["type"], signal });
  await Promise.all(
    found.map((extension) => requireDeclaredArguments(extensions, extension, {}, { signal })),
  );
  const responses = found.filter(isResponse).map(({ id, name }) => name ?? id);
  return { ids: found.map(({ id }) => id), responses };
}
