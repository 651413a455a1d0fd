import { refuse } from "./values.js";

/** Most workflows select nothing, and should not wait for the library. */
const library = () => import("@jmespath-community/jmespath");

type Data = Parameters<Awaited<ReturnType<typeof library>>["search"]>[0];

/**
 * Checks that a text is a JMESPath expression.
 *
 * @throws {HuntInputError} when it is none
 */
export async function checkSelect(expression: string, place: string): Promise<void> {
  const { compile } = await library();
  try {
    compile(expression);
  } catch (error) {
    throw refuse(
      place,
      "syntax",
      `it is no JMESPath expression: ${(error as Error).message}. Write it like [?severity=='high'].hostname.`,
    );
  }
}

/**
 * What a JMESPath expression picks out of data; null for nothing.
 *
 * @throws {HuntInputError} when it does not fit the data, such as a function for texts on a number
 */
export async function select(expression: string, data: unknown): Promise<unknown> {
  const { search } = await library();
  try {
    return search((data ?? null) as Data, expression) ?? null;
  } catch (error) {
    throw refuse(
      "select",
      "data",
      `HUNT has answered, but the expression does not fit: ${(error as Error).message}.`,
    );
  }
}
