import { existsSync } from "node:fs";
import { join } from "node:path";
import { escapeLines, escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean } from "@huntkit/core/internal";
import { createServer, isEqual, isNull, isUnknown, toPlainData, type Value } from "@huntkit/terraform-plugin";
import {
  connect,
  ProviderClient,
  type BlockSchema,
  type ProviderSchema,
  type ResourceChange,
  type SchemaAttribute,
} from "@huntkit/terraform-plugin/engine";
import { createHuntProvider } from "../../hunt/provider.js";
import { requireConfiguration, requireDirectory, resolveFile } from "../directories.js";
import { ScriptError, type Shell } from "../shell.js";
import {
  listSecretNames,
  type Problem,
  ProblemError,
  Sources,
  toProblem,
  toProblems,
} from "../source/problem.js";
import { applySteps } from "./apply.js";
import { readConfiguration } from "./configuration.js";
import { checkConfiguration, planSteps, type Step } from "./plan.js";
import { changeState } from "./state-changes.js";
import { loadState, saveState, withLock } from "./state.js";
import { getType } from "./templates.js";

export interface RunOptions {
  dir?: string;
  state?: string;
  autoApprove?: boolean;
}

/**
 * Plans, applies, or destroys without Terraform.
 *
 * @returns the exit code: 1 if a change failed
 * @throws {ScriptError} if nothing was changed, for example if the configuration is invalid
 */
export async function run(
  command: "plan" | "apply" | "destroy",
  { dir = ".", state: file, autoApprove }: RunOptions,
  shell: Shell,
): Promise<number> {
  const directory = await requireDirectory(dir, "--dir", shell);
  const path = await resolveFile(file ?? join(directory, "hunt.state.json"), "--state", shell);
  if (command !== "destroy" || !existsSync(path)) await requireConfiguration(directory, [".tf.json"]);
  const server = createServer(createHuntProvider({ env: shell.env }));
  const client = new ProviderClient(server, suggestName);
  const schema = await client.schema();
  const sources = new Sources(listSecretNames(schema));
  return sources.explain(async () => {
    const written = await readConfiguration(directory, sources);
    const configuration = command === "destroy" ? { ...written, resources: {} } : written;
    await checkConfiguration(configuration, client);
    return withLock(path, async () => {
      const state = await loadState(path);
      const { provider, providerPath } = written;
      const { warnings } = await connect(server, provider, client).catch((error: unknown) => {
        throw new ProblemError(toProblems(error, { path: providerPath }));
      });
      const stateLines = changeState(state, configuration.stateChanges);
      const steps = await planSteps(configuration, state, client, shell.signal);
      for (const warning of warnings) shell.note(sources.format(toProblem(warning, { path: providerPath })));
      for (const { address, block, change } of steps)
        for (const warning of change.warnings)
          shell.note(sources.format(toProblem(warning, { address, path: block?.path })));
      shell.print(escapeLines(formatPlan(steps, schema, stateLines)));
      const isChange =
        stateLines.length > 0 || steps.some((step) => step.isImported || step.change.action !== "no-op");
      if (command === "plan") return 0;
      if (isChange && !autoApprove) await requireConsent(command, shell);
      let saved = Promise.resolve();
      const save = () => (saved = saved.catch(() => {}).then(() => saveState(path, state)));
      const { note, signal } = shell;
      if (stateLines.length > 0) await save();
      const format = (problem: Problem): string => sources.format(problem);
      const problems = await applySteps(steps, { client, state, save, signal, note, format });
      for (const problem of problems) note(problem);
      if (problems.length === 0 && isChange) shell.print(escapeLines(formatResult(command, steps)));
      return Math.min(problems.length, 1);
    });
  });
}

function suggestName(name: string, names: readonly string[]): string {
  return formatDidYouMean(name, names) || "Check its spelling.";
}

async function requireConsent(command: string, shell: Shell): Promise<void> {
  const answer = await shell.ask(`Apply these changes? Only "yes" is accepted: `);
  if (answer === undefined)
    throw new ScriptError(
      `Cannot ask whether to ${command} without a terminal. Add --auto-approve. Nothing was changed.`,
    );
  if (answer.trim() !== "yes") throw new ScriptError("Nothing was changed.");
}

