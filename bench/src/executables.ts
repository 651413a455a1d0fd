import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "@huntkit/release/find-node";
import { type Program } from "./rows/start-row.js";
import { skip } from "./rows/row.js";

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
  return (
    found ??
    skip(
      row,
      `${name} was not built. Run node release/dist/main.js executables in the root of the repository.`,
    )
  );
}

/** Returns a single executable, with the Node that it contains. Undefined if it was not built. */
export async function findExecutableProgram(
  name: string,
  row: string,
  ...args: string[]
): Promise<Program | undefined> {
  const file = findExecutable(name, row);
  return file === undefined ? undefined : { command: [file, ...args], node: await findNode() };
}
