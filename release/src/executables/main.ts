import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildExecutable } from "./build-executable.js";
import { findNode } from "./node-binary.js";
import { programs } from "./programs.js";

const { values } = parseArgs({ options: { out: { type: "string", default: "out/executables" } } });

const node = await findNode();
for (const program of programs) {
  const path = await buildExecutable(program, node, values.out);
  const { size } = await stat(path);
  process.stdout.write(`${path}  ${Math.round(size / 1e6)} MB\n`);
}
