import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { contenders, packages, type Contender } from "./clients.js";
import { compareReports, readReport, type Report } from "./report.js";
import { rows } from "./rows/index.js";
import { detail, table, type Measurement } from "./table.js";

// Exits normally on Ctrl+C, so no temporary files are left.
process.once("SIGINT", () => process.exit(130));

const values = readOptions();
if (values.scale) {
  const { scaleRuns } = await import("./scale/runs.js");
  const chosen = choose("only", scaleRuns, ({ name }) => name, values.only);
  await (await import("./scale/main.js")).measureScale(chosen, values);
  process.exit();
}
const chosenRows = choose("only", rows, ({ name }) => name, values.only);
const chosenClients = choose("client", contenders, (name) => name, values.client);
const earlier = values.compare === undefined ? undefined : readEarlier(values.compare);
const options = { chosen: chosenClients, quick: values.quick, peer: values.peer };

const measurements: Measurement[] = [];
for (const row of chosenRows) {
  const cells: Measurement["cells"] = {};
  for await (const [name, result] of row.measure(options)) {
    cells[name] = result;
    process.stderr.write(`${row.name} ${name} ${detail(row, result)}\n`);
  }
  measurements.push({ row, cells });
}

const machine = `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}`;
if (values.json) {
  const plain = measurements.map(({ row: { name, title, unit, target, others }, cells }) => ({
    name,
    title,
    unit,
    target,
    others,
    cells,
  }));
  process.stdout.write(`${JSON.stringify({ machine, rows: plain } satisfies Report, null, 2)}\n`);
} else {
  process.stdout.write(
    `\nMedians of pairs in the same run, with the first and third quartile. Lower is better.\n${machine}\n\n${table(measurements, titles())}\n`,
  );
}
if (earlier) {
  const { text, worse } = compareReports(earlier, measurements);
  process.stderr.write(`\nCompared with ${values.compare} (${earlier.machine}):\n\n${text}\n`);
  if (worse.length > 0) process.exitCode = 1;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        only: { type: "string", multiple: true },
        client: { type: "string", multiple: true },
        peer: { type: "string" },
        compare: { type: "string" },
        json: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        scale: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return fail(
      `${(error as Error).message.replace(/\.?$/, ".")} Options: --only <row>, --client <name>, --peer <directory>, --compare <file>, --json, --quick, --scale.`,
    );
  }
}

function readEarlier(path: string): Report {
  try {
    return readReport(path);
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** Returns all items, or those in an option. The option can be repeated, and its values can be comma-separated. */
function choose<T>(
  option: string,
  all: readonly T[],
  nameOf: (each: T) => string,
  given: readonly string[] | undefined,
): readonly T[] {
  if (given === undefined) return all;
  const names = given.flatMap((value) => value.split(","));
  const unknown = names.find((name) => !all.some((each) => nameOf(each) === name));
  if (unknown !== undefined)
    fail(`Invalid value "${unknown}" for --${option}. Use one of ${all.map(nameOf).join(", ")}.`);
  return all.filter((each) => names.includes(nameOf(each)));
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
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
