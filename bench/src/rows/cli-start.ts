import { join } from "node:path";
import { compare } from "../pairs.js";
import { packageFolder, timeIdleNode, timeNode } from "../processes.js";
import type { Row } from "./row.js";

const script = join(packageFolder("@huntkit/cli"), "dist/hunt.cjs");

/** What people wait for when they only ask what there is: `hunt --help` and `hunt --version`, to a Node that does nothing. */
export const cliStarts: readonly Row[] = ["--help", "--version"].map((flag): Row => ({
  name: `cli${flag.slice(1)}`,
  title: `hunt ${flag}, to \`node -e 0\`: wall`,
  unit: "ms",
  most: 1.6,
  others: "-",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    yield [
      "huntkit",
      await compare(
        () => timeNode(process.execPath, [script, flag], {}),
        timeIdleNode,
        quick ? 1 : 25,
        quick ? 0 : 1,
      ),
    ];
  },
}));
