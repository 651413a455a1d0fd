import { HuntInputError } from "../errors/hunt-error.js";
import type { Extension } from "../models/extension.js";
import { escapeToSingleLine } from "../text.js";
import type { TaskClient } from "./hunt.js";
import { resolveAll } from "./resolve.js";
import type { ScanExtension } from "./scan-options.js";

/** An extension to run, by its id or name; with arguments or a place in the order of all where that matters. */
export type ExtensionChoice =
  | string
  | (Omit<ScanExtension, "id"> & {
      /** Its id, or its name. */
      extension: string;
    });

/**
 * Turns extensions by id or name into what HUNT takes. They run in the order in which they stand, unless told.
 *
 * @param type the only type that is of use here; any unless told
 * @throws {HuntInputError} `input: "extension"`; `problem` is `unknown`, `ambiguous`, `empty`, or `type`
 */
export async function resolveExtensions(
  { extensions }: TaskClient,
  choices: readonly ExtensionChoice[],
  { type, signal }: { type?: "response"; signal?: AbortSignal | undefined } = {},
): Promise<ScanExtension[]> {
  const wanted = choices.map((choice) => (typeof choice === "string" ? { extension: choice } : choice));
  const found = await resolveAll(
    extensions,
    "extension",
    wanted.map(({ extension }) => extension),
    { fields: ["type"], signal },
  );
  return found.map((extension, index) => {
    const { extension: _, ...rest } = wanted[index]!;
    if (type && extension.type !== type) throw createWrongTypeError(extension, type);
    return { order: index, ...rest, id: extension.id };
  });
}

function createWrongTypeError({ name, type }: Extension, wanted: string): HuntInputError {
  return new HuntInputError(
    "extension",
    "type",
    `extension: "${escapeToSingleLine(name ?? "", 80)}" is of type ${escapeToSingleLine(String(type), 80)}, not ${wanted}. A scan runs it: name it in extensions of scanTarget or scanTargetGroup.`,
  );
}
