import { HuntInputError } from "../errors/hunt-error.js";
import type { Declaration } from "./declaration.js";
import type { ExtensionHeader } from "./header.js";
import { closing } from "./parse-extension.js";

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
