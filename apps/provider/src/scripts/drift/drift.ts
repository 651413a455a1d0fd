import { resolve } from "node:path";
import { inertLines } from "../inert.js";
import type { Shell } from "../shell.js";
import { findEngine, planAsJson, type EngineName } from "./engine.js";
import { annotate, isOnGitHub, summarise } from "./github.js";
import { readPlan } from "./plan-json.js";
import { table } from "./table.js";

export interface DriftOptions {
  /** The configuration's folder. */
  dir?: string;
  engine?: EngineName;
  json?: boolean;
}

/**
 * Asks the real engine whether HUNT is as the configuration says.
 *
 * @returns the exit code: 0 where it is, 2 where it is not
 * @throws {ScriptError} when there is no engine, or it fails
 */
export async function drift({ dir = ".", engine, json }: DriftOptions, shell: Shell): Promise<number> {
  const program = await findEngine(engine, shell);
  const found = readPlan(await planAsJson(program, resolve(shell.cwd, dir), shell));
  if (json) shell.print(`${JSON.stringify({ drift: found.changes.length > 0, ...found }, null, 2)}\n`);
  else shell.print(inertLines(table(found)));
  if (isOnGitHub(shell)) {
    if (!json) await annotate(found);
    await summarise(found, shell);
  }
  return found.changes.length > 0 ? 2 : 0;
}
