import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { contenders, packages, type Contender } from "./clients.js";
import { rows } from "./rows/index.js";
import { detail, table, type Measurement } from "./table.js";

// Exits normally on Ctrl+C, so no temporary files are left.
process.once("SIGINT", () => process.exit(130));

const values = readOptions();
const chosenRows = choose("only", rows, ({ name }) => name, values.only);
const chosenClients = choose("client", contenders, (name) => name, values.client);

const measurements: Measurement[] = [];
for (const row of chosenRows) {
  const cells: Measurement["cells"] = {};
  for await (const [name, comparison] of row.measure(chosenClients, values.quick)) {
    cells[name] = comparison;
    process.stderr.write(`${row.name} ${name} ${detail(row, comparison)}\n`);
  }
  measurements.push({ row, cells });
}

const machine = `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}`;
if (values.json) {
  const plain = measurements.map(({ row: { name, title, unit, maxRatio }, cells }) => ({
    name,
    title,
    unit,
    maxRatio,
    cells,
  }));
  process.stdout.write(`${JSON.stringify({ machine, rows: plain }, null, 2)}\n`);
} else {
  process.stdout.write(
    `\nRatios to bare undici.request and JSON.parse: medians of pairs in the same run. Lower is better.\n${machine}\n\n${table(measurements, titles())}\n`,
  );
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        only: { type: "string" },
        client: { type: "string" },
        json: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message.replace(/\.?$/, ".")} Options: --only <row>, --client <name>, --json, --quick.\n`,
    );
    process.exit(2);
  }
}

/** Returns all items, or the one in an option. */
function choose<T>(
  option: string,
  all: readonly T[],
  nameOf: (each: T) => string,
  name: string | undefined,
): readonly T[] {
  const found = name === undefined ? all : all.filter((each) => nameOf(each) === name);
  if (found.length > 0) return found;
  process.stderr.write(
    `Invalid value "${name}" for --${option}. Use one of ${all.map(nameOf).join(", ")}.\n`,
  );
  process.exit(2);
}

/** Returns the names of the contenders with their versions in package.json. */
function titles(): Record<Contender, string> {
  const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const title = (name: Contender) =>
    name === "huntkit" ? name : `${packages[name]} ${dependencies[packages[name]]}`;
  return Object.fromEntries(contenders.map((name) => [name, title(name)])) as Record<Contender, string>;
}
