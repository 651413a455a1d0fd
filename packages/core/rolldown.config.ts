import { compactCatalog, embedPackage, licenses, sbom, slimZod } from "@huntkit/build-plugins";
import { defineConfig } from "rolldown";

const catalog = "@huntkit/catalog";

/**
 * Packages whose code is in the bundle: the private one, and zod, of which core uses little. Loading its hundred files
 * would take longer than loading core.
 */
const bundled = /^(@huntkit\/catalog|zod)(\/|$)/;

/**
 * The published package. It has few files, because a program that imports it waits for each one. Two of them
 * contain everything that needs no schemas, so a bundle with a token, an error, or a list of HUNT's values
 * does not contain more than that.
 */
export default defineConfig({
  input: {
    index: "./src/index.ts",
    credentials: "./src/credentials/index.ts",
    escape: "./src/escape/index.ts",
    files: "./src/files/index.ts",
    internal: "./src/internal/index.ts",
    network: "./src/network/index.ts",
    rotation: "./src/rotation/index.ts",
  },
  platform: "node",
  // A path may begin with the letter of a drive.
  external: (id) => /^[^./](?!:)/.test(id) && !bundled.test(id),
  plugins: [compactCatalog(), slimZod(), embedPackage(catalog, [".d.ts"]), licenses(), sbom()],
  treeshake: { moduleSideEffects: false },
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: {
    dir: "dist",
    sourcemap: true,
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: [
        { name: "catalog", test: /packages[\\/]catalog[\\/]dist[\\/]/ },
        { name: "zod", test: /node_modules[\\/]zod[\\/]/ },
        {
          name: "values",
          test: /src[\\/](errors[\\/]|token[\\/](api-token|description-mark|lifetime|token-record)\.ts|files[\\/]decode-text\.ts|http[\\/]may-have-executed\.ts|models[\\/]get-field\.ts|(dates|ids)\.ts|escape[\\/]escape-text\.ts)/,
        },
      ],
    },
  },
});
