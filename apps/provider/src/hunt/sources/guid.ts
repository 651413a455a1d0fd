import { isUuid, escapeToSingleLine, type Collection, type Row } from "@huntkit/core";
import { type Path, AttributeError } from "@huntkit/terraform-plugin";

/** A GUID as it is compared; null for a text that is none, undefined where HUNT does not tell. */
export function plainGuid(guid: string | null | undefined): string | null | undefined {
  if (guid === undefined) return undefined;
  const plain = guid?.trim().toLowerCase() ?? "";
  return isUuid(plain) ? plain : null;
}

/** Another GUID, or one that is not known yet, means another object: then the present one is replaced. One that has none yet may get one. */
export function replaceForGuid({
  prior,
  planned,
  requiresReplace,
}: {
  prior: { guid: string | null } | null;
  planned: { guid: unknown };
  requiresReplace: Path[];
}): void {
  if (prior?.guid && planned.guid !== prior.guid) requiresReplace.push(["guid"]);
}

/**
 * Makes sure that HUNT has no object with this GUID yet: GUIDs tell versions of one source from other sources (vendor).
 *
 * @param where the condition that finds those which have it
 * @throws {AttributeError} that says how to import it
 */
export async function requireNewGuid<T extends Row>(
  rows: Collection<T>,
  where: Parameters<Collection<T>["count"]>[0],
  { noun, path }: { noun: string; path: Path },
  signal?: AbortSignal,
): Promise<void> {
  const [other] = await rows.list({ ...(where && { where }), limit: 1 }, { signal }).toArray();
  if (!other) return;
  const { id, name } = other as { id: unknown; name?: unknown };
  throw new AttributeError(
    path,
    `HUNT has this ${noun} already`,
    `"${escapeToSingleLine(String(name))}" has the same GUID. Import it (its id is ${String(id)}), or give this one a GUID of its own.`,
  );
}
