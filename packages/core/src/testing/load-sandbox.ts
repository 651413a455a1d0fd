import type * as Sandbox from "@huntkit/sandbox";

/**
 * Loads the sandbox, which is a package of its own so that nobody has to install it for production.
 *
 * @throws {Error} that says what to install, when it is not there
 */
export async function loadSandbox(): Promise<typeof Sandbox> {
  try {
    return await import("@huntkit/sandbox");
  } catch (error) {
    // Words of Node and of test runners; a package that the sandbox itself misses is another matter.
    if (!/Cannot find (package|module) '@huntkit\/sandbox'/.test(String(error))) throw error;
    throw new Error(
      "@huntkit/core/testing needs @huntkit/sandbox, which is not installed. Add it: npm install --save-dev @huntkit/sandbox",
      { cause: error },
    );
  }
}
