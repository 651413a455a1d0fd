import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

/**
 * Returns the path of a program, or null if it does not exist. Node itself would also search directories that are
 * not in PATH.
 *
 * @param name name or path of the program
 * @param env environment with the variable PATH
 */
export async function findProgram(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  if (name.includes("/")) return (await isExecutable(name)) ? name : null;
  const directories = (env["PATH"] ?? "").split(delimiter).filter((directory) => directory !== "");
  for (const directory of directories) {
    const path = join(directory, name);
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
