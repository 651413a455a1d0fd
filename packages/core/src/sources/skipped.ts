import { escapeToSingleLine } from "../text.js";

/**
 * Why a pull writes no file: HUNT tells no body, or has no GUID or no name for it, without which nothing could read the
 * file; or something else is in the file's place (`taken`).
 */
export type SkipReason = "no-body" | "no-guid" | "no-name" | "taken";

/** A row that a pull left out. */
export interface Skipped {
  /** HUNT's row. */
  id: string;
  name: string;
  /** The file that stays as it is; undefined where there is none. */
  path: string | undefined;
  reason: SkipReason;
  /** For people: what is wrong and what to do. */
  message: string;
}

const advice: Record<SkipReason, string> = {
  "no-body": "HUNT does not tell its body. Look at it in HUNT.",
  "no-guid": "HUNT has no GUID for it, by which a file is known again. Give its row one, then pull again.",
  "no-name": "HUNT has no name for it. Give its row one, then pull again.",
  taken: "something else is in its place. Move that away, then pull again.",
};

/** What was left out, with what to do about it. */
export function createSkipped(
  { id, name }: { id: string; name: string },
  reason: SkipReason,
  path: string | undefined,
): Skipped {
  return {
    id,
    name,
    path,
    reason,
    message: `${escapeToSingleLine(path ?? `${name} (${id})`)}: ${advice[reason]}`,
  };
}
