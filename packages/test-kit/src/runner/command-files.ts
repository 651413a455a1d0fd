/**
 * Reads what a step wrote to `GITHUB_OUTPUT`: `name=value`, or `name<<END`, lines, `END`.
 *
 * @throws {Error} for a line that is neither, as the runner fails on it
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
