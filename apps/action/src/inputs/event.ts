import { readFileSync } from "node:fs";

/** The fields of the webhook event that the action reads (GitHub Docs, "Webhook events and payloads"). */
export interface WebhookEvent {
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: { readonly repo?: { readonly fork?: boolean } };
  };
  readonly issue?: { readonly number?: number; readonly pull_request?: object };
}

/** Reads the webhook event that triggered the run. Returns an empty event if the runner stored none. */
export function readEvent({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): WebhookEvent {
  if (!path) return {};
  try {
    return (JSON.parse(readFileSync(path, "utf8")) ?? {}) as WebhookEvent;
  } catch {
    return {};
  }
}

/** Returns the number of the pull request that the run is for; null if it is for something else. */
export function getPullRequestNumber({ pull_request: pull, issue }: WebhookEvent): number | null {
  // A comment on a pull request is an event of an issue.
  return pull?.number ?? (issue?.pull_request ? (issue.number ?? null) : null);
}
