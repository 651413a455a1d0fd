import { FaultRegistry, listen, RequestLog } from "@huntkit/sandbox/server";
import { type AccountOptions, Accounts, type GoneIssue, type StoredIssue } from "./accounts.js";
import { lockIssue, pinIssue, removeIssue, type SeededIssue, seedIssue } from "./issues/issues.js";
import { type GitHubFault, type LimitKind, limitKinds, RateLimit } from "./rate-limit.js";
import { type SeededSecret, type StoredSecret, Vaults } from "./secrets/vaults.js";
import { createApp } from "./server/app.js";
import type { LoggedRequest, Site } from "./server/environment.js";
import { type Access, type TokenName, Tokens } from "./tokens.js";
import { createTimestamps } from "./values.js";

/** How a stand-in starts. */
export interface GitHubOptions extends AccountOptions {
  /** Plays GitHub Enterprise Server: the API is under `/api/v3`, and there is no rate limit, as by default there. */
  readonly enterprise?: boolean;
  /** The time in milliseconds since 1970; the system's when omitted. Dates, the `Date` header and limits come from it. */
  readonly now?: () => number;
  /** What a workflow's `permissions:` say; `{ issues: "write" }` when omitted. There is no key for secrets. */
  readonly permissions?: { readonly issues: Access };
  /** Issues that are there from the start. */
  readonly issues?: readonly SeededIssue[];
  /** Secrets that are there from the start. */
  readonly secrets?: readonly SeededSecret[];
  /** Faults that are switched on from the start. */
  readonly faults?: readonly GitHubFault[];
}

/** A running stand-in. */
export interface GitHub {
  /** What the runner gives as `GITHUB_API_URL`, without a slash at its end. */
  readonly url: string;
  /** What the runner gives as `GITHUB_SERVER_URL`, and where every `html_url` begins. Nothing is served under it. */
  readonly serverUrl: string;
  /**
   * The values of the tokens: `workflow` is a GITHUB_TOKEN of the first repository, `secrets` and
   * `readOnlySecrets` are fine-grained personal access tokens for secrets only, `app` is another app's, and
   * `maintainer` is a person's classic one with all rights.
   */
  readonly tokens: Readonly<Record<TokenName, string>>;
  /** Every request so far, in the order of arrival. It holds no token and nothing that was sealed. */
  readonly requests: RequestLog<LoggedRequest>;
  readonly faults: FaultRegistry<LimitKind, LoggedRequest>;
  /** A copy of all issues and pull requests that exist, oldest first. */
  readonly issues: () => StoredIssue[];
  /** Adds an issue. */
  readonly addIssue: (issue: SeededIssue) => void;
  /** Removes an issue as people do in a browser: no request of the API does that. */
  readonly removeIssue: (repository: string, number: number, kind: GoneIssue["kind"]) => void;
  /** Locks the conversation of an issue. */
  readonly lockIssue: (repository: string, number: number) => void;
  /** Pins an issue. */
  readonly pinIssue: (repository: string, number: number) => void;
  /** A copy of all secrets with their values before sealing. */
  readonly secrets: () => StoredSecret[];
  /** Stops at once, closing every connection. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a stand-in for GitHub on a free port of 127.0.0.1.
 *
 * @throws {TypeError} for a seeded issue or secret of a place that does not exist, and for a repository that
 *   is no `owner/name`
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { enterprise = false, now = Date.now, permissions = { issues: "write" } } = options;
  const time = createTimestamps(now);
  const accounts = new Accounts(options);
  const vaults = new Vaults(accounts, time);
  const tokens = new Tokens(
    permissions.issues,
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
    removeIssue: (...given) => removeIssue(accounts, ...given),
    lockIssue: (...given) => lockIssue(accounts, ...given),
    pinIssue: (...given) => pinIssue(accounts, ...given),
    secrets: () => vaults.all(),
    stop,
  };
}
