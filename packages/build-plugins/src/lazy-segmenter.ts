import type { Plugin } from "rolldown";

const eager = "const segmenter = new Intl.Segmenter();";
const lazy = `let created;
const segmenter = { segment: (text) => (created ??= new Intl.Segmenter()).segment(text) };`;

/**
 * Lets `string-width` create its segmenter for the first text that is not ASCII. Creating one loads the data of all
 * languages, which takes longer than to load the rest of a command.
 */
export function lazySegmenter(): Plugin {
  return {
    name: "lazy-segmenter",
    transform: {
      filter: { id: /[\\/]string-width[\\/]index\.js$/ },
      handler(code) {
        // Older versions, which other packages use, have no segmenter.
        if (!code.includes("Segmenter")) return null;
        if (!code.includes(eager)) throw new Error("string-width creates its segmenter in another way now.");
        return { code: code.replace(eager, lazy), map: null };
      },
    },
  };
}
