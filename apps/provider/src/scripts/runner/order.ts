import { ScriptError } from "../shell.js";

/**
 * Puts things into levels, each after what it depends on; what is not among the things does not count.
 *
 * @throws {ScriptError} for a circle, with what is in it or depends on it
 */
export function inLevels(dependencies: ReadonlyMap<string, readonly string[]>): string[][] {
  const levels: string[][] = [];
  const left = new Map(dependencies);
  while (left.size > 0) {
    const level = [...left.keys()].filter((each) => left.get(each)!.every((other) => !left.has(other)));
    if (level.length === 0)
      throw new ScriptError(
        `These refer to each other in a circle: ${[...left.keys()].join(", ")}. Take one of the references out.`,
      );
    for (const each of level) left.delete(each);
    levels.push(level.sort());
  }
  return levels;
}

/** Does the same with each of some things, four at a time. Nothing is begun once the signal has aborted. */
export async function fourAtATime<T>(
  things: readonly T[],
  signal: AbortSignal,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const lane = async (): Promise<void> => {
    for (const thing of queue) {
      if (signal.aborted) return;
      await work(thing);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}
