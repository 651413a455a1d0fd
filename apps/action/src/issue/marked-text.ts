import type { Stages, IssueHistory } from "./decide-on-issue.js";
import { createHash } from "node:crypto";

/** Where a token is stored. Runs that check the token of one place update one issue, even after its value changes. */
export interface Place {
  readonly kind: "token" | "fleet";
  /** The instance's name. */
  readonly instance: string;
  /** Distinguishes the places of one instance. Empty if there is only one. */
  readonly key: string;
}

/** Returns the ID of a place: 16 hex digits. */
export function createPlaceId({ kind, instance, key }: Place): string {
  return createDigest([kind, instance, key]);
}

/** Returns the first 16 hex digits of the SHA-256 of a value. */
export function createDigest(thing: unknown): string {
  return createHash("sha256").update(JSON.stringify(thing)).digest("hex").slice(0, 16);
}

/** What the action stores in an issue, in an HTML comment of its text. */
export interface Mark {
  /** ID of the place (see `createPlaceId`). */
  readonly id: string;
  readonly history: IssueHistory;
  /** Digest of the text between the marks. */
  readonly contentDigest: string;
  /** Number of the issue that another run opened at the same time, and that replaces this one. */
  readonly duplicateOf?: number;
}

const beginMark = /<!-- huntkit:issue ([0-9a-f]{16}) (\{.*?\}) -->/;
const endMark = "<!-- huntkit:end -->";

/**
 * Reads the first mark in the text of an issue.
 *
 * @returns null if there is none, or it is not valid
 */
export function readMark(text: string): Mark | null {
  const [, id, json] = beginMark.exec(text) ?? [];
  if (id === undefined || json === undefined) return null;
  try {
    const { told, resolved, round, says, duplicateOf } = JSON.parse(json) as Record<string, unknown>;
    return {
      id,
      history: {
        notifiedStages: readStages(told),
        resolved: resolved === true,
        openCount: typeof round === "number" ? round : 1,
      },
      contentDigest: String(says),
      ...(typeof duplicateOf === "number" && { duplicateOf }),
    };
  } catch {
    return null;
  }
}

function readStages(told: unknown): Stages {
  const entries = Object.entries(typeof told === "object" && told !== null ? told : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/** Puts the content between marks. Comment marks in the content are escaped, because they would end the mark early. */
export function formatMarkedText({ id, history, contentDigest, duplicateOf }: Mark, content: string): string {
  const { notifiedStages, resolved, openCount } = history;
  const data = { told: notifiedStages, resolved, round: openCount, says: contentDigest, duplicateOf };
  const safeContent = content.replaceAll("<!--", "<! --");
  return `<!-- huntkit:issue ${id} ${JSON.stringify(data)} -->\n${safeContent}\n${endMark}`;
}

/** Replaces the text between the marks, and keeps the text around them. If the end mark is missing, all text after the begin mark is kept. */
export function replaceMarkedText(text: string, marked: string): string {
  const found = beginMark.exec(text);
  if (!found) return `${marked}\n\n${text}`.trim();
  const endsAt = text.indexOf(endMark, found.index);
  const rest = endsAt < 0 ? text.slice(found.index + found[0].length) : text.slice(endsAt + endMark.length);
  return text.slice(0, found.index) + marked + rest;
}
