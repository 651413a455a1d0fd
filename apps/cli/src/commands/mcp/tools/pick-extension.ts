import { requireDeclaredArguments } from "@huntkit/core/internal";
import { isResponse } from "@huntkit/toolkit";
import { UsageError } from "../../../program/errors.js";
import { findExtension } from "../../extension/find-extension.js";
import type { WriteKind } from "../flags.js";
import type { Call } from "../tool.js";

/** The vendor's extensions "Host Isolation" and "Host Isolation Restore", and others with such a name. */
const isolationName = /isolate|isolation/i;

/** An extension to run, as a preview shows it. */
interface PickedExtension {
  readonly id: string;
  readonly name: string | null;
}

/**
 * Returns the extension with a name or an ID.
 *
 * @param type only extensions of this type
 * @param args its arguments by name
 * @throws {UsageError} if there is none, or the user does not allow what it does
 * @throws {HuntInputError} `input: "args"` if its script does not declare these arguments
 */
export async function pickExtension(
  { client, allowed, signal }: Pick<Call, "client" | "allowed" | "signal">,
  wanted: string,
  type?: "response",
  args?: Readonly<Record<string, unknown>>,
): Promise<PickedExtension> {
  const extension = await findExtension(client, wanted, type, signal);
  if (isResponse(extension)) requireAllowed("responses", `The extension ${extension.id} is a response.`);
  if (isolationName.test(extension.name ?? ""))
    requireAllowed("isolation", `The extension ${extension.id} isolates hosts, or ends their isolation.`);
  await requireDeclaredArguments(client.extensions, extension, args, { signal });
  return { id: extension.id, name: extension.name ?? null };

  function requireAllowed(writes: WriteKind, why: string): void {
    if (allowed.has(writes)) return;
    throw new UsageError(
      `${why} The user does not allow that.`,
      `Nothing was started. The user can allow it with \`${writes}\` in \`--allow-writes\` of \`hunt mcp\`.`,
    );
  }
}
