import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import type { Context } from "./context.js";

/** All of stdin, as text. Ctrl+C ends the wait for a writer that never ends. */
export async function readStdin(stdin: Context["stdin"], signal: AbortSignal): Promise<string> {
  return text(addAbortSignal(signal, stdin));
}
