import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.ts";

/**
 * GitHub's language service imports JSON in a way that only bundlers support, so Vite has to transform it.
 */
export default mergeConfig(shared, {
  logLevel: "error",
  test: { server: { deps: { inline: [/@actions\//] } } },
});
