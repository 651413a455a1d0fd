import type { Plugin } from "rolldown";

/** A module that is instead of the SDK's validator of JSON Schema, which is a third of its size. */
const noValidator = "\0mcp-shims";

/** Bundles the SDK of MCP servers without its validator, which only checks input that a server requests from users. */
export function slimMcp(): Plugin {
  return {
    name: "slim-mcp",
    resolveId: (source) => (source === "@modelcontextprotocol/server/_shims" ? noValidator : undefined),
    load(id) {
      if (id !== noValidator) return undefined;
      return [
        'export { default as process } from "node:process";',
        "export class DefaultJsonSchemaValidator {",
        "  getValidator() { return (data) => ({ valid: true, data, errorMessage: undefined }); }",
        "}",
      ].join("\n");
    },
  };
}
