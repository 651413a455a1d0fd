import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatErrorTable } from "@huntkit/toolkit/error-catalog";

/** The chapters of the page, with their codes. */
const chapters: readonly (readonly [title: string, about: string, codes: RegExp])[] = [
  ["The token", "What a check of a token can find.", /^TOKEN_/],
  ["Requests to HUNT", "What can happen on the way to HUNT and back.", /^HUNT_(?!INPUT_)/],
  ["Inputs", "What can be wrong with an input, a flag, or an attribute.", /^HUNT_INPUT_/],
  ["The GitHub Action", "Annotations of the Action.", /^ACTION_/],
  ["The command line", "Errors of `hunt`.", /^CLI_/],
  ["The Terraform provider", "Diagnostics of the provider.", /^PROVIDER_/],
];

const intro =
  "Each error has a stable code. The library has it in `code` and `problem`, and the apps print it with the error. " +
  "The text of a message may change, and its code does not.";

/** @argument the output directory */
const out = resolve(process.argv[2]!);

const sections = chapters.map(
  ([title, about, codes]) => `## ${title}\n\n${about}\n\n${formatErrorTable(codes)}\n`,
);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "troubleshooting.md"), `# Troubleshooting\n\n${intro}\n\n${sections.join("\n")}`);
