import { fileURLToPath } from "node:url";
import { packages } from "../clients/client.js";
import { compare } from "../pairs.js";
import { timeNode } from "../processes.js";
import type { Row } from "./row.js";

/** What a program waits for before its first line: a fresh process that imports the package, to one that imports undici. */
export const importing: Row = {
  name: "import",
  title: "a process that imports the package, to undici: wall",
  unit: "ms",
  most: 1.3,
  others: "-",
  async *measure(chosen, quick) {
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const time = (name: string) =>
      timeNode(process.execPath, ["--input-type=module", "--eval", `import ${JSON.stringify(name)};`], {
        cwd,
      });
    for (const name of chosen)
      yield [
        name,
        await compare(
          () => time(packages[name]),
          () => time("undici"),
          quick ? 1 : 11,
          quick ? 0 : 1,
        ),
      ];
  },
};
