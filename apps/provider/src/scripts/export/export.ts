import { dirname } from "node:path";
import { escapeLines, escapeToSingleLine } from "@huntkit/core/escape";
import { AttributeError, type Context, createServer, formatDetail } from "@huntkit/terraform-plugin";
import { Lifecycle, ProviderClient, ProviderError } from "@huntkit/terraform-plugin/engine";
import type { Connection } from "../../hunt/connection.js";
import { maskTokens } from "../../hunt/explain.js";
import { exportables } from "../../hunt/index.js";
import type { AnyState } from "../../hunt/model/definition.js";
import type { Exportable } from "../../hunt/model/exportable.js";
import { createHuntProvider } from "../../hunt/provider.js";
import { loadState } from "../runner/state.js";
import { requireFile, resolveOutputDirectory } from "../directories.js";
import { ScriptError, type Shell } from "../shell.js";
import { requireNone, writeFiles } from "../write-files.js";
import { formatConfiguration, formatImportBlocks, toArguments } from "./configuration.js";
import { type Found, assignNames } from "./names.js";

export interface ExportOptions {
  out?: string;
  only?: string[];
  state?: string;
  force?: boolean;
}

/**
 * Exports an existing HUNT instance as a configuration with import blocks.
 *
 * @returns the exit code: 1 if some types could not be read, or some objects cannot be managed
 * @throws {ScriptError} if a type or an output file is invalid, or HUNT cannot be reached
 */
export async function exportAll(options: ExportOptions, shell: Shell): Promise<number> {
  if (options.state !== undefined) return exportState(options.state, options, shell);
  const { out = "hunt", only = exportable, force = false } = options;
  const strange = only.filter((type) => !exportable.includes(type));
  if (strange.length > 0)
    throw new ScriptError(
      `Invalid value "${escapeToSingleLine(strange.join(", "))}" for --only. Use ${exportable.join(", ")}.`,
    );
  const folder = await resolveOutputDirectory(out, "--out", shell);
  // Check before the first request. The names of further files are known only later.
  if (!force)
    await requireNone(
      folder,
      ["provider.tf", "imports.tf", ...only.map((type) => `${type}.tf`)].map((path) => ({ path })),
    );
  let isWhole = true;
  const locations: Outcome[] = [];
  const collected = await collectObjects(only, shell, (outcome) => {
    // How many locations are exported is known only after the target groups were read.
    if (outcome.type === "hunt_location") locations.push(outcome);
    else for (const line of formatOutcome(outcome)) shell.note(line);
    isWhole &&= !("problem" in outcome) && outcome.rejected.length === 0;
  });
  const found = withoutLocationsOfGroups(collected);
  for (const outcome of locations)
    for (const line of formatOutcome(outcome, collected.length - found.length)) shell.note(line);
  const files = formatConfiguration(assignNames(found));
  await writeFiles(folder, files, { force });
  shell.print(
    escapeLines(`Wrote ${formatCount(files, "file")} for ${formatCount(found, "object")} to ${folder}.\n`),
  );
  shell.note(
    "Next: run terraform init and terraform plan in that directory. " +
      "The plan should only import objects, and add, change, and destroy none.",
  );
  return isWhole ? 0 : 1;
}

/**
 * Omits locations that are also exported as target groups: both have the same ID, and only one of them can be
 * managed.
 */
function withoutLocationsOfGroups(found: readonly Found[]): readonly Found[] {
  const groups = new Set(found.filter(({ type }) => type === "hunt_target_group").map(({ id }) => id));
  return found.filter(({ type, id }) => type !== "hunt_location" || !groups.has(id));
}

/**
 * Writes import blocks for the state of `hunt-provider apply`, to move to an engine. The configuration does
 * not change.
 */
async function exportState(
  file: string,
  { out, force = false }: ExportOptions,
  shell: Shell,
): Promise<number> {
  const path = await requireFile(file, "--state", shell);
  const { resources } = await loadState(path);
  const objects = Object.entries(resources).map(([address, { values }]) => ({
    address,
    id: toImportId(address.slice(0, address.indexOf(".")), values),
  }));
  const folder = await resolveOutputDirectory(out ?? dirname(path), "--out", shell);
  await writeFiles(folder, [{ path: "imports.tf", content: formatImportBlocks(objects) }], { force });
  shell.print(
    escapeLines(`Wrote import blocks for ${formatCount(objects, "object")} to ${folder}/imports.tf.\n`),
  );
  shell.note(
    "Next: run terraform init and terraform apply in that directory. After that, delete imports.tf and the old state.",
  );
  return 0;
}

/** Returns the string for an import of an object of any type. */
function toImportId(type: string, state: AnyState): string {
  const exported = exportables.find(({ resource }) => resource.name === type);
  return exported?.toImportId?.(state) ?? String(state["id"]);
}

