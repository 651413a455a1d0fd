import { getDefault, jobs, toCamelCase, type Input, type Job, type System } from "./jobs.js";

const start = "<!-- inputs -->\n";
const end = "<!-- end -->";

/**
 * Returns a page with a current table of inputs between its marks.
 *
 * @throws {Error} if the page has no marks
 */
export function updateInputTable(page: string, system: System): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The page has no marks ${start.trim()} and ${end}.`);
  return `${page.slice(0, from)}${start}\n${formatTable(system)}\n${page.slice(to)}`;
}

/** Lists the inputs of all jobs first. */
function formatTable(system: System): string {
  const [first, ...others] = jobs as [Job, ...Job[]];
  const shared = first.inputs.filter((input) => others.every(({ inputs }) => inputs.includes(input)));
  const rows = [
    ...shared.map((input) => ["all", input] as const),
    ...jobs.flatMap((job) =>
      job.inputs
        .filter((input) => !shared.includes(input))
        .map((input) => [`\`${system === "jenkins" ? job.step : job.name}\``, input] as const),
    ),
  ];
  const lines = rows.map(([job, input]) => `| ${job} | ${formatRow(input, system)} |`);
  return [`| Of | Input | Default | Description |`, "|---|---|---|---|", ...lines, ""].join("\n");
}

function formatRow(input: Input, system: System): string {
  const name = system === "gitlab" ? input.name : toCamelCase(input.name);
  const fallback = getDefault(input, system);
  const options =
    input.options === undefined
      ? ""
      : ` One of ${input.options.map((option) => `\`${option}\``).join(", ")}.`;
  return `\`${name}\` | ${formatDefault(fallback)} | ${input.description}${options}`;
}

function formatDefault(value: Input["default"]): string {
  if (value === undefined) return "Required";
  return value === "" ? "" : `\`${value}\``;
}
