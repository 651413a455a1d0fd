import { createHash } from "node:crypto";
import { ApiToken, daysLeft, escapeToSingleLine, type TokenRecord } from "@huntkit/core";
import type { Survey } from "./survey-tokens.js";

/** The most characters of a name or description that are kept: an output holds 1 MiB, and people read no more. */
const maxLength = 100;

/** A token that expires soon, or did so not long ago. */
export interface FleetToken {
  /** Eight hex digits that tell it from the others. */
  readonly fingerprint: string;
  /** What others call its owner; the owner's id where nobody knows the name. */
  readonly owner: string;
  readonly description: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Whole days, rounded down; negative once it has expired. */
  readonly daysLeft: number;
  /** ISO 8601; null where it was never used or HUNT does not say. */
  readonly lastUsedAt: string | null;
}

/** What is to be told of a fleet. */
export interface Fleet {
  readonly scope: Survey["scope"];
  /** ISO 8601. */
  readonly at: string;
  /** Tokens with a description, all of them. */
  readonly tokens: number;
  /** Those that expire within the days asked for, the next one first. */
  readonly expiring: readonly FleetToken[];
  /** Those that expired within as many days before, the latest first, as far as HUNT still lists them. */
  readonly expired: readonly FleetToken[];
  /** Tokens of which HUNT does not say until when they live. */
  readonly undated: number;
  /** Tokens without a description: those that HUNT makes when people log in. They end by themselves, and nobody replaces them. */
  readonly sessions: number;
}

/** Sorts out which tokens of a survey somebody has to replace. `warnDays` are whole days. */
export function classifyTokens({ scope, records, names, at }: Survey, warnDays: number): Fleet {
  const described = records.filter(({ description }) => description !== null);
  const dated = described
    .flatMap((record) => toFleetToken(record, names, at))
    .sort((one, other) => Date.parse(one.expiresAt) - Date.parse(other.expiresAt));
  return {
    scope,
    at: new Date(at).toISOString(),
    tokens: described.length,
    expiring: dated.filter((token) => token.daysLeft >= 0 && token.daysLeft < warnDays),
    expired: dated.filter((token) => token.daysLeft < 0 && token.daysLeft >= -warnDays).reverse(),
    undated: described.filter(({ lifetime }) => lifetime.kind === "unknown").length,
    sessions: records.length - described.length,
  };
}

function toFleetToken(record: TokenRecord, names: Survey["names"], at: number): FleetToken[] {
  const { lifetime, description, userId, lastUsedAt } = record;
  if (lifetime.kind !== "dated") return [];
  const { createdAt, expiresAt } = lifetime;
  const owner = escapeToSingleLine(names.get(userId ?? "") ?? userId ?? "an unknown user", maxLength);
  return [
    {
      fingerprint: createFingerprint(record, createdAt),
      owner,
      description: escapeToSingleLine(description ?? "", maxLength),
      createdAt,
      expiresAt,
      daysLeft: daysLeft(expiresAt, at),
      lastUsedAt,
    },
  ];
}

/** A handle may be the token's value, so it is shown nowhere; what is made of it here cannot be turned back. */
function createFingerprint({ handle, userId, description }: TokenRecord, createdAt: string): string {
  if (handle instanceof ApiToken) return handle.fingerprint;
  return createHash("sha256")
    .update(JSON.stringify(handle ?? [userId, description, createdAt]))
    .digest("hex")
    .slice(0, 8);
}
