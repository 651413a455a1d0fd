import { afterEach } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/index.js";
import { Client, NOW } from "./client.js";

/** What a test works with. */
export interface Started {
  readonly sandbox: Sandbox;
  /** Speaks with an admin's token. */
  readonly admin: Client;
  /** Speaks with an analyst's token. */
  readonly analyst: Client;
  /** Speaks without a token. */
  readonly nobody: Client;
}

/** Gives a test file a function that starts sandboxes, each of which stops after its test. */
export function sandboxes(): (options?: SandboxOptions) => Promise<Started> {
  const running: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
  });
  return async (options = {}) => {
    const sandbox = await startSandbox({ now: NOW, ...options });
    running.push(sandbox);
    return {
      sandbox,
      admin: new Client(sandbox),
      analyst: new Client(sandbox, sandbox.tokens.analyst),
      nobody: new Client(sandbox, ""),
    };
  };
}
