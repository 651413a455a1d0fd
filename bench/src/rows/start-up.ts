import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packages } from "../clients.js";
import { compare } from "../pairs.js";
import { packageFolder, timeIdleNode, timeNode } from "../processes.js";
import type { Row } from "./row.js";

/** The time to load a package: a new process that imports it, compared with one that imports undici. */
export const importing: Row = {
  name: "import",
  title: "a process that imports the package, vs. undici: wall",
  unit: "ms",
  maxRatio: 1.3,
  others: "-",
  async *measure(chosen, quick) {
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const time = (name: string) => {
      const script = `import ${JSON.stringify(name)};`;
      return timeNode(process.execPath, ["--input-type=module", "--eval", script], { cwd });
    };
    for (const name of chosen) {
      const comparison = await compare(
        () => time(packages[name]),
        () => time("undici"),
        quick ? 1 : 11,
        quick ? 0 : 1,
      );
      yield [name, comparison];
    }
  },
};

const hunt = join(packageFolder("@huntkit/cli"), "dist/hunt.cjs");

/** The time to show the help or the version, compared with a Node process that does nothing. */
export const cliStarts: readonly Row[] = ["--help", "--version"].map((flag): Row => ({
  name: `cli${flag.slice(1)}`,
  title: `hunt ${flag}, vs. \`node -e 0\`: wall`,
  unit: "ms",
  maxRatio: 1.6,
  others: "-",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const comparison = await compare(
      () => timeNode(process.execPath, [hunt, flag], {}),
      timeIdleNode,
      quick ? 1 : 25,
      quick ? 0 : 1,
    );
    yield ["huntkit", comparison];
  },
}));
