import jsTokens from "js-tokens";
import { files, read } from "../test/repository.js";
import { phrases, type Phrase } from "./phrases.js";

/** An occurrence of a banned phrase. */
export interface Hit {
  /** Path from the root, and line. */
  readonly place: string;
  readonly phrase: string;
  readonly level: Phrase["level"];
  readonly instead: string;
}

/** A piece of prose and its first line. */
interface Passage {
  readonly line: number;
  readonly text: string;
}

const searched = ["*.md", "*.ts", "*.tsx", "*.mts", "*.cts", "*.yml", "*.yaml"];
/** Generated files, the list itself, and text by others. */
const skipped = /(^|\/)(dist|node_modules)\/|^pnpm-lock|^checks\/phrases\/|^apps\/provider\/docs\//;

/** Returns every hit in the prose of the repository: Markdown, YAML, string literals with a space, comments, and test names. */
export function findPhrases(): Hit[] {
  const paths = files(...searched).filter((path) => !skipped.test(path));
  return paths.flatMap((path) => readPassages(path).flatMap((passage) => hitsIn(path, passage)));
}

function readPassages(path: string): Passage[] {
  const text = read(path);
  if (path.endsWith(".md")) return extractFromMarkdown(text);
  if (/\.ya?ml$/.test(path)) return extractFromYaml(text);
  return [...extractFromCode(text, path.endsWith(".tsx"))];
}

/** Paragraphs without code. A phrase may wrap, so lines are joined. */
function extractFromMarkdown(text: string): Passage[] {
  const blank = (code: string): string => code.replace(/[^\n]/g, " ");
  const prose = text.replace(/^ *(```|~~~)[^]*?^ *\1/gm, blank).replace(/`[^`]*`/g, blank);
  return splitAtBlankLines(prose);
}

/** Comments and values. Keys do not contain spaces. */
function extractFromYaml(text: string): Passage[] {
  return splitAtBlankLines(text.replace(/`[^`\n]*`/g, "").replace(/^(\s*)#/gm, "$1"));
}

function splitAtBlankLines(text: string): Passage[] {
  const passages: Passage[] = [];
  let line = 1;
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    passages.push({ line, text: paragraph });
    line += paragraph.split("\n").length + 1;
  }
  return passages;
}

function* extractFromCode(text: string, jsx: boolean): Generator<Passage> {
  let line = 1;
  for (const { type, value } of jsTokens(text, { jsx })) {
    const prose = proseOfToken(type, value);
    if (prose !== undefined) yield { line, text: prose };
    line += value.split("\n").length - 1;
  }
}

function proseOfToken(type: string, value: string): string | undefined {
  if (type.endsWith("Comment")) return value.replace(/^\s*\*/gm, "").replace(/`[^`\n]*`/g, "");
  const isText =
    type === "StringLiteral" || type === "JSXText" || type === "JSXString" || /Template/.test(type);
  return isText && value.trim().includes(" ") ? value.replace(/`[^`\n]*`(?!$)/g, "") : undefined;
}

interface Matcher {
  readonly expression: RegExp;
  readonly exceptions: readonly RegExp[];
  readonly phrase: string;
  readonly rule: Phrase;
}

const matchers: readonly Matcher[] = phrases.flatMap((rule) =>
  rule.phrases.map((phrase) => ({
    expression: toExpression(phrase),
    exceptions: (rule.except ?? []).map(toExpression),
    phrase,
    rule,
  })),
);

function toExpression(phrase: string): RegExp {
  const words = phrase
    .split(" ")
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("\\s+");
  const start = /^\w/.test(phrase) ? "(?<![\\w-])" : "";
  return new RegExp(`${start}${words}(?![\\w-])`, "gi");
}

function hitsIn(path: string, { line, text }: Passage): Hit[] {
  return matchers.flatMap(({ expression, exceptions, phrase, rule: { level, instead } }) => {
    if (text.search(expression) < 0) return [];
    let rest = text;
    for (const exception of exceptions) rest = rest.replace(exception, (found) => found.replace(/\S/g, "_"));
    return [...rest.matchAll(expression)].map(({ index }) => {
      const at = line + rest.slice(0, index).split("\n").length - 1;
      return { place: `${path}:${at}`, phrase, level, instead };
    });
  });
}
