import { formatExtension } from "../../src/extensions/extension-file.js";
import { type ExtensionHeader, extensionFiletype } from "../../src/extensions/extension-header.js";

/** A script with a header that says what it is given, and the usual beside it. */
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

/** A global variable as a header declares it. */
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
