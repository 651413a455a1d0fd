import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.ts";

/** GitHub's language service imports JSON in a way that only a bundler takes, so Vite has to read it. */
export default mergeConfig(shared, {
  logLevel: "error",
  test: { server: { deps: { inline: [/@actions\//] } } },
});
