import type { HuntClient, Rows } from "@huntkit/core";
import { findByName } from "../../lists/find-by-name.js";

/** How to list the response extensions, as a sentence. */
export const listResponsesAdvice =
  "Run `hunt extension list --type response` to list the response extensions.";

/**
 * Returns the only response extension with a name or an ID, for these arguments.
 *
 * @throws {CommandError} if there is none, or more than one
 * @throws {HuntInputError} `input: "args"` if its script does not declare these arguments
 */
export async function findResponse(
  client: HuntClient,
  wanted: string,
  args: Readonly<Record<string, unknown>> | undefined,
  signal: AbortSignal,
): Promise<Rows.Extension> {
  const response = await findExtension(client, wanted, "response", signal);
  const { requireDeclaredArguments } = await import("@huntkit/core/internal");
  await requireDeclaredArguments(client.extensions, response, args, { signal });
  return response;
}

/**
 * Returns the lines that show the arguments of an extension before it runs. Empty if there are none.
 */
export function formatExtensionArguments(args: Readonly<Record<string, unknown>> | undefined): string[] {
  return args === undefined ? [] : [JSON.stringify(args)];
}

/**
 * Returns the only extension with a name or an ID, without its source.
 *
 * @param type only extensions of this type
 * @throws {CommandError} if there is none, or more than one
 */
export function findExtension(
  { extensions }: HuntClient,
  wanted: string,
  type: "response" | undefined,
  signal: AbortSignal,
): Promise<Rows.Extension> {
  const search = type
    ? { kind: "response extension", advice: listResponsesAdvice, where: { type } }
    : { kind: "extension", advice: "Run `hunt extension list` to list the extensions." };
  return findByName(extensions, wanted, { ...search, fields: ["name", "type"] }, signal);
}
