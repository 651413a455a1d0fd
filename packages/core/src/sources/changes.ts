import { createHash } from "node:crypto";

/** One part of a row that differs. */
export interface Change {
  /** The property: `name`, `type`, `active`, `body`, ... */
  part: string;
  /** For a body null where HUNT does not tell it. */
  before: unknown;
  after: unknown;
  /** For a body that HUNT tells: its lines from the first that differs to the last, each old one behind `-` and each new one behind `+`. */
  lines?: string[];
}

/** The newest version of a body, as HUNT tells it; what it does not tell is null or absent. */
export interface LatestVersion {
  body?: string | null | undefined;
  /** Of the body, in hexadecimal digits. */
  sha256?: string | null | undefined;
}

/**
 * What differs between a row and what it is to be; what is empty is as good as absent.
 *
 * @param words properties that mean the same in any case, which what is to be has in lower case
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

/**
 * Returns a value in the form in which it is compared: other line ends and forms of Unicode (NFC, NFD) mean
 * the same.
 */
export function toComparable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").normalize("NFC") : (value ?? "");
}

/** Whether two texts say the same; Git writes other line ends on Windows, and editors a line end below the last line. */
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