/** @param groupCount number of objects of the outcome that are exported as target groups instead */
function formatOutcome(outcome: Outcome, groupCount = 0): string[] {
  const { type } = outcome;
  if ("problem" in outcome) return [`${type}: skipped. ${outcome.problem}`];
  const { count, builtInCount, rejected } = outcome;
  const builtIn = builtInCount > 0 ? `, without ${builtInCount} that are built into HUNT` : "";
  const asGroups =
    groupCount > 0 ? `, without ${groupCount} that are exported as target groups with the same IDs` : "";
  return [
    `${type}: ${count - groupCount}${builtIn}${asGroups}`,
    ...rejected.map((object) => `${type}: ${object}`),
  ];
}

function formatCount(things: readonly object[], noun: string): string {
  return `${things.length} ${noun}${things.length === 1 ? "" : "s"}`;
}

/** The types that can be exported. */
export const exportable: readonly string[] = exportables.map(({ resource }) => resource.name);

/** The result of reading one type. */
export type Outcome =
  | {
      readonly type: string;
      readonly count: number;
      readonly builtInCount: number;
      /** A sentence about each object that the provider cannot manage, because it rejects one of its values. */
      readonly rejected: readonly string[];
    }
  | { readonly type: string; readonly problem: string };

/**
 * Reads all objects of these types, as an import does.
 *
 * @param onType called with the result for each type
 * @throws {ScriptError} if HUNT cannot be reached
 */
export async function collectObjects(
  types: readonly string[],
  shell: Shell,
  onType: (outcome: Outcome) => void,
): Promise<Found[]> {
  const provider = createHuntProvider({ env: shell.env });
  const explained = (error: unknown): string => {
    const explanation = error instanceof AttributeError ? error : provider.explain(error);
    return `${explanation.summary}. ${formatDetail(explanation)}`;
  };
  const context = await createContext(provider, shell).catch((error: unknown) => {
    throw new ScriptError(explained(error), { cause: error });
  });
  const client = new ProviderClient(createServer(provider));
  const found: Found[] = [];
  try {
    for (const each of exportables.filter(({ resource }) => types.includes(resource.name))) {
      const { name: type } = each.resource;
      const objects = await readObjects(each, context).catch((error: unknown) => explained(error));
      shell.signal.throwIfAborted();
      if (typeof objects === "string") {
        onType({ type, problem: objects });
        continue;
      }
      const rejected: string[] = [];
      const valid: Found[] = [];
      for (const object of objects.found) {
        const problem = await findProblem(object, client);
        if (problem === undefined) valid.push(object);
        else rejected.push(`skipped ${describeObject(object)}. ${problem}`);
      }
      onType({ type, count: valid.length, builtInCount: objects.builtInCount, rejected });
      found.push(...valid);
    }
  } finally {
    await context.client.client.close();
  }
  return found;
}

/**
 * Returns why the provider would reject the configuration of an object. HUNT can hold values that the provider
 * does not accept, such as a weight of 11.
 */
async function findProblem(
  { type, attributes, state }: Found,
  client: ProviderClient,
): Promise<string | undefined> {
  try {
    await new Lifecycle(client, type).validate(toArguments(attributes, state));
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const problems = error.diagnostics.map(({ summary, detail }) => `${summary}. ${detail}`);
    return escapeToSingleLine(problems.join(" "), 500);
  }
}

function describeObject({ id, state }: Found): string {
  const { name } = state;
  const shownId = `ID ${escapeToSingleLine(maskTokens(id), 80)}`;
  return typeof name === "string" ? `"${escapeToSingleLine(maskTokens(name), 80)}" (${shownId})` : shownId;
}

async function createContext(
  provider: ReturnType<typeof createHuntProvider>,
  { signal, note }: Shell,
): Promise<Context<Connection>> {
  const warn = (summary: string, detail: string) => note(`${summary}. ${detail}`);
  const addError = (_path: unknown, summary: string, detail: string) => {
    throw new ScriptError(`${summary}. ${detail}`);
  };
  const now = Date.now;
  const config = { instance: null, token: null, max_retries: null, max_concurrency: null, warn_days: null };
  const client = await provider.configure(config, { terraformVersion: "", signal, now, warn, addError });
  return { client: client!, signal, now, warn, private: { get: () => undefined, set: () => undefined } };
}

/** Reads the objects of a type, and returns them as the export needs them. */
async function readObjects(
  { resource, readAll }: Exportable,
  context: Context<Connection>,
): Promise<{ found: Found[]; builtInCount: number }> {
  const { name: type, attributes } = resource;
  const { states, builtInCount } = await readAll(context);
  const found = states.map((state) => ({
    type,
    id: String(state["id"]),
    importId: toImportId(type, state),
    attributes,
    state,
  }));
  return { found, builtInCount };
}
