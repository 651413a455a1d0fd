import { HuntInputError } from "../errors/hunt-error.js";
import { checkFields, createIdentity, parseYaml, type TemplateDefaults } from "../sources/source-fields.js";
import {
  createSourceErrors,
  readFolder,
  type SourceFile,
  type SourceInput,
  toSourceFile,
} from "../sources/source-file.js";
import { type Declaration, ExtensionHeader, extensionFiletype } from "./extension-header.js";

const opening = "--[=[";
const closing = "]=]";

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

/**
 * Writes an extension so that {@link parseExtension} reads the same.
 *
 * @throws {HuntInputError} `input: "extension"`, `problem: "field"`, where a text of the header would end it: `]=]`
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
      `extension: a field of its header holds ${closing}, which would end the header. Leave it out.`,
    );
  return `--[=[\n${yaml}${closing}\n\n${body.trim()}\n`;
}

/** As the vendor's public scripts write it; what goes without saying is left out. */
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

/** What a new extension is to say about itself. */
export type NewExtension = Pick<ExtensionHeader, "name" | "type"> &
  Partial<Pick<ExtensionHeader, "description" | "author">>;

/** A new extension to begin from, with a GUID of its own, an argument and a global variable (the vendor's `New-ICExtension`). */
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
 * The extensions of a folder, sorted by path: `*.lua` in it and below it, but for `draft`, `examples` and `tests`.
 *
 * @throws {HuntInputError} `input: "folder"` when it cannot be read, and as {@link parseExtension} does, naming the file
 */
export async function readExtensionFolder(path: string): Promise<ExtensionSource[]> {
  return Promise.all((await readFolder(path, ["lua"])).map(parseExtension));
}
