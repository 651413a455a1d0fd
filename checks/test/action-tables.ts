import { manifest } from "./huntkit-uses.js";

/** What `action.yml` tells of an input or an output. */
interface Entry {
  description: string;
  required?: boolean;
  default?: string;
}

type Kind = "inputs" | "outputs";

/** A table's mark, such as `<!-- inputs: scan to cancel-task -->`, and all up to its end. */
const table = /<!-- (inputs|outputs): ([\w-]+)(?: to ([\w-]+))? -->\n.*?<!-- end -->/gs;

/** The tables of a page anew, each from the part of `action.yml` that its mark names. */
export function withTables(page: string): string {
  return page.replaceAll(table, (_, kind: Kind, first: string, last = first) => {
    const mark = first === last ? first : `${first} to ${last}`;
    return `<!-- ${kind}: ${mark} -->\n\n${rows[kind](entriesFrom(kind, first, last)).join("\n")}\n\n<!-- end -->`;
  });
}

/** The names of all inputs, or of all outputs, that the page's tables tell. */
export function namesIn(page: string, kind: Kind): string[] {
  const tables = [...page.matchAll(table)].filter(([, its]) => its === kind);
  return tables.flatMap(([, , first = "", last = first]) =>
    entriesFrom(kind, first, last).map(([name]) => name),
  );
}

function entriesFrom(kind: Kind, first: string, last: string): [string, Entry][] {
  const all = Object.entries<Entry>(manifest[kind]);
  const [from, to] = [first, last].map((name) => all.findIndex(([each]) => each === name)) as [
    number,
    number,
  ];
  if (from < 0 || to < from)
    throw new Error(
      `action.yml has no ${kind} from ${first} to ${last}. Correct the mark in docs/action.md.`,
    );
  return all.slice(from, to + 1);
}

const rows: Record<Kind, (entries: [string, Entry][]) => string[]> = {
  inputs: (entries) => [
    "| input | default | what it is |",
    "|---|---|---|",
    ...entries.map(([name, entry]) => `| \`${name}\` | ${defaultOf(entry)}| ${entry.description} |`),
  ],
  outputs: (entries) => [
    "| output | what it is |",
    "|---|---|",
    ...entries.map(([name, { description }]) => `| \`${name}\` | ${description} |`),
  ],
};

function defaultOf({ required, default: value }: Entry): string {
  if (required) return "required ";
  return value ? `\`${value}\` ` : "";
}
