import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import type { StoreContent } from "./secret-store.js";

/** Bytes that are read of what a command prints. */
const maxOutputBytes = 64 * 1024;

/** A fingerprint, as `hunt token list` shows it. */
const fingerprintFormat = /^[0-9a-f]{8}$/;

/**
 * Runs a command that prints the token that a store holds, or the fingerprint of that. It is started without
 * a shell, and nothing
 * that it prints is shown.
 *
 * @returns what it printed; without a token if that is neither
 * @throws {Error} if the command fails; the message contains nothing that it printed
 */
export async function readFromCommand(
  [program = "", ...args]: readonly string[],
  { env, signal }: { readonly env?: NodeJS.ProcessEnv; readonly signal?: AbortSignal },
): Promise<StoreContent> {
  const options = {
    maxBuffer: maxOutputBytes,
    windowsHide: true,
    ...(env && { env }),
    ...(signal && { signal }),
  };
  const { stdout } = await promisify(execFile)(program, args, options).catch(
    ({ code }: { code?: number | string }) => {
      const end = typeof code === "number" ? `ended with exit code ${code}` : `failed (${code ?? "stopped"})`;
      throw new Error(`${toName(program)} ${end}.`);
    },
  );
  const text = stdout.trim();
  const content = { readAt: Date.now() };
  if (isTokenFormat(text)) return { ...content, token: new ApiToken(text) };
  return fingerprintFormat.test(text) ? { ...content, fingerprint: text } : content;
}

/** Returns the name of a program for messages. */
export function toName(program: string): string {
  return escapeToSingleLine(program, 80);
}
