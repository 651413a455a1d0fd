import { CommandError, UsageError } from "../../program/errors.js";

const library = () => import("@jmespath-community/jmespath");

type Data = Parameters<Awaited<ReturnType<typeof library>>["search"]>[0];

/**
 * Makes a function that picks out of data what a JMESPath expression says; null for nothing.
 *
 * @throws {UsageError} when it is none, before anything is sent
 */
export async function selector(expression: string): Promise<(data: unknown) => unknown> {
  const { compile, search } = await library();
  try {
    compile(expression);
  } catch (error) {
    throw new UsageError(
      `--select: it is no JMESPath expression: ${(error as Error).message}.`,
      "Write it like --select \"[?severity=='high'].hostname\": https://jmespath.org",
    );
  }
  return (data) => {
    try {
      return search((data ?? null) as Data, expression) ?? null;
    } catch (error) {
      throw new CommandError(
        `--select: HUNT has answered, but the expression does not fit: ${(error as Error).message}.`,
      );
    }
  };
}
