import type { Step } from "../cty/path.js";
import { isMessage, type Message } from "../framework/wire.js";

/**
 * Shortens the paths of a response's diagnostics to those for which the engines find a line: an argument of
 * the resource or of a block in it, or an element of the argument. For a longer path, they show only the first
 * line of the resource.
 */
export function withLocatablePaths(response: Message): Message {
  const { diagnostics } = response;
  if (!Array.isArray(diagnostics)) return response;
  return { ...response, diagnostics: diagnostics.map((each: unknown) => shortenPath(each)) };
}

function shortenPath(diagnostic: unknown): unknown {
  if (!isMessage(diagnostic) || !isMessage(diagnostic["attribute"])) return diagnostic;
  const { steps: all, in_block: isInBlock } = diagnostic["attribute"];
  const [first, ...rest] = all as readonly Step[];
  const steps = isInBlock === true ? [first, ...toArgument(rest)] : toArgument(all as readonly Step[]);
  return { ...diagnostic, attribute: { steps } };
}

function toArgument([argument, second]: readonly Step[]): Step[] {
  if (argument === undefined) return [];
  return second === undefined || "attribute_name" in second ? [argument] : [argument, second];
}
