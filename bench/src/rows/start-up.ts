import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packages } from "../clients.js";
import { findExecutable } from "../executables.js";
import { compare } from "../pairs.js";
import { packageFolder, timeProcess } from "../processes.js";
import type { Row } from "./row.js";
import { createStartRow } from "./start-row.js";

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
      return timeProcess(process.execPath, ["--input-type=module", "--eval", script], { cwd });
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
const flags = ["--help", "--version"] as const;

/** The time to show the help or the version, compared with a Node process that does nothing. */
export const cliStarts: readonly Row[] = flags.map((flag) =>
  createStartRow({
    name: `cli${flag.slice(1)}`,
    title: `hunt ${flag}, vs. \`node -e 0\`: wall`,
    maxRatio: 1.6,
    findCommand: () => [process.execPath, hunt, flag],
  }),
);

/** The same for the single executable, which contains another Node. */
export const executableStarts: readonly Row[] = flags.map((flag) => {
  const name = `cli${flag.slice(1)}-executable`;
  return createStartRow({
    name,
    title: `hunt ${flag}, single executable, vs. \`node -e 0\`: wall`,
    maxRatio: 1.6,
    findCommand() {
      const file = findExecutable("hunt", name);
      return file === undefined ? undefined : [file, flag];
    },
  });
});
