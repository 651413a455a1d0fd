import { join, resolve } from "node:path";
import { createServer } from "@huntkit/terraform-plugin";
import { connect, ProviderClient } from "@huntkit/terraform-plugin/engine";
import { createHuntProvider } from "../../hunt/provider.js";
import { escapeLogLines, ScriptError, type Shell } from "../shell.js";
import { applySteps } from "./apply.js";
import { type Configuration, readConfiguration } from "./configuration.js";
import { checkConfiguration, planSteps } from "./plan.js";
import { formatPlan } from "./show.js";
import { loadState, saveState, withLock } from "./state.js";

export interface RunOptions {
  dir?: string;
  state?: string;
  autoApprove?: boolean;
}

/**
 * Plans, and applies or destroys, without Terraform.
 *
 * @returns the exit code: 1 where something went wrong on the way
 * @throws {ScriptError | ProviderFailed} where nothing was changed: for a configuration that is wrong or beyond this, a lock, a plan that failed, no consent
 */
export async function run(
  command: "plan" | "apply" | "destroy",
  { dir = ".", state: file, autoApprove }: RunOptions,
  shell: Shell,
): Promise<number> {
  const folder = resolve(shell.cwd, dir);
  const path = resolve(shell.cwd, file ?? join(folder, "hunt.state.json"));
  const written = await readConfiguration(folder);
  const configuration: Configuration = command === "destroy" ? { ...written, resources: {} } : written;
  const server = createServer(createHuntProvider({ env: shell.env }));
  await checkConfiguration(configuration, new ProviderClient(server));
  return withLock(path, async () => {
    const state = await loadState(path);
    const { client, warnings } = await connect(server, written.provider);
    const steps = await planSteps(configuration, state, client, shell.signal);
    for (const { summary, detail } of [...warnings, ...steps.flatMap(({ change }) => change.warnings)])
      shell.note(escapeLogLines(`Warning: ${summary}. ${detail}`));
    shell.print(escapeLogLines(formatPlan(steps, await client.schema())));
    const isChange = steps.some(({ change }) => change.action !== "no-op");
    if (command === "plan") return 0;
    if (isChange && !autoApprove) await requireConsent(command, shell);
    let saved = Promise.resolve();
    const save = () => (saved = saved.catch(() => {}).then(() => saveState(path, state)));
    const problems = await applySteps(steps, { client, state, save, signal: shell.signal, note: shell.note });
    for (const problem of problems) shell.note(escapeLogLines(problem));
    if (problems.length === 0 && isChange) shell.print(`Done: ${command}.\n`);
    return Math.min(problems.length, 1);
  });
}

async function requireConsent(command: string, shell: Shell): Promise<void> {
  const answer = await shell.ask(`Shall hunt-provider do this? Only "yes" is taken for it: `);
  if (answer === undefined)
    throw new ScriptError(
      `Nobody is there to ask whether to ${command}. Add --auto-approve. Nothing was changed.`,
    );
  if (answer.trim() !== "yes") throw new ScriptError("Nothing was changed.");
}
