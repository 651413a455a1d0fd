import { createHash } from "node:crypto";
import type { Collection, LatestVersion, Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { isUuid } from "@huntkit/core/internal";
import { type Path, AttributeError } from "@huntkit/terraform-plugin";

/**
 * Returns the body of an object for its state. The known body is kept if HUNT's differs only in line ends and
 * trailing whitespace, which Git and editors change, and if HUNT does not return a body.
 *
 * @param known the body in the state. Undefined if there is none.
 */
export function toBody({ body }: LatestVersion, known: string | undefined): string {
  if (typeof body !== "string") return known ?? "";
  return known !== undefined && normalizeBody(known) === normalizeBody(body) ? known : body;
}

/** Returns the SHA-256 of a string in hexadecimal digits. */
export function sha256(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}

function normalizeBody(text: string): string {
  return text
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
}

/**
 * Returns a GUID in the form for comparisons. Null if it is not a GUID, undefined if HUNT does not return
 * one.
 */
export function normalizeGuid(guid: string | null | undefined): string | null | undefined {
  if (guid === undefined) return undefined;
  const plain = guid?.trim().toLowerCase() ?? "";
  return isUuid(plain) ? plain : null;
}

/**
 * Plans a replacement if the GUID changes or is not known yet, because another GUID identifies another
 * object. A GUID can be added to an object without one.
 */
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
 * Throws if an object with this GUID or name already exists in HUNT. A GUID distinguishes the versions of one
 * source from other sources, and a name identifies a flag (vendor docs).
 *
 * @param where the condition that finds the objects with this GUID or name
 * @param words the attribute, the type of object, and what it has in common with the other one
 * @throws {AttributeError} if there is one. The error explains how to import it.
 */
export async function requireNew<T extends Row>(
  rows: Collection<T>,
  where: Parameters<Collection<T>["count"]>[0],
  { noun, path, what }: { noun: string; path: Path; what: "GUID" | "name" },
  signal?: AbortSignal,
): Promise<void> {
  const [other] = await rows.list({ ...(where && { where }), limit: 1 }, { signal }).toArray();
  if (!other) return;
  throw createExistsError(other, { noun, path, what });
}

/** Creates the error for an object that has the same GUID or name as one in HUNT. It explains how to import that. */
export function createExistsError(
  other: object,
  { noun, path, what }: { noun: string; path: Path; what: "GUID" | "name" },
): AttributeError {
  const { id, name } = other as { id?: unknown; name?: unknown };
  return new AttributeError(
    path,
    `This ${noun} already exists`,
    `"${escapeToSingleLine(String(name))}" has the same ${what}. Import it (ID ${escapeToSingleLine(String(id), 80)}), or use a different ` +
      `${what}. If it is in the state under another address, use a moved block.`,
  );
}
