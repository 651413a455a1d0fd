import { formatExtension } from "../../src/extensions/extension-file.js";
import { type ExtensionHeader, extensionFiletype } from "../../src/extensions/extension-header.js";

/** Formats a script with the given header fields and defaults for the others. */
export function script(
  header: Partial<ExtensionHeader> & { guid: string; name: string },
  body = "hunt.status.good()",
): Promise<string> {
  return formatExtension({
    header: {
      filetype: extensionFiletype,
      type: "collection",
      description: "",
      author: "",
      created: null,
      updated: null,
      args: [],
      globals: [],
      ...header,
    },
    body,
  });
}

/** Creates a global variable as a header declares it. */
export function variable(name: string, value?: string | boolean) {
  const type = typeof value === "boolean" ? ("boolean" as const) : ("string" as const);
  return {
    name,
    description: "",
    type,
    required: false,
    secret: false,
    ...(value !== undefined && { default: value }),
  };
}
