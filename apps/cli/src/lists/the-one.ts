import { CommandError } from "../program/errors.js";
import { firstTen } from "./first-ten.js";

/**
 * The one that a person means.
 *
 * @param found what goes by the name
 * @param wanted the name, as it was written
 * @param kind what it is, such as `target group`
 * @param describe tells one from the others, with its id
 * @param advice what to do where there is none
 * @throws {CommandError} where there is none, or where several go by the name, with these
 */
export function theOne<T>(
  found: readonly T[],
  wanted: string,
  kind: string,
  describe: (row: T) => string,
  advice: string,
): T {
  const [row, ...others] = found;
  if (row === undefined) throw new CommandError(`HUNT has no ${kind} "${wanted}".`, advice);
  if (others.length === 0) return row;
  throw new CommandError(
    `${found.length} ${kind}s go by "${wanted}".`,
    ["Give the id of the one that is meant:", ...firstTen(found.map(describe))].join("\n"),
  );
}

/** Tells what has a name, such as a target group, from others of that name. */
export function nameAndId({
  id,
  name,
}: {
  readonly id: string;
  readonly name?: string | null | undefined;
}): string {
  return `${name ?? ""}  ${id}`;
}
