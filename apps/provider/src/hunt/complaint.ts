import { HuntInputError } from "@huntkit/core";
import { explain } from "./explain.js";

/** Makes a validator of a check that throws HUNT's input errors: what they say is the complaint. */
export function complaintOf<T>(check: (value: T) => unknown): (value: T) => string | undefined {
  return (value) => {
    try {
      check(value);
      return undefined;
    } catch (error) {
      if (error instanceof HuntInputError) return explain(error).detail;
      throw error;
    }
  };
}
