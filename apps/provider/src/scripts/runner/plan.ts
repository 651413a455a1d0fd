import { unknown, type Value } from "@huntkit/terraform-plugin";
import {
  Lifecycle,
  type ProviderClient,
  ProviderError,
  type ResourceChange,
  type ResourceState,
} from "@huntkit/terraform-plugin/engine";
import { ScriptError } from "../shell.js";
import { type Problem, ProblemError, toProblems } from "../source/problem.js";
import type { Block, Configuration } from "./configuration.js";
import type { StateFile, StoredResource } from "./state.js";
import { evaluate, getType, type Reference } from "./templates.js";

/** The planned change of one object. */
export interface Step {
  readonly address: string;
  /** Null for an object that is no longer configured. */
  readonly block: Block | null;
  readonly change: ResourceChange;
  readonly isImported: boolean;
  /** Addresses of the objects that this one refers to. */
  readonly dependencies: readonly string[];
}

/**
 * Validates a configuration without requests to HUNT.
 *
 * @throws {ProblemError} with all errors
 */
export async function checkConfiguration(
  { resources }: Configuration,
  client: ProviderClient,
): Promise<void> {
  const schemas = (await client.schema()).resources;
  const problems: Problem[] = [];
  for (const [address, block] of Object.entries(resources)) {
    const { path } = block;
    const type = getType(address);
    if (!schemas[type]) {
      const advice = client.suggest(type, Object.keys(schemas));
      const detail = `The provider does not have the resource type "${type}". ${advice}`;
      problems.push({ summary: "Invalid resource type", detail, path });
      continue;
    }
    for (const { path: place, address: other, attribute } of block.references) {
      const attributes = resources[other] && schemas[getType(other)]?.attributes;
      const known = attributes?.[attribute];
      const advice = attributes
        ? client.suggest(attribute, Object.keys(attributes))
        : client.suggest(other, Object.keys(resources));
      const isHidden = known?.sensitive || known?.writeOnly;
      if (known && !isHidden) continue;
      const detail = isHidden
        ? `${other}.${attribute} is secret. hunt-provider does not support references to secrets. Use Terraform or OpenTofu.`
        : `${other}.${attribute} does not exist. ${advice}`;
      problems.push({ summary: "Invalid reference", detail, path: place });
    }
    const written = evaluate(block.arguments, () => unknown, path) as Record<string, unknown>;
    await new Lifecycle(client, type)
      .validate(written)
      .catch((error: unknown) => problems.push(...toProblems(error, { address, path })));
  }
  if (problems.length > 0) throw new ProblemError(problems);
}

/**
 * Reads the current state, and plans the changes: each object after those that it refers to.
 *
 * @throws {ProblemError} with all errors
 */
export async function planSteps(
  { resources, stateChanges }: Configuration,
  state: StateFile,
  client: ProviderClient,
  signal: AbortSignal,
): Promise<Step[]> {
  const steps = new Map<string, Step>();
  const problems: Problem[] = [];
  const imports = new Map(
    stateChanges.filter(({ kind }) => kind === "import").map((each) => [each.to, each]),
  );
  const add = async (
    address: string,
    block: Block | null,
    dependencies: readonly string[],
  ): Promise<void> => {
    const stored = state.resources[address];
    try {
      const lifecycle = new Lifecycle(client, getType(address));
      const imported = stored ? undefined : imports.get(address);
      const found = imported ? await lifecycle.import(imported.id) : null;
      const prior = stored ? await restoreState(getType(address), stored, client) : found;
      const getValue = (reference: Reference): Value => getPlannedValue(steps, reference);
      const change = block
        ? await lifecycle.plan(
            prior,
            evaluate(block.arguments, getValue, block.path) as typeof block.arguments,
          )
        : await lifecycle.planDestroy(prior!);
      steps.set(address, { address, block, change, dependencies, isImported: imported !== undefined });
    } catch (error) {
      problems.push(...toProblems(error, { address, path: block?.path }));
    }
  };
  const dependencies = new Map(
    Object.entries(resources).map(([address, { references }]) => [
      address,
      [...new Set(references.map((each) => each.address))],
    ]),
  );
  for (const level of toLevels(dependencies)) {
    await forEachConcurrently(level, signal, (address) =>
      add(address, resources[address]!, dependencies.get(address)!),
    );
    if (problems.length > 0) break;
  }
  const removed = Object.keys(state.resources).filter((address) => !Object.hasOwn(resources, address));
  await forEachConcurrently(removed, signal, (address) =>
    add(address, null, state.resources[address]!.dependencies),
  );
  if (signal.aborted) throw new ScriptError("Stopped. Nothing was changed.");
  if (problems.length > 0) throw new ProblemError(problems);
  return [...steps.values()];
}

/** Returns the planned value of an attribute. */
function getPlannedValue(steps: ReadonlyMap<string, Step>, { address, attribute }: Reference): Value {
  const { action, prior, planned: future } = steps.get(address)!.change;
  return (action === "no-op" ? prior?.value : future)?.[attribute] ?? null;
}

async function restoreState(
  type: string,
  { version, values, private: kept, tainted }: StoredResource,
  client: ProviderClient,
): Promise<ResourceState> {
  const { state, diagnostics } = await client.upgradeState(type, version, JSON.stringify(values));
  if (!state) throw new ProviderError(diagnostics);
  return { value: state, private: Buffer.from(kept, "base64"), tainted };
}

/**
 * Sorts addresses into levels, each after the levels that it depends on. Other addresses are ignored.
 *
 * @throws {ScriptError} if there is a cycle, with the addresses in it
 */
export function toLevels(dependencies: ReadonlyMap<string, readonly string[]>): string[][] {
  const levels: string[][] = [];
  const left = new Map(dependencies);
  while (left.size > 0) {
    const level = [...left.keys()].filter((each) => left.get(each)!.every((other) => !left.has(other)));
    if (level.length === 0)
      throw new ScriptError(
        `These resources refer to each other in a cycle: ${[...left.keys()].join(", ")}. Remove one of the references.`,
      );
    for (const each of level) left.delete(each);
    levels.push(level.sort());
  }
  return levels;
}

/** Runs a function for each element, four at a time. Nothing is started after the signal aborts. */
export async function forEachConcurrently<T>(
  things: readonly T[],
  signal: AbortSignal,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const lane = async (): Promise<void> => {
    for (const thing of queue) {
      if (signal.aborted) return;
      await work(thing);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}
