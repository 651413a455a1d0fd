import { readdirSync, readFileSync } from "node:fs";
import { embedPackage, licenses } from "@huntkit/build-plugins";
import { defineConfig, type Plugin } from "rolldown";

const sources = new URL("console/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, sources), "utf8");

/** Puts the page beside its script, with the names that the build has given to what it asks for. */
function page(): Plugin {
  return {
    name: "page",
    generateBundle(_, bundle) {
      const styles = readdirSync(new URL("styles/", sources))
        .toSorted()
        .map((name) => read(`styles/${name}`));
      const css = this.emitFile({ type: "asset", name: "console.css", source: styles.join("\n") });
      const icon = this.emitFile({ type: "asset", name: "icon.svg", source: read("icon.svg") });
      const script =
        Object.values(bundle).find((chunk) => chunk.type === "chunk" && chunk.isEntry)?.fileName ?? "";
      const html = read("index.html")
        .replace("app.js", script)
        .replace("console.css", this.getFileName(css))
        .replace("icon.svg", this.getFileName(icon));
      this.emitFile({ type: "asset", fileName: "index.html", source: html });
    },
  };
}

/** The console's front end, for browsers: one script, one style sheet, one page. Hashes in the names let browsers keep them for good. */
export default defineConfig({
  input: "console/app.tsx",
  platform: "browser",
  tsconfig: "console/tsconfig.json",
  plugins: [
    page(),
    licenses(),
    // Not for the front end: the server's modules, which tsc has written, import the catalog.
    embedPackage("@huntkit/catalog", [".js", ".js.map", ".d.ts"]),
  ],
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: {
    dir: "dist/console",
    minify: true,
    cleanDir: true,
    comments: { legal: false },
    entryFileNames: "assets/[name]-[hash].js",
    assetFileNames: "assets/[name]-[hash][extname]",
  },
});
