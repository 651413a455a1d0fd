import { createHash } from "node:crypto";

/** A difference between a row and its source. */
export interface Change {
  /** Property: `name`, `type`, `active`, `body`, ... */
  part: string;
  /** Current value. For a body, null if HUNT does not return it. */
  before: unknown;
  after: unknown;
  /**
   * For a body that HUNT returns: its lines from the first to the last difference, old lines with the prefix
   * `-` and new lines with `+`.
   */
  lines?: string[];
}

/**
 * The newest version of a body, as HUNT returns it. Anything that HUNT does not return is null or undefined.
 */
export interface LatestVersion {
  body?: string | null | undefined;
  /** SHA-256 of the body, in hexadecimal digits. */
  sha256?: string | null | undefined;
}

/**
 * Returns the differences between a row and its source. An empty value equals a missing one.
 *
 * @param words properties that ignore case. The source has them in lower case.
 */
export function listChanges(
  current: object,
  latest: LatestVersion,
  { body, ...row }: Record<string, unknown> & { body: string },
  words: readonly string[],
): Change[] {
  const parts = Object.entries(row).map(([part, after]) => ({
    part,
    before: (current as Record<string, unknown>)[part],
    after,
  }));
  const plain = (part: string, value: unknown) =>
    typeof value === "string" && words.includes(part) ? value.trim().toLowerCase() : toComparable(value);
  const changes: Change[] = parts.filter(
    ({ part, before, after }) => plain(part, before) !== plain(part, after),
  );
  if (isSameBody(latest, body)) return changes;
  const before = latest.body ?? null;
  return [
    ...changes,
    {
      part: "body",
      before,
      after: body,
      ...(before !== null && { lines: diffLines(splitLines(before), splitLines(body)) }),
    },
  ];
}

/** Returns a value in the form that is compared. Line ends and forms of Unicode (NFC, NFD) are ignored. */
export function toComparable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").normalize("NFC") : (value ?? "");
}

/**
 * Returns whether two strings are equal apart from line ends. Git writes other line ends on Windows, and
 * editors add one at the end of a file.
 */
export function isSameText(one: string, other: string): boolean {
  return splitLines(one).join("\n") === splitLines(other).join("\n");
}

function isSameBody({ body, sha256 }: LatestVersion, wanted: string): boolean {
  return (
    [wanted, wanted.normalize("NFC"), wanted.normalize("NFD")].some(
      (form) => sha256?.toLowerCase() === createHash("sha256").update(form).digest("hex"),
    ) || isSameText(body ?? "", wanted)
  );
}

function splitLines(text: string): string[] {
  return text.normalize("NFC").trimEnd().split(/\r?\n/);
}

function diffLines(before: string[], after: string[]): string[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const removed = before.slice(head, before.length - tail).map((line) => `-${line}`);
  return [...removed, ...after.slice(head, after.length - tail).map((line) => `+${line}`)];
}
