import { expect } from "vitest";
import { ProviderError } from "@huntkit/terraform-plugin/engine";

/** Returns the error of the provider, with its diagnostics. Fails if there is none. */
export async function catchFailure(act: Promise<unknown>): Promise<ProviderError> {
  return act.then(
    () => expect.fail("It did not fail."),
    (error: unknown) => {
      if (error instanceof ProviderError) return error;
      throw error;
    },
  );
}
