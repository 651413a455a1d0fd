import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  evidences,
  models,
  policyAssignment,
  type Evidence,
  type Fields,
  type Model,
} from "@huntkit/catalog";
import { describeAssumedWrites } from "@huntkit/toolkit";

/** What each mark means, in one sentence. */
const meanings: Readonly<Record<Evidence, string>> = {
  live: "Seen on a live hosted instance by a public source.",
  vendor: "In the vendor's help pages, PowerShell module, tests, or XSOAR pack.",
  "vendor sample": "In a response that the vendor has published, from 2017 to 2020.",
  specification: "In an instance's own OpenAPI document. It proves that the route or field exists.",
  read: "Read by a client that runs against live instances. No public response shows it.",
  assumed: "No public source shows it. huntkit expects it, and works without it.",
};

const intro =
  "HUNT's API has no public reference. huntkit's catalog states for each model and field how it is known. " +
  "Instances differ: read a row of your own without `fields` to see what it has. Unknown fields are kept. " +
  "Fields that only the sandbox or only clients use are not listed.";

interface KnownField {
  readonly path: string;
  readonly type: string;
  readonly known: Evidence;
  readonly description: string;
}

/** Lists the fields of a model, those in objects included, with the marks that they have or inherit. */
function listFields(fields: Fields, inherited: Evidence, prefix = ""): KnownField[] {
  return Object.entries(fields)
    .filter(([, { only }]) => only === undefined)
    .flatMap(([name, { type, known = inherited, description, fields: inner = {} }]) => [
      { path: prefix + name, type, known, description },
      ...listFields(inner, known, `${prefix}${name}.`),
    ]);
}

function formatCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function formatModel(model: Model): string {
  const { route, description, known, fieldsKnown = known, fields } = model;
  const writes = describeAssumedWrites(model);
  const rows = listFields(fields, fieldsKnown).map(
    (field) => `| \`${field.path}\` | ${field.type} | ${field.known} | ${formatCell(field.description)} |`,
  );
  return [
    `## ${route}\n\n${`${description} The model is known by: ${known}. ${writes}`.trimEnd()}\n`,
    "| Field | Type | Known by | Description |\n|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function formatMarks(all: readonly Model[]): string {
  const marks = all.flatMap(({ known, fieldsKnown = known, fields }) =>
    listFields(fields, fieldsKnown).map((field) => field.known),
  );
  const rows = evidences.map((evidence) => {
    const modelCount = all.filter(({ known }) => known === evidence).length;
    const fieldCount = marks.filter((mark) => mark === evidence).length;
    return `| ${evidence} | ${meanings[evidence]} | ${modelCount} | ${fieldCount} |`;
  });
  return ["| Mark | Meaning | Models | Fields |\n|---|---|---|---|", ...rows, ""].join("\n");
}

/** @argument the output directory */
const out = resolve(process.argv[2]!);
const all = [...Object.values<Model>(models), policyAssignment].toSorted((one, other) =>
  one.route.localeCompare(other.route, "en"),
);

mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, "known-of-hunt.md"),
  `# What is known about HUNT\n\n${intro}\n\n${formatMarks(all)}\n${all.map(formatModel).join("\n")}`,
);
