import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { isRecord } from "@huntkit/terraform-plugin";
import { ScriptError } from "../shell.js";
import { replaceFile } from "../write-files.js";

/** The stored state of an object, with its sensitive values, as in Terraform's own state. */
export interface StoredResource {
  /** The version of the schema that the state was written with. */
  version: number;
  values: Record<string, unknown>;
  /** The provider's own data, in base64. */
  private: string;
  tainted: boolean;
  /** Addresses of the objects that this one refers to. It is deleted before them. */
  dependencies: readonly string[];
}

/** The content of the file: objects by address. */
export interface StateFile {
  format: 1;
  resources: Record<string, StoredResource>;
}

/**
 * Reads a state. A file that does not exist is empty.
 *
 * @throws {ScriptError} if the file is not a state
 */
export async function loadState(path: string): Promise<StateFile> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  const state = text === undefined ? { format: 1, resources: {} } : parseJson(text);
  if (isRecord(state) && state["format"] === 1 && isRecord(state["resources"]))
    return state as unknown as StateFile;
  throw new ScriptError(
    `${escapeToSingleLine(path)} is not a state file of hunt-provider, or a later version wrote it.`,
  );
}

/** Writes a state atomically. Only its owner can read it. */
export const saveState = (path: string, state: StateFile): Promise<void> =>
  replaceFile(path, `${JSON.stringify(state, null, 2)}\n`, 0o600);

/**
 * Runs a function while the state is locked.
 *
 * @throws {ScriptError} if another process has the lock, with its ID and whether it is running
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(lock, JSON.stringify(owner), { flag: "wx", mode: 0o600 }).catch(
    async (error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST"
        ? new ScriptError(explainLock(await readFile(lock, "utf8").catch(() => ""), lock))
        : error;
    },
  );
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

function explainLock(text: string, lock: string): string {
  const { pid, host, since } = (parseJson(text) ?? {}) as Partial<Record<"pid" | "host" | "since", unknown>>;
  const who = `process ${escapeToSingleLine(String(pid))} on ${escapeToSingleLine(String(host))} since ${escapeToSingleLine(String(since))}`;
  if (host === hostname() && typeof pid === "number" && !isRunning(pid))
    return `The state is locked by ${who}, which exited without unlocking it. Check whether the state contains its changes, and then delete ${escapeToSingleLine(lock)}.`;
  return `The state is locked by ${who}. Wait until the process exits. If it is no longer running, delete ${escapeToSingleLine(lock)}.`;
}

/** Parses JSON. Undefined if it is not valid. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns whether a process is running, of any user. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user exists, but cannot be signaled.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
