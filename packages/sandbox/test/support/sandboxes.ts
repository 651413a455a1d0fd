import { afterEach } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/index.js";
import { Client, NOW } from "./client.js";

/** A sandbox and its clients. */
export interface Started {
  readonly sandbox: Sandbox;
  /** A client with the token of an admin. */
  readonly admin: Client;
  /** A client with the token of an analyst. */
  readonly analyst: Client;
  /** A client without a token. */
  readonly nobody: Client;
}

/** Returns a function that starts sandboxes. Each sandbox stops after its test. */
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
