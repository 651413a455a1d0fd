import { stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getOwnPlatformName } from "../provider/platforms.js";
import { buildExecutable } from "./build-executable.js";
import { findNode } from "./node-binary.js";
import { programs } from "./programs.js";

// Builds the executables for the platform of this machine, in a directory with the name of that platform.

const { values } = parseArgs({ options: { out: { type: "string", default: "out/executables" } } });

const node = await findNode();
for (const program of programs) {
  const path = await buildExecutable(program, node, join(values.out, getOwnPlatformName()));
  const { size } = await stat(path);
  process.stdout.write(`${path}  ${Math.round(size / 1e6)} MB\n`);
}
