import type {
  FeatureName,
  InputDeclaration,
  InputTypes,
  OutputDeclaration,
} from "../src/inputs/declaration.js";
import { inputDeclarations } from "../src/inputs/inputs.js";
import { outputDeclarations } from "../src/report/outputs.js";

/** Matches a table with its marks, for example `<!-- inputs: scan -->` and `<!-- end -->`. */
const table = /<!-- (inputs|outputs|combinations): (\w+) -->\n.*?<!-- end -->/gs;

/**
 * Replaces the tables of inputs, outputs, and combinations of inputs in a Markdown page.
 *
 * @throws {Error} if a mark has an unknown name or occurs twice, or if a table is missing
 */
export function updateTables(page: string): string {
  const missing = new Set([...featuresOf("inputs"), ...featuresOf("outputs"), "combinations: all"]);
  const updated = page.replaceAll(table, (_, kind: keyof typeof rows, feature: FeatureName) => {
    const key = `${kind}: ${feature}`;
    if (!missing.delete(key)) throw new Error(`The mark <!-- ${key} --> is unknown, or occurs twice.`);
    return `<!-- ${key} -->\n\n${rows[kind](feature).join("\n")}\n\n<!-- end -->`;
  });
  if (missing.size > 0)
    throw new Error(`The page has no table with the mark <!-- ${[...missing].join(" -->, <!-- ")} -->.`);
  return updated;
}

const declarations = {
  inputs: Object.entries<InputDeclaration>(inputDeclarations),
  outputs: Object.entries<OutputDeclaration>(outputDeclarations),
};

function featuresOf(kind: "inputs" | "outputs"): string[] {
  return declarations[kind].map(([, { feature }]) => `${kind}: ${feature}`);
}

const rows = {
  inputs: (feature: FeatureName) => [
    "| Input | Type | Default | Description |",
    "|---|---|---|---|",
    ...declarations.inputs
      .filter(([, input]) => input.feature === feature)
      .map(
        ([name, input]) =>
          `| \`${name}\` | ${typeNames[input.type]} | ${formatDefault(input)}| ${input.description} |`,
      ),
  ],
  outputs: (feature: FeatureName) => [
    "| Output | Description |",
    "|---|---|",
    ...declarations.outputs
      .filter(([, output]) => output.feature === feature)
      .map(([name, { description }]) => `| \`${name}\` | ${description} |`),
  ],
  combinations: () => [
    "| Input | Requires | Has no effect without | Cannot be used with |",
    "|---|---|---|---|",
    ...listCombinations(),
  ],
};

/** Lists the rules for combinations. Inputs with the same rules share a row. */
function listCombinations(): string[] {
  const shared = new Map<string, string[]>();
  for (const [name, input] of declarations.inputs) {
    const { requires = {}, effectiveWith = [], conflictsWith = {} } = input;
    const rules = [
      formatRequired(Object.keys(requires)),
      formatCodes(effectiveWith, " or "),
      formatCodes(Object.keys(conflictsWith)),
    ];
    if (rules.every((rule) => rule === "")) continue;
    const key = rules.map((rule) => rule && `${rule} `).join("| ");
    shared.set(key, [...(shared.get(key) ?? []), name]);
  }
  return [...shared].map(([rules, names]) => `| ${formatCodes(names)} | ${rules}|`);
}

/** Lists the inputs that are required, and after them those that another input can replace. */
function formatRequired(names: readonly string[]): string {
  const [replacement, { replaces = [] } = {}] =
    declarations.inputs.find(([, input]) => input.replaces?.some((name) => names.includes(name))) ?? [];
  if (replacement === undefined) return formatCodes(names);
  const always = formatCodes(names.filter((name) => !replaces.includes(name)));
  const replaced = formatCodes(
    names.filter((name) => replaces.includes(name)),
    " and ",
  );
  return `${always}, and either ${replaced} or ${formatCodes([replacement])}`;
}

function formatCodes(names: readonly string[], separator = ", "): string {
  return names.map((name) => `\`${name}\``).join(separator);
}

/** Names of the types for users. */
const typeNames: Readonly<Record<keyof InputTypes, string>> = {
  string: "string",
  integer: "integer",
  boolean: "boolean",
  names: "list",
  json: "JSON",
  "past-time": "duration or time",
  date: "date",
  choice: "word",
  secret: "secret",
  "hunt-token": "secret",
  "pem-file": "PEM",
};

function formatDefault({ required, default: value }: InputDeclaration): string {
  if (required) return "Required ";
  return value === undefined ? "" : `\`${value}\` `;
}
