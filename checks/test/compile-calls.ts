import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as core from "@huntkit/core";
import { compileSources } from "./compile-sources.js";
import { sampleTypes, type Sample } from "./powershell-sample.js";

/** A call of the library in a table of the docs. */
export interface DocumentedCall {
  readonly key: string;
  readonly text: string;
}

/** Functions that run the calls, by their keys. */
export type CompiledCalls = Readonly<Record<string, (sample: Sample) => Promise<unknown>>>;

/** Returns whether a call uses a name, except as a property or in a string. */
const uses = (text: string) => (name: string) =>
  new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(text.replaceAll(/"[^"]*"/g, '""'));

/**
 * Compiles calls under strict rules.
 *
 * @param folder directory for the sources, which is emptied. It must be below checks, so packages are found.
 */
export async function compileCalls(folder: string, calls: readonly DocumentedCall[]): Promise<CompiledCalls> {
  const imported = Object.keys(core).filter((name) => calls.some(({ text }) => uses(text)(name)));
  const bodies = calls.map(({ key, text }) => {
    const used = Object.keys(sampleTypes).filter(uses(text));
    return `  ${JSON.stringify(key)}: async ({ ${used.join(", ")} }: Sample): Promise<unknown> => (${text}),`;
  });
  const types = Object.entries(sampleTypes).map(([name, type]) => `${name}: ${type};`);
  const source = [
    `import { ${[...new Set(["HuntClient", ...imported])].join(", ")} } from "@huntkit/core";`,
    `interface Sample { ${types.join(" ")} }`,
    "export const calls = {",
    ...bodies,
    "};",
    "",
  ];
  compileSources(folder, { calls: source.join("\n") });
  const { calls: compiled } = (await import(pathToFileURL(join(folder, "dist/calls.js")).href)) as {
    calls: CompiledCalls;
  };
  return compiled;
}

/** Returns whether a call found nothing. A `for await` loop sends nothing until it starts. */
export async function isEmpty(result: unknown): Promise<boolean> {
  if (typeof result !== "object" || !result || !(Symbol.asyncIterator in result))
    return result === null || (Array.isArray(result) && result.length === 0);
  return (await (result as AsyncIterable<unknown>)[Symbol.asyncIterator]().next()).done === true;
}
