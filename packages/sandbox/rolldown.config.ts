import { readdirSync, readFileSync } from "node:fs";
import { embedPackage, licenses, sbom } from "@huntkit/build-plugins";
import { defineConfig, type Plugin, type RolldownOptions } from "rolldown";

const sources = new URL("console/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, sources), "utf8");

/**
 * Emits the HTML page, with the file names that the build generated for the script, the style sheet, and the
 * icon.
 */
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

const common = {
  // A slow machine must not fail the build.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
} satisfies RolldownOptions;

const output = { minify: true, comments: { legal: false } } as const;

/** Lists the packages of all bundles. */
const allPackages = sbom({ directory: "dist", copied: ["@huntkit/catalog"] });

export default defineConfig([
  /** A module of the server that tsc compiled, with the packages that it imports. */
  {
    ...common,
    input: { "remoting/query-string": "src/remoting/query-string.ts" },
    platform: "node",
    plugins: [allPackages],
    output: { ...output, dir: "dist", sourcemap: true },
  },
  /** The command, in one file: loading a hundred modules takes longer than everything else in its start. */
  {
    ...common,
    input: { bin: "src/bin.ts" },
    platform: "node",
    plugins: [licenses(), allPackages],
    output: { ...output, dir: "dist", codeSplitting: false, sourcemap: true },
  },
  /**
   * The console's front end: one script, one style sheet, and one page. The file names contain a hash, so
   * browsers can cache the files permanently.
   */
  {
    ...common,
    input: "console/app.tsx",
    platform: "browser",
    tsconfig: "console/tsconfig.json",
    plugins: [
      page(),
      licenses(),
      // Embeds the catalog for the server's modules, which tsc compiled. The front end does not use it.
      embedPackage("@huntkit/catalog", [".js", ".js.map", ".d.ts"]),
      allPackages,
    ],
    output: {
      ...output,
      dir: "dist/console",
      cleanDir: true,
      entryFileNames: "assets/[name]-[hash].js",
      assetFileNames: "assets/[name]-[hash][extname]",
    },
  },
]);
