import type { Plugin } from "rolldown";

/**
 * Replaces `yaml` with its ES modules, so a bundle contains only what it uses. They differ from the CommonJS modules,
 * which the package has for Node, only in how they print warnings.
 */
export function slimYaml(): Plugin {
  return {
    name: "slim-yaml",
    async resolveId(source, importer) {
      if (source !== "yaml") return undefined;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved?.id.replace(/dist[\\/]index\.js$/, "browser/$&");
    },
  };
}
