import { encodeJson, type Value } from "@huntkit/terraform-plugin";
import {
  Lifecycle,
  type ProviderClient,
  ProviderError,
  ProviderInconsistencyError,
  type ResourceState,
} from "@huntkit/terraform-plugin/engine";
import { type Problem, toProblems } from "../source/problem.js";
import { forEachConcurrently, toLevels, type Step } from "./plan.js";
import type { StateFile } from "./state.js";
import { evaluate, getType, type Reference } from "./templates.js";

const done = { "no-op": "", create: "created", update: "updated", replace: "replaced", delete: "destroyed" };

/** What is needed to apply a plan. */
export interface ApplyContext {
  readonly client: ProviderClient;
  /** Changed with each step, so it is correct whenever it is saved. */
  readonly state: StateFile;
  readonly save: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  readonly format: (problem: Problem) => string;
}

/**
 * Applies a plan: first the deletes, then everything else. Steps that depend on a failed step are skipped.
 *
 * @returns all errors
 */
export async function applySteps(steps: readonly Step[], site: ApplyContext): Promise<string[]> {
  const going = steps.filter(({ block }) => block === null);
  const findDependents = ({ address }: Step) =>
    going.filter(({ dependencies }) => dependencies.includes(address)).map((user) => user.address);
  const staying = steps.filter(({ block }) => block !== null);
  const byAddress = new Map(steps.map((step) => [step.address, step]));
  const failed = new Map<string, string>();
  for (const waits of [
    new Map(going.map((step) => [step.address, findDependents(step)])),
    new Map(staying.map((step) => [step.address, step.dependencies])),
  ]) {
    for (const level of toLevels(waits)) {
      await forEachConcurrently(level, site.signal, async (address) => {
        const blocker = waits.get(address)!.find((other) => failed.has(other));
        const problem =
          blocker === undefined
            ? await applyStep(byAddress.get(address)!, site)
            : `${address}: skipped, because ${blocker} failed.`;
        if (problem !== undefined) failed.set(address, problem);
      });
    }
  }
  const problems = [...failed.values()];
  return site.signal.aborted
    ? [...problems, "Stopped. Changes in progress were completed, and the remaining ones were skipped."]
    : problems;
}

/**
 * Applies one step, and stores the resulting object even after an error.
 *
 * @returns the error, if there is one
 */
async function applyStep(step: Step, site: ApplyContext): Promise<string | undefined> {
  const { address, block, change, isImported } = step;
  const getValue = (reference: Reference) =>
    (site.state.resources[reference.address]?.values[reference.attribute] ?? null) as Value;
  try {
    const written = block
      ? (evaluate(block.arguments, getValue, block.path) as Record<string, unknown>)
      : undefined;
    await storeObject(step, await new Lifecycle(site.client, getType(address)).apply(change, written), site);
    if (isImported) site.note(`${address}: imported`);
    if (change.action !== "no-op") site.note(`${address}: ${done[change.action]}`);
    return undefined;
  } catch (error) {
    if (
      (error instanceof ProviderError || error instanceof ProviderInconsistencyError) &&
      error.state !== undefined
    )
      await storeObject(step, error.state, site);
    return toProblems(error, { address, path: block?.path }).map(site.format).join("\n\n");
  }
}

async function storeObject(
  { address, dependencies }: Step,
  object: ResourceState | null,
  { client, state, save }: ApplyContext,
): Promise<void> {
  if (object === null) {
    delete state.resources[address];
  } else {
    const schema = await client.resourceSchema(getType(address));
    const values = JSON.parse(encodeJson(object.value, schema.type)) as Record<string, unknown>;
    state.resources[address] = {
      version: schema.version,
      values,
      private: Buffer.from(object.private).toString("base64"),
      tainted: object.tainted,
      dependencies,
    };
  }
  await save();
}
