import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packages } from "../clients.js";
import { findExecutableProgram } from "../executables.js";
import { compare } from "../pairs.js";
import { packageFolder, startSandboxProcess, timeIdleNode, timeProcess } from "../processes.js";
import { createOwnRow, type Row } from "./row.js";
import { createStartRow } from "./start-row.js";

/** The time to load a package: a new process that imports it, compared with one that imports undici. */
export const importing: Row = {
  name: "import",
  title: "a process that imports the package, vs. undici: wall",
  unit: "ms",
  target: 1,
  others: "-",
  async *measure({ chosen, quick }) {
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const time = (name: string) => {
      const script = `import ${JSON.stringify(name)};`;
      return timeProcess(process.execPath, ["--input-type=module", "--eval", script], { cwd });
    };
    for (const name of chosen) {
      const pairs = name === "huntkit" ? 15 : 3;
      const result = await compare(
        () => time(packages[name]),
        () => time("undici"),
        quick ? 1 : pairs,
        quick ? 0 : 1,
      );
      yield [name, result];
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
    target: 1.1,
    findProgram: () => ({ command: [process.execPath, hunt, flag] }),
  }),
);

/** The same for the single executable, which contains another Node. */
export const executableStarts: readonly Row[] = flags.map((flag) => {
  const name = `cli${flag.slice(1)}-executable`;
  return createStartRow({
    name,
    title: `hunt ${flag}, single executable, vs. \`node -e 0\`: wall`,
    target: 1.1,
    findProgram: () => findExecutableProgram("hunt", name, flag),
  });
});

/** The time of a command that sends requests. */
export const alertList = createOwnRow({
  name: "alert-list",
  title: "hunt alert list of 30 alerts, vs. `node -e 0`: wall",
  unit: "ms",
  target: 1.8,
  async measure({ quick }) {
    const sandbox = await startSandboxProcess();
    const env = { ...process.env, HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
    const list = [hunt, "alert", "list", "--limit", "30"];
    try {
      return await compare(
        () => timeProcess(process.execPath, list, { env }),
        timeIdleNode,
        quick ? 1 : 25,
        quick ? 0 : 1,
      );
    } finally {
      sandbox.stop();
    }
  },
});
