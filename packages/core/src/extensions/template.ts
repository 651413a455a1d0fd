import { createIdentity, type TemplateDefaults } from "../sources/fresh.js";
import { formatExtension } from "./format-extension.js";
import { filetype, type ExtensionHeader } from "./header.js";

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
export function extensionTemplate(
  { name, type, description = "", author = "" }: NewExtension,
  options: TemplateDefaults = {},
): Promise<string> {
  const header: ExtensionHeader = {
    filetype,
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
