import { findProgram } from "@huntkit/test-kit/find-program";

/** The version that `packages/test-kit/scripts/install-act` installs. */
const actVersion = "0.2.89";

/**
 * Finds act, which runs workflows on this machine: on the PATH, or in the cache that `install-act` fills.
 *
 * @returns undefined if it is not installed
 */
export function findAct(env?: NodeJS.ProcessEnv): string | undefined {
  return findProgram("act", `act-${actVersion}/bin`, env);
}
