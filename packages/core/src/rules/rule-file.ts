import { severities } from "@huntkit/catalog";
import * as z from "zod/mini";
import {
  checkFields,
  createIdentity,
  date,
  flag,
  guid,
  oneOf,
  optionalText,
  parseYaml,
  type TemplateDefaults,
  text,
  trimmedText,
} from "../sources/source-fields.js";
import {
  createSourceErrors,
  readFolder,
  type SourceFile,
  type SourceInput,
  toSourceFile,
} from "../sources/source-file.js";

/** A rule as a file holds it (the vendor's `New-ICRule`). Fields that it does not name are left out. */
export const RuleFile = z.object(
  {
    name: text("Encoded PowerShell"),
    /** Tells versions of one rule from other rules; in lower case. */
    guid,
    /** The condition in Infocyte's query language, which HUNT keeps as the `body` of its row. */
    rule: trimmedText('path == "c:\\temp\\x.exe"'),
    author: optionalText,
    description: optionalText,
    /** What it finds, in few words. */
    short: optionalText,
    severity: z.prefault(oneOf(severities), "medium"),
    created: date,
    updated: date,
    /** What happens where it matches: an alert, unless it says otherwise. */
    action: z.prefault(
      z.object({ alert: z.prefault(flag, "true") }, "it must have fields such as alert."),
      {},
    ),
  },
  "it must be a list of fields, each `name: value`, and one rule a file.",
);
export type RuleFile = z.infer<typeof RuleFile>;

/**
 * Reads a rule.
 *
 * @param source the YAML, or a file with it
 * @throws {HuntInputError} `input: "rule"`; `problem` is `yaml` or `field`
 */
export async function parseRule(source: SourceInput): Promise<RuleFile> {
  const file = toSourceFile(source);
  const refuse = createSourceErrors("rule", file);
  return checkFields(RuleFile, await parseYaml(file.text, refuse), refuse);
}

/** Writes a rule so that {@link parseRule} reads the same. */
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

/** What a new rule is to say. */
export type NewRule = Pick<RuleFile, "name" | "rule"> &
  Partial<Pick<RuleFile, "author" | "description" | "short" | "severity">>;

/** A new rule to begin from, with a GUID of its own (the vendor's `New-ICRule`). */
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
 * The rules of a folder, sorted by path: `*.yml` and `*.yaml` in it and below it, but for `draft`, `examples`
 * and `tests`.
 *
 * @throws {HuntInputError} `input: "folder"` when it cannot be read, and as {@link parseRule} does, naming
 *   the file
 */
export async function readRuleFolder(path: string): Promise<SourceFile[]> {
  const files = await readFolder(path, ["yaml", "yml"]);
  await Promise.all(files.map(parseRule));
  return files;
}
