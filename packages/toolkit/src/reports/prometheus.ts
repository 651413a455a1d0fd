import type { TokenHealth } from "@huntkit/core";
import { formatMetrics, type MetricSample, type TerminalText } from "@huntkit/core/escape";

const states: readonly TokenHealth["status"][] = [
  "healthy",
  "expiring",
  "expired",
  "rejected",
  "unreachable",
  "unknown-expiry",
];

/**
 * Formats the health of a token as metrics, for node_exporter's textfile collector. The labels that identify
 * the token are the same if HUNT cannot be reached.
 *
 * @param description identifies the token among those of the instance; null if it is the only one
 */
export function formatTokenMetrics(health: TokenHealth, description: string | null): TerminalText {
  const { instance, status, expiresAt, checkedAt, user, role, fingerprint, source } = health;
  const labels = { hunt_instance: instance, description };
  const isEndless = status === "healthy" && expiresAt === null;
  const expiry = isEndless ? Infinity : toSeconds(expiresAt);
  return formatMetrics([
    {
      name: "hunt_token_expiry_timestamp_seconds",
      help: "Expiry date of the HUNT API token, as Unix time. Missing if it is unknown.",
      samples: toSamples(labels, expiry),
    },
    {
      name: "hunt_token_state",
      help: "Whether the HUNT API token is in the state: 1 or 0.",
      samples: states.map((state) => ({ labels: { ...labels, state }, value: Number(state === status) })),
    },
    {
      name: "hunt_token_last_check_timestamp_seconds",
      help: "Time of the last check of the HUNT API token, as Unix time.",
      samples: toSamples(labels, toSeconds(checkedAt)),
    },
    {
      name: "hunt_token_info",
      help: "Properties of the HUNT API token. The value is always 1.",
      samples: [{ labels: { ...labels, user, role, fingerprint, expiry_source: source }, value: 1 }],
    },
  ]);
}

/** A token in a list, without its value. */
export interface ListedToken {
  readonly id: string | null;
  readonly fingerprint: string | null;
  readonly description: string | null;
  readonly owner: string | null;
  /** ISO 8601. */
  readonly expiresAt: string | null;
  readonly daysLeft: number | null;
}

/**
 * Formats a list of tokens as metrics, for node_exporter's textfile collector. The names differ from those of
 * a check, because a machine may collect both.
 *
 * @param now milliseconds since 1970
 */
export function formatTokenListMetrics(
  tokens: readonly ListedToken[],
  instance: string,
  now: number,
): TerminalText {
  const listed = removeDuplicates(
    tokens.map((token) => ({ labels: toLabels(token, instance), state: getState(token), token })),
  );
  return formatMetrics([
    {
      name: "hunt_listed_token_expiry_timestamp_seconds",
      help: "Expiry date of a HUNT API token in the list, as Unix time. Missing if it is unknown.",
      samples: listed.flatMap(({ labels, token }) => toSamples(labels, toSeconds(token.expiresAt))),
    },
    {
      name: "hunt_listed_token_state",
      help: "State of a HUNT API token in the list. The value is always 1.",
      samples: listed.map(({ labels, state }) => ({ labels: { ...labels, state }, value: 1 })),
    },
    {
      name: "hunt_token_list_timestamp_seconds",
      help: "Time of the last list of HUNT API tokens, as Unix time.",
      samples: [{ labels: { hunt_instance: instance }, value: now / 1000 }],
    },
  ]);
}

function toLabels(token: ListedToken, instance: string): Record<string, string | null> {
  const { owner, description, id, fingerprint } = token;
  return { hunt_instance: instance, owner, description, id: id ?? fingerprint };
}

/** A list has no limit for "expiring": rules compare the expiry date. */
function getState({ daysLeft }: ListedToken): TokenHealth["status"] {
  if (daysLeft === null) return "unknown-expiry";
  return daysLeft < 0 ? "expired" : "healthy";
}

/** Keeps the first of several tokens with the same labels, because the collector rejects duplicates. */
function removeDuplicates<T extends { readonly labels: object }>(listed: readonly T[]): T[] {
  const byLabels = new Map<string, T>();
  for (const each of listed) {
    const key = JSON.stringify(each.labels);
    if (!byLabels.has(key)) byLabels.set(key, each);
  }
  return [...byLabels.values()];
}

function toSamples(labels: NonNullable<MetricSample["labels"]>, value: number | null): MetricSample[] {
  return value === null ? [] : [{ labels, value }];
}

/** Converts ISO 8601 to seconds since 1970. */
function toSeconds(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso) / 1000;
}
