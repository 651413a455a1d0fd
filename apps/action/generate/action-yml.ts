import { stringify } from "yaml";
import type { InputDeclaration, OutputDeclaration } from "../src/inputs/declaration.js";
import { inputDeclarations, isOffByDefault } from "../src/inputs/inputs.js";
import { outputDeclarations } from "../src/report/outputs.js";
import { describeWithDefault } from "./describe-with-default.js";

const header = `# Generated from apps/action/src/inputs by \`pnpm --filter @huntkit/action run write\`. Do not edit.
# It must be at the root of the repository, for GitHub and its Marketplace.
`;

/** Returns the content of action.yml. */
export function formatActionYml(): string {
  const manifest = {
    name: "HUNT API token check",
    description:
      "Check HUNT (Datto EDR) API tokens, warn before they expire, rotate them in time, and call the HUNT API.",
    author: "huntkit",
    branding: { icon: "clock", color: "orange" },
    inputs: mapValues<InputDeclaration, object>(inputDeclarations, toManifestInput),
    outputs: mapValues<OutputDeclaration, object>(outputDeclarations, ({ description }) => ({ description })),
    runs: { using: "node24", main: "apps/action/dist/main.cjs" },
  };
  const yaml = stringify(manifest, { lineWidth: 0 });
  return `${header}\n${yaml.replaceAll(/^(?=\w)(?!name|description|author)/gm, "\n")}`;
}

/**
 * Converts an input. The runner passes a default in action.yml like a value that the user sets, so only the
 * description has the default. The action must know what the user asked for.
 */
function toManifestInput(declaration: InputDeclaration): object {
  const description = describeWithDefault(declaration);
  if (declaration.required) return { description, required: true };
  return { description, default: isOffByDefault(declaration) ? "false" : "" };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
