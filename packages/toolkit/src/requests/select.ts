import { createPartError } from "./route.js";

/** Most requests have no expression, so the library is loaded only if there is one. */
const loadLibrary = () => import("@jmespath-community/jmespath");

type Data = Parameters<Awaited<ReturnType<typeof loadLibrary>>["search"]>[0];

/** Evaluates a JMESPath expression. Returns null if it finds nothing. */
export type Select = (data: unknown) => unknown;

/**
 * Compiles a JMESPath expression.
 *
 * @param place the input that contains it, for errors
 * @returns a function that throws a {@link HuntInputError} with the problem `data` if the expression does not
 * match the data, for example a function for strings on a number
 * @throws {HuntInputError} if it is invalid
 */
export async function compileSelect(expression: string, place: string): Promise<Select> {
  const { compile, search } = await loadLibrary();
  try {
    compile(expression);
  } catch (error) {
    throw createPartError(
      place,
      "syntax",
      `it is not a valid JMESPath expression: ${(error as Error).message}. For example, [?severity=='high'].hostname.`,
    );
  }
  return (data) => {
    try {
      return search((data ?? null) as Data, expression) ?? null;
    } catch (error) {
      throw createPartError(
        place,
        "data",
        `HUNT responded, but the expression does not match the response: ${(error as Error).message}.`,
      );
    }
  };
}