const signs = { create: "  +", update: "  ~", replace: "-/+", delete: "  -" };
const words = {
  create: "will be created",
  update: "will be updated in place",
  replace: "must be replaced",
  delete: "will be destroyed",
};

/** Formats a plan as the engines do. */
export function formatPlan(
  steps: readonly Step[],
  { resources }: ProviderSchema,
  stateLines: readonly string[] = [],
): string {
  const parts = [
    ...stateLines.map((line) => `${line}\n`),
    ...steps.flatMap((step) => formatStep(step, resources[getType(step.address)])),
  ];
  if (steps.length + parts.length === 0)
    return "No changes. Neither the configuration nor the state has resources.\n";
  if (parts.length === 0) return "No changes. HUNT matches the configuration.\n";
  const { imported, added, changed, destroyed } = countChanges(steps);
  const imports = imported > 0 ? `${imported} to import, ` : "";
  return `${parts.join("\n")}\nPlan: ${imports}${added} to add, ${changed} to change, ${destroyed} to destroy.\n`;
}

/** Formats what was done. All steps succeeded. */
function formatResult(command: "apply" | "destroy", steps: readonly Step[]): string {
  const { imported, added, changed, destroyed } = countChanges(steps);
  const imports = imported > 0 ? `${imported} imported, ` : "";
  return command === "apply"
    ? `Apply complete: ${imports}${added} added, ${changed} changed, ${destroyed} destroyed.\n`
    : `Destroy complete: ${destroyed} destroyed.\n`;
}

/** Counts objects as the engines do: a replacement adds one and destroys one. */
function countChanges(
  steps: readonly Step[],
): Readonly<Record<"imported" | "added" | "changed" | "destroyed", number>> {
  const count = (...actions: string[]) =>
    steps.filter(({ change }) => actions.includes(change.action)).length;
  return {
    imported: steps.filter(({ isImported }) => isImported).length,
    added: count("create", "replace"),
    changed: count("update"),
    destroyed: count("delete", "replace"),
  };
}

/** Formats what changes in one object: nothing, or one block of lines. */
function formatStep({ address, change, isImported }: Step, schema: BlockSchema | undefined): string[] {
  const { action, prior } = change;
  const imported = isImported ? [`  < ${address} will be imported\n`] : [];
  if (action === "no-op") return imported;
  const isTainted = prior?.tainted && action === "replace";
  const effect = isTainted ? "is tainted, so it must be replaced" : words[action];
  const head = `${signs[action]} ${address} ${effect}\n`;
  if (action === "delete") return [head];
  const attributes = Object.entries(schema!.attributes);
  return [
    ...imported,
    head + attributes.map(([name, attribute]) => formatAttribute(name, attribute, change)).join(""),
  ];
}

function formatAttribute(
  name: string,
  attribute: SchemaAttribute,
  { prior, planned, requiresReplace }: ResourceChange,
): string {
  const before = prior?.value[name] ?? null;
  const after = planned?.[name] ?? null;
  if (isEqual(before, after, attribute.type)) return "";
  const forces = requiresReplace.some(([first]) => first === name) ? " # forces replacement" : "";
  const value = formatValue(after, attribute);
  if (isNull(before)) return `      + ${name} = ${value}${forces}\n`;
  const sign = isNull(after) ? "-" : "~";
  return `      ${sign} ${name} = ${formatValue(before, attribute)} -> ${value}${forces}\n`;
}

function formatValue(value: Value, attribute: SchemaAttribute): string {
  if (isUnknown(value)) return "(known after apply)";
  if (isSecret(attribute)) return "(sensitive value)";
  return escapeToSingleLine(
    JSON.stringify(toPlainData(value), (_key, part: unknown) =>
      isUnknown(part) ? "(known after apply)" : part,
    ),
    100,
  );
}

function isSecret({ sensitive, writeOnly, nested }: SchemaAttribute): boolean {
  return sensitive || writeOnly || (nested !== null && Object.values(nested.attributes).some(isSecret));
}
