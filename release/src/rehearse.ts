import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildExecutable, type BuiltProgram } from "./executables/build-executable.js";
import { findNode } from "./executables/node-binary.js";
import { programs } from "./executables/programs.js";
import { rehearseHunt } from "./executables/rehearse.js";
import { rehearseNpm } from "./npm/rehearse.js";
import { providerName } from "./provider/create-release.js";
import { rehearseProvider } from "./provider/rehearse.js";
import { formatResults } from "./rehearsal/report.js";

const onProgress = (message: string): void => void process.stderr.write(`${message}\n`);

const directory = await mkdtemp(join(tmpdir(), "release-"));
try {
  const node = await findNode();
  const built = new Map<string, BuiltProgram>();
  for (const program of programs) {
    onProgress(`Building the executable ${program.name}`);
    built.set(program.name, await buildExecutable(program, node, directory));
  }
  const results = [
    ...(await rehearseHunt(built.get("hunt")!, onProgress)),
    ...(await rehearseProvider(built.get(providerName)!, onProgress)),
    ...(await rehearseNpm({ onProgress })),
  ];
  process.stdout.write(`\n${formatResults(results)}`);
  process.exitCode = results.some(({ failure }) => failure !== undefined) ? 1 : 0;
} finally {
  await rm(directory, { recursive: true, force: true });
}
