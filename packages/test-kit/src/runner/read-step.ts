/** Level of an annotation. */
export type AnnotationLevel = "notice" | "warning" | "error";

/** An annotation, which the runner shows above a job's log. */
export interface Annotation {
  level: AnnotationLevel;
  title: string;
  message: string;
}

/** The output of a step, as GitHub shows it in the log. */
export interface Log {
  /** Lines with masks applied and commands removed. Annotations appear as the runner shows them. */
  lines: string[];
  annotations: Annotation[];
  masks: string[];
}

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

const levels: ReadonlySet<string> = new Set(["notice", "warning", "error"]);

/**
 * Parses a step's output as GitHub's runner does: `::name properties::data` at the start of a line, after
 * optional white space, and the older `##[name properties]data` anywhere in a line. A mask hides its value in
 * the lines after it.
 */
export function readLog(output: string): Log {
  const log: Log = { lines: [], annotations: [], masks: [] };
  const mask = (text: string) => log.masks.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  for (const line of output.split(/\r?\n/)) {
    const command = readCommand(line);
    if (!command) log.lines.push(mask(line));
    else if (command.name === "add-mask")
      log.masks.push(...command.data.split(/\r?\n/).filter((part) => part !== ""));
    else if (levels.has(command.name)) {
      const annotation = {
        level: command.name as AnnotationLevel,
        title: mask(command.properties["title"] ?? ""),
        message: mask(command.data),
      };
      log.annotations.push(annotation);
      log.lines.push(`${capitalize(annotation.level)}: ${annotation.message}`);
    } else if (command.name === "group") log.lines.push(mask(`▼ ${command.data}`));
  }
  return log;
}

function readCommand(line: string): Command | null {
  const modern = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/.exec(line);
  const old = modern ? null : /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/.exec(line);
  const [, name, properties = "", data = ""] = modern ?? old ?? [];
  if (name === undefined) return null;
  return {
    name: name.toLowerCase(),
    properties: readProperties(properties, modern ? "," : ";"),
    data: unescape(data),
  };
}

function readProperties(text: string, separator: string): Record<string, string> {
  const pairs = text.split(separator).map((pair) => pair.trim().split("="));
  return Object.fromEntries(pairs.map(([key = "", ...value]) => [key, unescape(value.join("="))]));
}

function unescape(text: string): string {
  return text.replace(/%0D|%0A|%3A|%2C|%25/gi, decodeURIComponent);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * Parses a step's `GITHUB_OUTPUT`: `name=value`, or `name<<END`, lines, `END`.
 *
 * @throws {Error} for any other line, as the runner does
 */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines.shift()!;
    if (line === "") continue;
    const [, name, operator, rest = ""] = /^([^=<]+?)(<<|=)(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not an output: ${line}`);
    outputs[name] = operator === "=" ? rest : takeUntil(lines, rest);
  }
  return outputs;
}

function takeUntil(lines: string[], end: string): string {
  const at = lines.indexOf(end);
  if (at < 0) throw new Error(`the delimiter ${end} is never closed`);
  const value = lines.splice(0, at).join("\n");
  lines.shift();
  return value;
}
