import { isHuntError, parseExtension } from "@huntkit/core";
import { type CtyType, defineFunction, FunctionError } from "@huntkit/terraform-plugin";
import { explain } from "../explain.js";

const declaration = [
  "object",
  {
    name: "string",
    type: "string",
    description: "string",
    default: "string",
    required: "bool",
    secret: "bool",
  },
] as const satisfies CtyType;

const header = [
  "object",
  {
    filetype: "string",
    name: "string",
    type: "string",
    guid: "string",
    description: "string",
    author: "string",
    created: "string",
    updated: "string",
    args: ["list", declaration],
    globals: ["list", declaration],
  },
] as const satisfies CtyType;

/**
 * The header of an extension. It takes the script and not the name of its file: what Terraform's functions read must come from
 * Terraform, which knows where the module's files are and when they change.
 */
export const extensionHeader = defineFunction({
  name: "extension_header",
  summary: "Reads the header of an extension",
  description:
    'Gives what the YAML header of a Lua extension says, as an object: `filetype`, `name`, `type` (`collection` or `response`), `guid`, `description`, `author`, `created`, `updated`, and the lists `args` and `globals`, whose elements have `name`, `type`, `description`, `default` (as text), `required` and `secret`. It takes the script itself: `provider::hunt::extension_header(file("${path.module}/x.lua"))`.',
  parameters: [
    { name: "file", type: "string", description: 'The content of the file: `file("${path.module}/x.lua")`.' },
  ],
  returns: header,
  async call(script) {
    try {
      const {
        header: { args, globals, ...told },
      } = await parseExtension(script);
      return { ...told, args: args.map(toDeclaration), globals: globals.map(toDeclaration) };
    } catch (error) {
      if (!isHuntError(error)) throw error;
      const isName = /^[^\n]*\.lua$/i.test(script.trim());
      throw new FunctionError(
        isName ? 'This is the name of a file. Give its content: file("…").' : explain(error).detail,
        0,
      );
    }
  },
});

/** One list has one type, and defaults are texts, numbers or booleans. */
function toDeclaration<D extends { default?: string | number | boolean }>({ default: value, ...rest }: D) {
  return { ...rest, default: value === undefined ? null : String(value) };
}
