import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { formatSbom } from "@huntkit/build-plugins";
import { embedModules } from "./embed-modules.js";
import { createExecutableSbom } from "./executable-sbom.js";
import { readNodeLicense } from "./node-binary.js";
import type { Program } from "./programs.js";

const run = promisify(execFile);

/** An executable, and the files that say what is in it. */
export interface BuiltProgram {
  /** Path of the executable. In an archive of the provider, it can also be a script. */
  readonly file: string;
  readonly licenses: string;
  readonly sbom: string;
  /** Path of the package.json that Node.js needs next to a script. */
  readonly packageFile?: string;
}

/** Returns the paths of a program in the directory that it was built in. */
export function locateProgram(name: string, directory: string, isWindows: boolean): BuiltProgram {
  return {
    file: join(directory, isWindows ? `${name}.exe` : name),
    licenses: join(directory, `${name}.LICENSES.txt`),
    sbom: join(directory, `${name}.cdx.json`),
  };
}

/**
 * Builds a single executable for the platform of this machine: Node with the program in it (Node's documentation,
 * "Single executable applications"). V8's code cache, which saves the compilation at each start, cannot be built
 * for another platform.
 *
 * @param node path of the Node that goes into the executable, 25.5 or newer
 * @param directory for the executable, and for the licenses and the SBOM of what is in it
 */
export async function buildExecutable(
  program: Program,
  node: string,
  directory: string,
): Promise<BuiltProgram> {
  await mkdir(directory, { recursive: true });
  const built = locateProgram(program.name, directory, process.platform === "win32");
  const licenses = [await readFile(program.licenses, "utf8"), "Node.js\n", await readNodeLicense(node)];
  await writeFile(built.licenses, licenses.join("\n"));
  const temporary = await mkdtemp(join(tmpdir(), "executable-"));
  try {
    const { main, assets } = await embedModules(program, node, temporary);
    const config = join(temporary, "sea.json");
    await writeFile(
      config,
      JSON.stringify({
        main,
        output: built.file,
        executable: node,
        assets: { ...assets, ...program.assets, "LICENSES.txt": built.licenses },
        useCodeCache: true,
        disableExperimentalSEAWarning: true,
      }),
    );
    await run(node, ["--build-sea", config]);
  } finally {
    await rm(temporary, { recursive: true });
  }
  // macOS runs no changed program with its old signature.
  if (process.platform === "darwin") await run("codesign", ["--force", "--sign", "-", built.file]);
  await writeFile(built.sbom, formatSbom(await createExecutableSbom(program, built.file, node)));
  return built;
}
