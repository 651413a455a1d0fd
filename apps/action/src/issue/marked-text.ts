import type { Stages, IssueHistory } from "./decide-on-issue.js";
import { createHash } from "node:crypto";

/** Where a token is kept: not its value, which changes. Two runs that check the token of one place keep one issue. */
export interface Place {
  readonly kind: "token" | "fleet";
  /** The instance's name. */
  readonly instance: string;
  /** Tells the places of one instance apart; empty where there is but one. */
  readonly key: string;
}

/** Names a place in 16 hex digits, which are safe wherever they stand. */
export function createPlaceId({ kind, instance, key }: Place): string {
  return createDigest([kind, instance, key]);
}

/** Sixteen hex digits of a SHA-256, to tell whether two things are the same. */
export function createDigest(thing: unknown): string {
  return createHash("sha256").update(JSON.stringify(thing)).digest("hex").slice(0, 16);
}

/** What the action keeps in an issue's text, in HTML comments that nobody sees. */
export interface Mark {
  /** Which place's issue it is (see `placeId`). */
  readonly id: string;
  readonly history: IssueHistory;
  /** Digest of what the text between the marks says. */
  readonly contentDigest: string;
  /** The issue that another run opened at the same time, and that goes on in place of this one. */
  readonly duplicateOf?: number;
}

const beginMark = /<!-- huntkit:issue ([0-9a-f]{16}) (\{.*?\}) -->/;
const endMark = "<!-- huntkit:end -->";

/**
 * Reads the mark of an issue. The first one counts: it stands before everything else that the action writes.
 *
 * @returns null where there is none that can be read
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

/** The part of an issue's text that is the action's. A comment mark that others wrote into the content would end it early, so there is none left in it. */
export function formatMarkedText({ id, history, contentDigest, duplicateOf }: Mark, content: string): string {
  const { notifiedStages, resolved, openCount } = history;
  const data = { told: notifiedStages, resolved, round: openCount, says: contentDigest, duplicateOf };
  const safeContent = content.replaceAll("<!--", "<! --");
  return `<!-- huntkit:issue ${id} ${JSON.stringify(data)} -->\n${safeContent}\n${endMark}`;
}

/** Puts the action's part in the place of its former one; what people wrote before and after it stays. Where they removed its end, all that follows its beginning is taken to be theirs. */
export function replaceMarkedText(text: string, marked: string): string {
  const found = beginMark.exec(text);
  if (!found) return `${marked}\n\n${text}`.trim();
  const endsAt = text.indexOf(endMark, found.index);
  const rest = endsAt < 0 ? text.slice(found.index + found[0].length) : text.slice(endsAt + endMark.length);
  return text.slice(0, found.index) + marked + rest;
}
