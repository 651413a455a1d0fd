import { checkFields, parseYaml } from "../sources/parse-yaml.js";
import {
  createSourceErrors,
  toSourceFile,
  type SourceFile,
  type SourceInput,
} from "../sources/source-file.js";
import { ExtensionHeader } from "./header.js";

const opening = "--[=[";
export const closing = "]=]";

/** An extension, read and checked. `text` is the whole of it, which HUNT keeps as the `body` of its row. */
export interface ExtensionSource extends SourceFile {
  header: ExtensionHeader;
  /** The Lua below the header. */
  body: string;
}

/**
 * Reads an extension: a Lua script that begins with a YAML header between `--[=[` and `]=]`.
 *
 * @param source the script, or a file with it
 * @throws {HuntInputError} `input: "extension"`; `problem` is `header` where none is found, `yaml`, `field` or `empty`
 */
export async function parseExtension(source: SourceInput): Promise<ExtensionSource> {
  const file = toSourceFile(source);
  const { text } = file;
  const refuse = createSourceErrors("extension", file);
  if (!text.startsWith(opening)) {
    const isOld = /^\s*--\[\[/.test(text);
    const what = isOld
      ? "its header is one of 2019, between --[[ and ]]. Rewrite it as"
      : "it has no header. Begin it with";
    throw refuse("header", `${what} YAML between ${opening} and ${closing}.`);
  }
  const end = text.indexOf(closing);
  if (end < 0) throw refuse("header", `its header has no end. Write ${closing} below it.`);
  // From the first line on, so that the lines in errors are those of the file.
  const header = checkFields(
    ExtensionHeader,
    await parseYaml(text.slice(opening.length, end), refuse),
    refuse,
  );
  const body = text.slice(end + closing.length).trim();
  if (body === "") throw refuse("empty", "there is no Lua below its header.");
  return { ...file, header, body };
}
