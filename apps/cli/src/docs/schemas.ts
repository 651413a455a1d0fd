import type { Described } from "./described.js";

/** `token-check.json`. */
export function schemaName(name: string): string {
  return `${name.replace(" ", "-")}.json`;
}

/** The schemas of what commands print with `--json`, by file name, as they are published. */
export function schemas(all: readonly Described[]): Map<string, string> {
  return new Map(
    all.flatMap(({ name, command: { schema } }) => {
      if (schema === undefined) return [];
      const file = schemaName(name);
      const whole = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `https://github.com/huntkit/huntkit/cli/schema/${file}`,
        ...schema,
      };
      return [[file, `${JSON.stringify(whole, undefined, 2)}\n`] as const];
    }),
  );
}
