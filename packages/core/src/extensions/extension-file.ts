import { HuntInputError } from "../errors/hunt-error.js";
import { parseYaml } from "../sources/source-fields.js";
import { createIdentity, type TemplateDefaults } from "../sources/template-defaults.js";
import {
  createSourceErrors,
  readDirectory,
  type SourceFile,
  type SourceInput,
  toSourceFile,
} from "../sources/source-file.js";
import {
  checkHeader,
  type Declaration,
  type ExtensionHeader,
  extensionFiletype,
} from "./extension-header.js";

const opening = "--[=[";
const closing = "]=]";

/**
 * An extension that was parsed and checked. `text` is the complete script. HUNT stores it as the `body` of
 * its row.
 */
export interface ExtensionSource extends SourceFile {
  header: ExtensionHeader;
  /** The Lua code below the header. */
  body: string;
}

/**
 * Parses an extension: a Lua script that starts with a YAML header between `--[=[` and `]=]`.
 *
 * @param source the script, or a file that contains it
 * @throws {HuntInputError} `input: "extension"`; `problem` is `header` if there is none, `yaml`, `field`, or
 *   `empty`
 */
export async function parseExtension(source: SourceInput): Promise<ExtensionSource> {
  const file = toSourceFile(source);
  const { text } = file;
  const toInputError = createSourceErrors("extension", file);
  if (!text.startsWith(opening)) {
    const isOld = /^\s*--\[\[/.test(text);
    const what = isOld
      ? "the header has the format of 2019, between --[[ and ]]. Rewrite it as"
      : "the header is missing. Start the file with";
    throw toInputError("header", `${what} YAML between ${opening} and ${closing}.`);
  }
  const end = text.indexOf(closing);
  if (end < 0) throw toInputError("header", `the header is not closed. Add ${closing} below it.`);
  // The first line is included, which keeps the line numbers of errors correct.
  const header = checkHeader(await parseYaml(text.slice(opening.length, end), toInputError), toInputError);
  const body = text.slice(end + closing.length).trim();
  if (body === "") throw toInputError("empty", "there is no Lua code below the header.");
  return { ...file, header, body };
}

/**
 * Formats an extension, which {@link parseExtension} parses to the same values.
 *
 * @throws {HuntInputError} `input: "extension"`, `problem: "field"` if a string in the header contains `]=]`,
 *   which would end it
 */
export async function formatExtension({
  header,
  body,
}: {
  header: ExtensionHeader;
  body: string;
}): Promise<string> {
  const { stringify } = await import("yaml");
  const { name, filetype, type, description, author, guid, created, updated, globals, args } = header;
  const given = {
    name,
    filetype,
    type: type === "response" ? "Response" : "Collection",
    description,
    author,
    guid,
    created,
    updated,
  };
  const fields = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== ""),
  );
  const yaml = stringify(
    { ...fields, globals: globals.map(toHeaderEntry), args: args.map(toHeaderEntry) },
    { lineWidth: 0, indentSeq: false },
  );
  if (yaml.includes(closing))
    throw new HuntInputError(
      "extension",
      "field",
      `extension: a field of the header contains ${closing}, which would end the header. Remove it.`,
    );
  return `--[=[\n${yaml}${closing}\n\n${body.trim()}\n`;
}

/** Formats a declaration as in the vendor's public scripts, without default values. */
function toHeaderEntry({
  name,
  description,
  type,
  default: value,
  required,
  secret,
}: Declaration): Record<string, unknown> {
  return {
    [name]: {
      ...(description !== "" && { description }),
      type,
      ...(value !== undefined && { default: value }),
      required,
      ...(secret && type !== "secret" && { secret }),
    },
  };
}

const body = `local verbose = hunt.global.boolean("verbose", false, false)
local path = hunt.arg.string("path", false, "")

if verbose then
    hunt.log("Looking at " .. path)
end

hunt.status.good()
hunt.summary("Done")
`;

/** The fields of a new extension's header. */
export type NewExtension = Pick<ExtensionHeader, "name" | "type"> &
  Partial<Pick<ExtensionHeader, "description" | "author">>;

/**
 * Creates the text of a new extension, with a new GUID, an argument, and a global variable (the vendor's
 * `New-ICExtension`).
 */
export function createExtensionTemplate(
  { name, type, description = "", author = "" }: NewExtension,
  options: TemplateDefaults = {},
): Promise<string> {
  const header: ExtensionHeader = {
    filetype: extensionFiletype,
    name,
    type,
    description,
    author,
    ...createIdentity(options),
    globals: [
      {
        name: "verbose",
        description: "Logs more",
        type: "boolean",
        default: false,
        required: false,
        secret: false,
      },
    ],
    args: [{ name: "path", description: "Where to look", type: "string", required: false, secret: false }],
  };
  return formatExtension({ header, body });
}

/**
 * Reads the extensions of a directory, sorted by path: all `*.lua` files in it and its subdirectories, except
 * `draft`, `examples`, and `tests`.
 *
 * @throws {HuntInputError} `input: "directory"` if it cannot be read, and as {@link parseExtension}, with the
 *   path of the file
 */
export async function readExtensionDirectory(path: string): Promise<ExtensionSource[]> {
  return Promise.all((await readDirectory(path, ["lua"])).map(parseExtension));
}
