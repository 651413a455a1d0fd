import type { Stages, IssueHistory } from "./decide-on-issue.js";
import { createHash } from "node:crypto";

/** The place of a token. Runs that check the token of one place update the same issue, even if its value changes. */
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

/** The data that the action stores in an HTML comment in the text of an issue. */
export interface Mark {
  /** ID of the place (see `createPlaceId`). */
  readonly id: string;
  readonly history: IssueHistory;
  /** Digest of the text between the marks. */
  readonly contentDigest: string;
  /** Number of the issue that replaces this one, because another run opened it at the same time. */
  readonly duplicateOf?: number;
  /**
   * HUNT's record of the token that the issue is about; undefined if unknown, or if the issue is about
   * several tokens.
   */
  readonly record?: RecordMark | undefined;
}

/** What identifies a token's record in HUNT, without its text. */
export interface RecordMark {
  /** Digest of the owner and the description. It is the same for a token that replaces another one. */
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const beginMark = /<!-- huntkit:issue ([0-9a-f]{16}) (\{.*?\}) -->/;
const endMark = "<!-- huntkit:end -->";

/**
 * Reads the first mark in the text of an issue.
 *
 * @returns null if there is no mark, or it is not valid
 */
export function readMark(text: string): Mark | null {
  const [, id, json] = beginMark.exec(text) ?? [];
  if (id === undefined || json === undefined) return null;
  try {
    const { told, resolved, round, says, duplicateOf, record } = JSON.parse(json) as Record<string, unknown>;
    return {
      id,
      history: {
        notifiedStages: readStages(told),
        resolved: resolved === true,
        openCount: typeof round === "number" ? round : 1,
      },
      contentDigest: String(says),
      ...(typeof duplicateOf === "number" && { duplicateOf }),
      ...(isRecordMark(record) && { record }),
    };
  } catch {
    return null;
  }
}

function isRecordMark(record: unknown): record is RecordMark {
  const { name, createdAt } = (record ?? {}) as Record<string, unknown>;
  return typeof name === "string" && typeof createdAt === "string";
}

function readStages(told: unknown): Stages {
  const entries = Object.entries(typeof told === "object" && told !== null ? told : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/** Puts the content between marks. Comment marks in the content are escaped, because they would end the mark early. */
export function formatMarkedText(mark: Mark, content: string): string {
  const { id, history, contentDigest: says, duplicateOf, record } = mark;
  const { notifiedStages: told, resolved, openCount: round } = history;
  const data = { told, resolved, round, says, duplicateOf, record };
  const safeContent = content.replaceAll("<!--", "<! --");
  return `<!-- huntkit:issue ${id} ${JSON.stringify(data)} -->\n${safeContent}\n${endMark}`;
}

/**
 * Replaces the text between the marks, and keeps the text around them. If the end mark is missing, all text after the
 * begin mark is kept.
 */
export function replaceMarkedText(text: string, marked: string): string {
  const found = beginMark.exec(text);
  if (!found) return `${marked}\n\n${text}`.trim();
  const endsAt = text.indexOf(endMark, found.index);
  const rest = endsAt < 0 ? text.slice(found.index + found[0].length) : text.slice(endsAt + endMark.length);
  return text.slice(0, found.index) + marked + rest;
}
