import { HuntInputError } from "@huntkit/core";
import { CommandError } from "../program/errors.js";

/**
 * Reads all rows, for a command that counts them.
 *
 * @param what plural noun for the rows, such as `alerts`
 * @throws {CommandError} if there are more rows than the vendor recommends to read
 */
export async function readWithinLimit<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof HuntInputError) || error.input !== "maxRows") throw error;
    throw new CommandError(
      `More than 150,000 ${what} match. The vendor recommends not to read more, to limit the load on the database.`,
      "Add a filter, or use a shorter period.",
    );
  }
}
