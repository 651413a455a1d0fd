import type { Document } from "yaml";

/** A comment in generated files. */
export const generatedNote =
  "Generated from ci/src/jobs.ts. Change that, and run pnpm --filter @huntkit/ci run write.";

/** Formats YAML without wrapping lines. */
export function formatYaml(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
