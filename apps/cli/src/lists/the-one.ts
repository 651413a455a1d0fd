import { CommandError } from "../program/errors.js";

/** So many candidates are named. */
const mostNames = 10;

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
export function theOne<T>(found: readonly T[], wanted: string, kind: string, describe: (row: T) => string, advice: string): T {
  const [row, ...others] = found;
  if (row === undefined) throw new CommandError(`HUNT has no ${kind} "${wanted}".`, advice);
  if (others.length === 0) return row;
  const more = found.length - mostNames;
  const lines = found.slice(0, mostNames).map((each) => `  ${describe(each)}`);
  throw new CommandError(`${found.length} ${kind}s go by "${wanted}".`, [`Give the id of the one that is meant:`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n"));
}
