import { afterAll, afterEach } from "vitest";
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

/**
 * Returns a function that starts sandboxes. A sandbox with options stops after its test. One without options is
 * reset after its test and used again, because its records take longer to create than most tests.
 */
export function sandboxes(): (options?: SandboxOptions) => Promise<Started> {
  const stopped: Sandbox[] = [];
  const reused: Sandbox[] = [];
  const idle: Sandbox[] = [];
  afterEach(async () => {
    await stopAll(stopped);
    for (const sandbox of reused.splice(0)) {
      sandbox.reset();
      idle.push(sandbox);
    }
  });
  afterAll(() => stopAll(idle));
  return async (options) => {
    const isReused = options === undefined;
    const sandbox = (isReused && idle.pop()) || (await startSandbox({ now: NOW, ...options }));
    (isReused ? reused : stopped).push(sandbox);
    return {
      sandbox,
      admin: new Client(sandbox),
      analyst: new Client(sandbox, sandbox.tokens.analyst),
      nobody: new Client(sandbox, ""),
    };
  };
}

async function stopAll(running: Sandbox[]): Promise<void> {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
}
