import type { Plugin } from "rolldown";

/**
 * Modules that only write YAML, or only read its own types, and what replaces them. A key that is a list or an object
 * becomes its JSON.
 */
const onlyForOthers: readonly (readonly [module: RegExp, code: string])[] = [
  [
    /schema[\\/]tags\.js$/,
    `import { map } from "./common/map.js";
    import { seq } from "./common/seq.js";
    import { string } from "./common/string.js";
    export const coreKnownTags = {};
    export const getTags = (customTags) => customTags([map, seq, string]);`,
  ],
  [
    /schema[\\/]yaml-1\.1[\\/]merge\.js$/,
    "export const isMergeKey = () => false; export const addMergeToJSMap = () => {};",
  ],
  [/stringify[\\/]stringify\.js$/, "export const createStringifyContext = () => ({});"],
  [
    /stringify[\\/]stringifyCollection\.js$/,
    "export const stringifyCollection = (node) => JSON.stringify(node);",
  ],
  [/stringify[\\/]stringifyDocument\.js$/, "export const stringifyDocument = () => {};"],
  [/stringify[\\/]stringifyPair\.js$/, "export const stringifyPair = () => {};"],
  [/stringify[\\/]stringifyString\.js$/, "export const stringifyString = () => {};"],
  [/doc[\\/]applyReviver\.js$/, "export const applyReviver = () => {};"],
  [/doc[\\/]createNode\.js$/, "export const createNode = () => {};"],
  [/parse[\\/]cst-visit\.js$/, "export const visit = undefined;"],
];

/** Options of `slimYaml`. */
export interface SlimYamlOptions {
  /** Whether the bundle only parses, and only with the schema `failsafe` and a function for `customTags`. */
  readonly isFailsafeOnly?: boolean;
}

/**
 * Replaces `yaml` with its ES modules, so a bundle contains only what it uses. They differ from the CommonJS modules,
 * which the package has for Node, only in how they print warnings.
 */
export function slimYaml({ isFailsafeOnly = false }: SlimYamlOptions = {}): Plugin {
  return {
    name: "slim-yaml",
    async resolveId(source, importer) {
      if (source !== "yaml") return undefined;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved?.id.replace(/dist[\\/]index\.js$/, "browser/$&");
    },
    load(id) {
      if (!isFailsafeOnly || !/[\\/]yaml[\\/]browser[\\/]dist[\\/]/.test(id)) return undefined;
      return onlyForOthers.find(([module]) => module.test(id))?.[1];
    },
  };
}
