import { HuntClient, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type StartHuntOptions, type TestHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { hunt as run, signedIn, type Outcome, type Start } from "./hunt.js";

/** When the sandboxes of these tests start: their dates are then the same in each run. */
const now = "2026-03-01T12:00:00Z";

/** A HUNT for the tests of a file, and `hunt` signed in to it. */
export interface AtHunt {
  readonly sandbox: () => TestHunt["sandbox"];
  /** Runs `hunt` with the admin's token, or with those variables; what it prints calls the instance HUNT. */
  readonly hunt: (args: readonly string[], start?: Start & { readonly token?: string }) => Promise<Outcome>;
}

export function atHunt(options: StartHuntOptions<HuntClientOptions> = {}): AtHunt {
  const get = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, { now, ...options });
  const sandbox = (): TestHunt["sandbox"] => get().sandbox;
  return {
    sandbox,
    async hunt(args, { token = sandbox().tokens.admin, env, ...start } = {}) {
      const outcome = await run(args, { ...start, env: env ?? signedIn(sandbox().url, token) });
      const { host } = new URL(sandbox().url);
      const named = (text: string): string =>
        text.replaceAll(sandbox().url, "http://HUNT").replaceAll(host, "HUNT");
      return { ...outcome, stdout: named(outcome.stdout), stderr: named(outcome.stderr) };
    },
  };
}
