import { FaultRegistry, listen, RequestLog } from "@huntkit/sandbox/server";
import {
  type AccountOptions,
  Accounts,
  type GoneIssue,
  type StoredComment,
  type StoredIssue,
} from "./accounts.js";
import {
  addComment,
  lockIssue,
  pinIssue,
  removeIssue,
  requireIssue,
  type SeededIssue,
  seedIssue,
} from "./issues/issues.js";
import { type GitHubFault, type LimitKind, limitKinds, RateLimit } from "./rate-limit.js";
import { type SeededSecret, type StoredSecret, Vaults } from "./secrets/vaults.js";
import { createApp } from "./server/app.js";
import type { LoggedRequest, Site } from "./server/environment.js";
import { type Access, type TokenName, Tokens } from "./tokens.js";
import { createTimestamps } from "./values.js";

/** Options of `startGitHub`. */
export interface GitHubOptions extends AccountOptions {
  /**
   * Behaves like GitHub Enterprise Server: the API is under `/api/v3`, and there is no rate limit (the
   * default there). Default: false.
   */
  readonly enterprise?: boolean;
  /**
   * Returns the time in milliseconds since 1970. Dates, the `Date` header, and rate limits are based on it.
   * Default: `Date.now`.
   */
  readonly now?: () => number;
  /** The `permissions:` of the workflow. Default: `{ issues: "write" }`. They have no key for secrets. */
  readonly permissions?: { readonly issues: Access; readonly pullRequests?: Access };
  /** Issues that exist from the start. */
  readonly issues?: readonly SeededIssue[];
  /** Secrets that exist from the start. */
  readonly secrets?: readonly SeededSecret[];
  /** Faults that are active from the start. */
  readonly faults?: readonly GitHubFault[];
}

/** A running fake GitHub. */
export interface GitHub {
  /** The value of `GITHUB_API_URL`, without a trailing slash. */
  readonly url: string;
  /** The value of `GITHUB_SERVER_URL`. Every `html_url` starts with it. Nothing is served there. */
  readonly serverUrl: string;
  /**
   * The values of the tokens. `workflow` is a GITHUB_TOKEN of the first repository. `secrets` and
   * `readOnlySecrets` are fine-grained personal access tokens for secrets only. `app` belongs to another app.
   * `maintainer` is a user's classic token with all permissions.
   */
  readonly tokens: Readonly<Record<TokenName, string>>;
  /** Every request so far, in order of arrival, without tokens and encrypted values. */
  readonly requests: RequestLog<LoggedRequest>;
  readonly faults: FaultRegistry<LimitKind, LoggedRequest>;
  /** Returns a copy of all existing issues and pull requests, oldest first. */
  readonly issues: () => StoredIssue[];
  /** Adds an issue. */
  readonly addIssue: (issue: SeededIssue) => void;
  /** Adds a comment of a user. */
  readonly addComment: (
    repository: string,
    number: number,
    comment: Pick<StoredComment, "user" | "body">,
  ) => void;
  /** Removes an issue as users do in a browser. The API has no request for it. */
  readonly removeIssue: (repository: string, number: number, kind: GoneIssue["kind"]) => void;
  /** Locks the conversation of an issue. */
  readonly lockIssue: (repository: string, number: number) => void;
  /** Pins an issue. */
  readonly pinIssue: (repository: string, number: number) => void;
  /** Returns a copy of all secrets with their plain values. */
  readonly secrets: () => StoredSecret[];
  /** Stops immediately, and closes every connection. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a fake GitHub on a free port of 127.0.0.1.
 *
 * @throws {TypeError} for a seeded issue or secret of a place that does not exist, and for a repository whose
 * name is not `owner/name`
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { enterprise = false, now = Date.now, permissions = { issues: "write" } } = options;
  const time = createTimestamps(now);
  const accounts = new Accounts(options);
  const vaults = new Vaults(accounts, time);
  const tokens = new Tokens(
    { issues: permissions.issues, pull_requests: permissions.pullRequests ?? "none" },
    accounts.repositories.slice(0, 1).map(({ fullName }) => fullName),
  );
  const faults = new FaultRegistry<LimitKind, LoggedRequest>(options.faults, limitKinds);
  const requests = new RequestLog<LoggedRequest>();
  for (const issue of options.issues ?? []) seedIssue(accounts, issue, time());
  for (const secret of options.secrets ?? []) vaults.seed(secret);

  const site: Site = { enterprise, base: enterprise ? "/api/v3" : "", serverUrl: "https://github.com" };
  const app = createApp({
    accounts,
    vaults,
    tokens,
    faults,
    requests,
    site,
    limit: new RateLimit(now),
    now,
    time,
  });
  const { url: origin, stop } = await listen(app);
  if (enterprise) site.serverUrl = origin;
  return {
    url: origin + site.base,
    serverUrl: site.serverUrl,
    tokens: tokens.values,
    requests,
    faults,
    issues: () =>
      accounts.repositories.flatMap(({ issues }) =>
        structuredClone(issues.filter(({ gone }) => gone === undefined)),
      ),
    addIssue: (issue) => seedIssue(accounts, issue, time()),
    addComment: (name, number, comment) =>
      void addComment(requireIssue(accounts, name, number), comment, time()),
    removeIssue: (...given) => removeIssue(accounts, ...given),
    lockIssue: (...given) => lockIssue(accounts, ...given),
    pinIssue: (...given) => pinIssue(accounts, ...given),
    secrets: () => vaults.all(),
    stop,
  };
}
