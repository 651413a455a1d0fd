import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildExecutable } from "./executables/build-executable.js";
import { findNode } from "./executables/node-binary.js";
import { programs } from "./executables/programs.js";
import { rehearseHunt } from "./executables/rehearse.js";
import { rehearseNpm } from "./npm/rehearse.js";
import { rehearseProvider } from "./provider/rehearse.js";
import { formatResults } from "./rehearsal/report.js";

const onProgress = (message: string): void => void process.stderr.write(`${message}\n`);

const directory = await mkdtemp(join(tmpdir(), "release-"));
try {
  const node = await findNode();
  const built = new Map<string, string>();
  for (const program of programs) {
    onProgress(`Building the executable ${program.name}`);
    built.set(program.name, await buildExecutable(program, node, directory));
  }
  const provider = {
    file: built.get("terraform-provider-hunt")!,
    licenses: join(directory, "terraform-provider-hunt.LICENSES.txt"),
  };
  const results = [
    ...(await rehearseHunt(built.get("hunt")!)),
    ...(await rehearseProvider(provider, onProgress)),
    ...(await rehearseNpm({ onProgress })),
  ];
  process.stdout.write(`\n${formatResults(results)}`);
  process.exitCode = results.some(({ failure }) => failure !== undefined) ? 1 : 0;
} finally {
  await rm(directory, { recursive: true, force: true });
}
