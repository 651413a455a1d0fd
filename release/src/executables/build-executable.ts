import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readNodeLicense } from "./node-binary.js";
import type { Program } from "./programs.js";

const run = promisify(execFile);

/**
 * Builds a single executable for the platform of this machine: Node with the program in it (Node's documentation,
 * "Single executable applications"). V8's code cache, which saves the compilation at each start, cannot be built
 * for another platform.
 *
 * @param node path of the Node that goes into the executable, 25.5 or newer
 * @param directory for the executable and the licenses of what is in it
 * @returns path of the executable
 */
export async function buildExecutable(program: Program, node: string, directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const output = join(directory, process.platform === "win32" ? `${program.name}.exe` : program.name);
  const temporary = await mkdtemp(join(tmpdir(), "executable-"));
  try {
    const config = join(temporary, "sea.json");
    await writeFile(
      config,
      JSON.stringify({
        main: program.bundle,
        output,
        executable: node,
        assets: program.assets,
        useCodeCache: true,
        disableExperimentalSEAWarning: true,
      }),
    );
    await run(node, ["--build-sea", config]);
  } finally {
    await rm(temporary, { recursive: true });
  }
  // macOS runs no changed program with its old signature.
  if (process.platform === "darwin") await run("codesign", ["--force", "--sign", "-", output]);
  const licenses = [await readFile(program.licenses, "utf8"), "Node.js\n", await readNodeLicense(node)];
  await writeFile(join(directory, `${program.name}.LICENSES.txt`), licenses.join("\n"));
  return output;
}
