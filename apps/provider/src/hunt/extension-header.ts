import { type ExtensionHeader, isHuntError, parseExtension } from "@huntkit/core";
import type { Problem } from "@huntkit/terraform-plugin";
import { explain } from "./explain.js";

/** Returns the header of a Lua script, or what is wrong with it. */
export async function readHeader(
  script: string,
): Promise<{ header: ExtensionHeader } | { problem: Problem }> {
  if (/^[^\n]*\.lua$/i.test(script.trim()))
    return {
      problem: { detail: 'This is the name of a file. Pass its content: file("${path.module}/x.lua").' },
    };
  try {
    return { header: (await parseExtension(script)).header };
  } catch (error) {
    if (isHuntError(error)) return { problem: explain(error) };
    throw error;
  }
}
