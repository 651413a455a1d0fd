import type { Plugin } from "rolldown";

/** Packages that no request here needs, and what replaces them. */
const replacements: Readonly<Record<string, string>> = {
  // Parses integers above 2^53 as bigint. GitHub's IDs are smaller.
  "json-with-bigint": "export const { parse: JSONParse, stringify: JSONStringify } = JSON;",
};

/** Removes big integers from octokit. */
export function slimOctokit(): Plugin {
  return {
    name: "slim-octokit",
    resolveId: (source) => (Object.hasOwn(replacements, source) ? `\0${source}` : undefined),
    load: (id) => (id.startsWith("\0") ? replacements[id.slice(1)] : undefined),
  };
}
