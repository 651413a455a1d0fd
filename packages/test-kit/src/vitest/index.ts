import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Sandbox } from "@huntkit/sandbox";
import { onTestFinished } from "vitest";

/**
 * Creates a temporary directory that is removed when the current test ends.
 *
 * @param files contents by path, relative to the directory
 * @returns the absolute path of the directory
 */
export function temporaryDirectory(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), "huntkit-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** A response that a test holds back. */
export interface HeldResponse {
  /** Resolves when the sandbox has executed the request. */
  readonly reached: Promise<void>;
  /** Lets the response go. */
  readonly release: () => void;
}

/** Releases the response. */
export function holdResponse(sandbox: Sandbox, match: string, { skip = 0 } = {}): HeldResponse {
  const executed = new AbortController();
  const released = new AbortController();
  sandbox.faults.add({
    match,
    skip,
    kind: "callback",
    async onRequest(_, phase) {
      if (phase === "before") return;
      executed.abort();
      await untilAborted(released.signal);
    },
  });
  onTestFinished(() => released.abort());
  return { reached: untilAborted(executed.signal), release: () => released.abort() };
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
