import { createPartError } from "./route.js";

/** Most requests select nothing, and do not wait for the library. */
const loadLibrary = () => import("@jmespath-community/jmespath");

type Data = Parameters<Awaited<ReturnType<typeof loadLibrary>>["search"]>[0];

/** Returns what a JMESPath expression finds in data; null for nothing. */
export type Select = (data: unknown) => unknown;

/**
 * Compiles a JMESPath expression.
 *
 * @param place where it is written, for errors
 * @returns a function that throws a {@link HuntInputError} with the problem `data` if the expression does not fit the data, such as
 *   a function for strings on a number
 * @throws {HuntInputError} if it is not valid
 */
export async function compileSelect(expression: string, place: string): Promise<Select> {
  const { compile, search } = await loadLibrary();
  try {
    compile(expression);
  } catch (error) {
    throw createPartError(
      place,
      "syntax",
      `it is no JMESPath expression: ${(error as Error).message}. Write it like [?severity=='high'].hostname.`,
    );
  }
  return (data) => {
    try {
      return search((data ?? null) as Data, expression) ?? null;
    } catch (error) {
      throw createPartError(
        place,
        "data",
        `HUNT has answered, but the expression does not fit: ${(error as Error).message}.`,
      );
    }
  };
}
