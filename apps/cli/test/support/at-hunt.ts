import { HuntClient, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type StartHuntOptions, type TestHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { hunt as run, signedIn, type Outcome, type Start } from "./hunt.js";

/** Start time of the sandboxes in these tests, so their dates are the same in each run. */
const now = "2026-03-01T12:00:00Z";

/** A HUNT instance for the tests of a file, and a `hunt` command that is signed in to it. */
export interface AtHunt {
  readonly sandbox: () => TestHunt["sandbox"];
  /** Advances the clock of HUNT instead of waiting. */
  readonly sleep: NonNullable<Start["sleep"]>;
  /**
   * Runs `hunt` with the token of the admin, or with `env`. In the output, the instance is replaced with
   * HUNT. Its clients advance the clock of HUNT instead of waiting.
   */
  readonly hunt: (args: readonly string[], start?: Start & { readonly token?: string }) => Promise<Outcome>;
}

/** Starts a HUNT instance for the tests of a file. */
export function atHunt(options: StartHuntOptions<HuntClientOptions> = {}): AtHunt {
  const get = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, { now, ...options });
  const sandbox = (): TestHunt["sandbox"] => get().sandbox;
  const sleep: NonNullable<Start["sleep"]> = (ms, signal) => get().clock.sleep(ms, signal);
  return {
    sandbox,
    sleep,
    async hunt(args, { token = sandbox().tokens.admin, env, ...start } = {}) {
      const outcome = await run(args, { sleep, ...start, env: env ?? signedIn(sandbox().url, token) });
      const { host } = new URL(sandbox().url);
      const named = (text: string): string =>
        text.replaceAll(sandbox().url, "http://HUNT").replaceAll(host, "HUNT");
      return { ...outcome, stdout: named(outcome.stdout), stderr: named(outcome.stderr) };
    },
  };
}
