import { severities, type Severity } from "@huntkit/catalog";
import * as z from "zod/mini";
import {
  checkFields,
  date,
  flag,
  guid,
  oneOf,
  optionalText,
  parseYaml,
  text,
  trimmedText,
} from "../sources/source-fields.js";
import { createIdentity, type TemplateDefaults } from "../sources/template-defaults.js";
import {
  createSourceErrors,
  readDirectory,
  type SourceFile,
  type SourceInput,
  toSourceFile,
} from "../sources/source-file.js";

/** A rule in a file (the vendor's `New-ICRule`). Unknown fields are ignored. */
export interface RuleFile {
  name: string;
  /** Identifies the rule in all its versions; in lower case. */
  guid: string;
  /** Condition in Infocyte's query language. HUNT stores it as the `body` of its row. */
  rule: string;
  /** Author of the rule; empty if there is none. */
  author: string;
  /** Description of the rule; empty if there is none. */
  description: string;
  /** Short description of what the rule finds; empty if there is none. */
  short: string;
  /** Severity of its alerts. Default: `medium`. */
  severity: Severity;
  /** Date of the first version, as in the file: `2024-02-01`; null if it is missing. */
  created: string | null;
  /** Date of this version; null if it is missing. */
  updated: string | null;
  /** What HUNT does if the rule matches. Default: an alert. */
  action: { alert: boolean };
}

const ruleFile: z.ZodMiniType<RuleFile> = z.object(
  {
    name: text("Encoded PowerShell"),
    guid,
    rule: trimmedText('path == "c:\\temp\\x.exe"'),
    author: optionalText,
    description: optionalText,
    short: optionalText,
    severity: z.prefault(oneOf(severities), "medium"),
    created: date,
    updated: date,
    action: z.prefault(z.object({ alert: z.prefault(flag, "true") }, "must have fields such as alert."), {}),
  },
  "must be a list of fields, each `name: value`. A file has one rule.",
);

/**
 * Parses a rule.
 *
 * @param source the YAML, or a file that contains it
 * @throws {HuntInputError} `input: "rule"`; `problem` is `yaml` or `field`
 */
export async function parseRule(source: SourceInput): Promise<RuleFile> {
  const file = toSourceFile(source);
  const toInputError = createSourceErrors("rule", file);
  return checkFields(ruleFile, await parseYaml(file.text, toInputError), toInputError);
}

/** Formats a rule, which {@link parseRule} parses to the same values. */
export async function formatRule(rule: RuleFile): Promise<string> {
  const { stringify } = await import("yaml");
  const {
    name,
    guid: id,
    rule: condition,
    author,
    description,
    short,
    severity,
    created,
    updated,
    action,
  } = rule;
  const given = {
    name,
    guid: id,
    rule: condition,
    author,
    description,
    short,
    severity: severity[0]!.toUpperCase() + severity.slice(1),
    created,
    updated,
    action,
  };
  return stringify(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== "")),
    { lineWidth: 0 },
  );
}

/** The fields of a new rule. */
export type NewRule = Pick<RuleFile, "name" | "rule"> &
  Partial<Pick<RuleFile, "author" | "description" | "short" | "severity">>;

/** Creates the text of a new rule, with a new GUID (the vendor's `New-ICRule`). */
export function createRuleTemplate(
  { author = "", description = "", short = "", severity = "medium", ...rest }: NewRule,
  options: TemplateDefaults = {},
): Promise<string> {
  return formatRule({
    ...rest,
    author,
    description,
    short,
    severity,
    ...createIdentity(options),
    action: { alert: true },
  });
}

/**
 * Reads the rules of a directory, sorted by path: all `*.yml` and `*.yaml` files in it and its
 * subdirectories, except `draft`, `examples`, and `tests`.
 *
 * @throws {HuntInputError} `input: "directory"` if it cannot be read, and as {@link parseRule}, with the path of
 *   the file
 */
export async function readRuleDirectory(path: string): Promise<SourceFile[]> {
  const files = await readDirectory(path, ["yaml", "yml"]);
  await Promise.all(files.map(parseRule));
  return files;
}
