import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorCatalog } from "@huntkit/toolkit/error-catalog";

/** The sections of the page, with their codes. */
const sections: readonly (readonly [title: string, about: string, codes: RegExp])[] = [
  ["The token", "Results of a check of a token.", /^TOKEN_/],
  ["Requests to HUNT", "Errors of requests to HUNT and of its responses.", /^HUNT_(?!INPUT_)/],
  ["Inputs", "Errors of inputs, flags, and attributes.", /^HUNT_INPUT_/],
  ["The GitHub Action", "Annotations of the action.", /^ACTION_/],
  ["The command line", "Errors of `hunt`.", /^CLI_/],
  ["The Terraform provider", "Diagnostics of the provider.", /^PROVIDER_/],
];

const intro =
  "Each error has a stable code. The apps print it with the error, and the library has it in `code` and `problem`. " +
  "The text of a message may change, but its code does not. Search for the code to find out what to do.";

/** Returns a section with a heading for each code, so a code can be linked and found by the search. */
function formatSection(title: string, about: string, codes: RegExp): string {
  const entries = Object.entries(errorCatalog)
    .filter(([code]) => codes.test(code))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { title: problem, fix }]) => `### ${code}\n\n${problem}\n\n**What to do:** ${fix}\n`);
  return `## ${title}\n\n${about}\n\n${entries.join("\n")}`;
}

/** @argument the output directory */
const out = resolve(process.argv[2]!);

mkdirSync(out, { recursive: true });
const text = sections.map((section) => formatSection(...section)).join("\n");
writeFileSync(join(out, "troubleshooting.md"), `# Troubleshooting\n\n${intro}\n\n${text}`);
