import type { Plugin } from "rolldown";

/** A constant of `string-width` that is created when the module is loaded: its segmenter, or a regular expression. */
const eager = /^const (\w+) = (?:(new Intl\.Segmenter\(\))|\/(.+)\/(\w+));$/gm;

/**
 * Lets `string-width` create its segmenter and its regular expressions for the first text that is not ASCII. They load
 * the data of all languages and emoji, which takes longer than to load the rest of a command.
 */
export function lazyStringWidth(): Plugin {
  return {
    name: "lazy-string-width",
    transform: {
      filter: { id: /[\\/]string-width[\\/]index\.js$/ },
      handler(code) {
        // Older versions, which other packages use, have no segmenter.
        if (!code.includes("Segmenter")) return null;
        const names = Array.from(code.matchAll(eager), ([, name]) => name!);
        if (names.length < 2) throw new Error("string-width creates its segmenter in another way now.");
        const uses = new RegExp(String.raw`(?<!const )\b(?:${names.join("|")})\b`, "g");
        return { code: code.replace(uses, "$&()").replace(eager, defer), map: null };
      },
    },
  };
}

/** Returns the source of a function that creates the value in its first call. V8 compiles even unused literals. */
function defer(_: string, name: string, segmenter: string | undefined, pattern = "", flags = ""): string {
  const value = segmenter ?? `new RegExp(${JSON.stringify(pattern)}, "${flags}")`;
  return `let ${name}$;\nconst ${name} = () => (${name}$ ??= ${value});`;
}
