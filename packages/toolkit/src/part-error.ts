import { HuntInputError } from "@huntkit/core";

/** Creates an error about a part of a request, or about a file to write. */
export function createPartError(
  place: string,
  problem: HuntInputError["problem"],
  sentence: string,
): HuntInputError {
  return new HuntInputError(place, problem, `${place}: ${sentence}`);
}
