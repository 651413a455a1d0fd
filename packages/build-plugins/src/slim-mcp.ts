import { readFile } from "node:fs/promises";
import type { Plugin } from "rolldown";

const suffix = "?mcp";

/** A module that is instead of the SDK's validator of JSON Schema, which is a third of its size. */
const noValidator = "\0mcp-shims";

/**
 * Bundles the SDK of MCP servers without its validator, which only checks input that a server requests from users.
 * The SDK, and the code that uses it, have their own copy of zod. Otherwise, all commands would load the parts of zod
 * that only the SDK uses.
 *
 * @param own matches the files that use the SDK
 */
export function slimMcp(own: RegExp): Plugin {
  return {
    name: "slim-mcp",
    async resolveId(source, importer = "") {
      if (source === "@modelcontextprotocol/server/_shims") return noValidator;
      const isOwn =
        own.test(importer) || importer.includes("@modelcontextprotocol") || importer.endsWith(suffix);
      if (!isOwn || !/^zod(\/|$)|^\./.test(source)) return undefined;
      const resolved = await this.resolve(source, importer.replace(suffix, ""), { skipSelf: true });
      return resolved && /[\\/]node_modules[\\/]zod[\\/]/.test(resolved.id) ? resolved.id + suffix : resolved;
    },
    load(id) {
      if (id.endsWith(suffix)) return readFile(id.slice(0, -suffix.length), "utf8");
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
