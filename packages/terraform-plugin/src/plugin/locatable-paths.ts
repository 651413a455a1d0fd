import type { Step } from "../cty/path.js";
import { isMessage, type Message } from "../framework/wire.js";

/**
 * Shortens the paths of a response's diagnostics to those for which the engines find a line: an argument, or
 * an element of it. For a longer path, they show only the first line of the block.
 */
export function withLocatablePaths(response: Message): Message {
  const { diagnostics } = response;
  if (!Array.isArray(diagnostics)) return response;
  return { ...response, diagnostics: diagnostics.map((each: unknown) => shortenPath(each)) };
}

function shortenPath(diagnostic: unknown): unknown {
  if (!isMessage(diagnostic) || !isMessage(diagnostic["attribute"])) return diagnostic;
  const [argument, second] = diagnostic["attribute"]["steps"] as readonly Step[];
  const steps = second === undefined || "attribute_name" in second ? [argument] : [argument, second];
  return { ...diagnostic, attribute: { steps } };
}
