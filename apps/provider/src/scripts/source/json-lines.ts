/** A part of a JSON text: a member by its name, or an element by its index. */
export interface JsonPart {
  readonly path: readonly (string | number)[];
  /** The line of the name of a member, or of the start of an element. From 1. */
  readonly line: number;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** An object or a list that is open, with the key of its current part. */
interface Frame {
  readonly isList: boolean;
  key: string | number | undefined;
}

/** Lists all parts of a JSON text in order. After a syntax error, the rest can be wrong. */
export function listJsonLines(text: string): JsonPart[] {
  const parts: JsonPart[] = [];
  const frames: Frame[] = [];
  let line = 1;
  let end = 0;
  let previous = "";
  for (const { 0: token, index } of text.matchAll(tokens)) {
    line += countLineBreaks(text.slice(end, index));
    end = index;
    const frame = frames.at(-1);
    const isStart = previous === "{" || previous === "[" || previous === ",";
    if (frame && isStart && !/^[\]},:]$/.test(token)) {
      frame.key = frame.isList ? Number(frame.key ?? -1) + 1 : readName(token);
      parts.push({ path: frames.map(({ key }) => key ?? ""), line });
    }
    if (token === "{" || token === "[") frames.push({ isList: token === "[", key: undefined });
    if (token === "}" || token === "]") frames.pop();
    previous = token;
  }
  return parts;
}

/** Returns the line of a part of a JSON text, or of the innermost part around it that exists. From 1. */
export function findJsonLine(text: string, path: readonly (string | number)[]): number {
  const lines = new Map(listJsonLines(text).map((part) => [toKey(part.path), part.line]));
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(toKey(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

function toKey(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}

function readName(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

function countLineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
