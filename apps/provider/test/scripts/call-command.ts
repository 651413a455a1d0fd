import { execFile } from "node:child_process";
import { join } from "node:path";
import { builtProvider } from "../workspace.js";

/** The built command `hunt-provider`. */
export const script = join(builtProvider, "hunt-provider.js");

/** Runs the built command in a directory. */
export function callCommand(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { cwd, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
