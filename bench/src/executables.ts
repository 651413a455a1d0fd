import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const directory = fileURLToPath(new URL("../../out/executables", import.meta.url));

/**
 * Returns the path of a single executable. They are not part of the build, because they take longer than everything else.
 *
 * @param row name of the row that is skipped without it
 */
export function findExecutable(name: string, row: string): string | undefined {
  const [platform = ""] = existsSync(directory) ? readdirSync(directory) : [];
  const paths = [name, `${name}.exe`].map((file) => join(directory, platform, file));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    process.stderr.write(
      `${row} SKIPPED: ${name} was not built. Run node release/dist/main.js executables in the root of the repository.\n`,
    );
  return found;
}
