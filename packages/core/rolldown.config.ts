import { defineConfig } from "rolldown";

/**
 * The package as it is published: few files, since a program that imports it waits for each one. What needs no schemas is
 * in one of its own, so that who bundles a token or an error alone gets no more than that.
 */
export default defineConfig({
  input: { index: "./src/index.ts", rotation: "./src/rotation/index.ts" },
  platform: "node",
  // Whatever is no path, which may begin with the letter of a drive.
  external: /^[^./](?!:)/,
  treeshake: { moduleSideEffects: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: {
    dir: "dist",
    sourcemap: true,
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: [
        {
          name: "values",
          test: /src[\\/](errors[\\/]|token[\\/](api-token|lifetime)\.ts|http[\\/]may-have-executed\.ts|(dates|text|words)\.ts|models[\\/]severity\.ts)/,
        },
      ],
    },
  },
});
