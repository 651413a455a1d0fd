import {
  HuntClient,
  type ApiToken,
  type Clock,
  type HuntClientOptions,
  type TokenRecord,
} from "@huntkit/core";
import { checkListedToken } from "@huntkit/core/internal";
import { startHunt, createVirtualClock } from "@huntkit/testing";
import { startGitHub, type GitHub, type GitHubOptions, type SeededSecret } from "@huntkit/test-kit";
import type { Sandbox, SandboxOptions } from "@huntkit/sandbox";
import { onTestFinished } from "vitest";
import type { Finding } from "../../src/report/finding.js";
import { connectToGitHub } from "../../src/clients.js";
import { GitHubSecret } from "../../src/rotation/github-secret.js";
import { GitHubSecretStore } from "../../src/rotation/github-secret-store.js";
import type { RotationInputs } from "../../src/rotation/inputs.js";
import {
  rotateIfDue,
  type Replacement,
  type RotationStore,
  type TokenClient,
} from "../../src/rotation/rotate-if-due.js";
import { readSecretHints, type SecretHints } from "../../src/rotation/secret-date.js";
import { createSecretPlace } from "../../src/rotation/secret-place.js";
import { parseStepInputs, run, type StepOptions } from "../helpers.js";
import { Wire, type KeptToken } from "@huntkit/test-kit/rotation";

const dayMs = 86_400_000;

/**
 * Options of a world. By default, it has a repository secret HUNT_TOKEN with a token that expires in 10 days, and was
 * stored after its creation.
 */
export interface WorldOptions {
  readonly secret?: Partial<SeededSecret>;
  readonly secrets?: readonly SeededSecret[];
  /** Age of the last write to the secret in days. The token was created 355 days ago. */
  readonly secretDays?: number;
  readonly sandbox?: SandboxOptions;
  readonly github?: GitHubOptions;
}

/** The result of a rotation in this process. */
export interface Outcome {
  readonly replaced: Replacement | null;
  readonly findings: Finding[];
  readonly masked: string[];
}

/** A HUNT instance and a GitHub server with the same clock, and a wire between them and the action. */
export interface World {
  readonly sandbox: Sandbox;
  readonly github: GitHub;
  readonly wire: Wire;
  /** The token that was in the secret at the start. */
  readonly first: string;
  /** Returns the value of the secret. */
  readonly stored: () => string;
  /** Returns the tokens of the pipeline's user in HUNT, oldest first. */
  readonly tokens: () => KeptToken[];
  /** Returns whether a token is valid. */
  readonly works: (token: string) => Promise<boolean>;
  /** Rotates in this process, with a virtual clock. */
  readonly rotate: (
    inputs?: Partial<RotationInputs> & {
      scope?: string;
      name?: string;
      host?: string;
      token?: string;
      secretsToken?: string;
      description?: string;
      /** Default: the wire of this world. */
      instance?: string;
      openStore?: (current: ApiToken, clock: Clock) => Promise<RotationStore>;
    },
  ) => Promise<Outcome>;
  /** Runs the built action. */
  readonly run: (inputs?: Record<string, string>, options?: StepOptions) => ReturnType<typeof run>;
}

/** Starts a world that stops when the test finishes. */
export async function startWorld({
  secret,
  secrets,
  secretDays = 354.5,
  sandbox: sandboxOptions,
  github: githubOptions,
}: WorldOptions = {}): Promise<World> {
  const wire = new Wire();
  const hunt = await startHunt(HuntClient, { token: "expiring", ...sandboxOptions });
  const { sandbox } = hunt;
  const first = sandbox.tokens.expiring;
  let age = secretDays * dayMs;
  const seeded = secrets ?? [{ owner: "octo/repo", name: "HUNT_TOKEN", value: first, ...secret }];
  const github = await startGitHub({
    now: () => sandbox.clock.now() - age,
    ...githubOptions,
    secrets: seeded,
  });
  age = 0;
  wire.attach(github);
  const { url, stop } = await wire.listen(sandbox);
  onTestFinished(async () => {
    await Promise.all([stop(), github.stop(), hunt.stop()]);
  });

  const stored = () => github.secrets().find(({ name }) => name === "HUNT_TOKEN")!.value;
  const tokens = () => {
    const all = sandbox.records("AccessTokens") as unknown as (KeptToken & { userId: string })[];
    const { id } = sandbox.records("users").find(({ username }) => username === "pipeline")!;
    return all.filter(({ userId }) => userId === id);
  };
  return {
    sandbox,
    github,
    wire,
    first,
    stored,
    tokens,
    works: async (token) =>
      (await fetch(`${sandbox.url}/api/users/me`, { headers: { authorization: token } })).status === 200,
    async rotate({
      scope = "repository",
      name = "HUNT_TOKEN",
      host = "github.com",
      token = stored(),
      secretsToken = github.tokens.secrets,
      description,
      openStore,
      instance = url,
      ...inputs
    } = {}) {
      const clientOptions: Partial<HuntClientOptions> = { instance, token };
      const client = hunt.newClient(clientOptions) as TokenClient;
      const place = createSecretPlace(name, scope, { owner: "octo", repo: "repo" }, host);
      const lists: (readonly TokenRecord[])[] = [];
      const step = { "secret-name": name, "secret-scope": scope, "secrets-token": secretsToken };
      const env = {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: "octo/repo",
        GITHUB_SERVER_URL: `https://${host}`,
      };
      const hints: SecretHints = openStore
        ? { options: { secretUpdatedAt: github.secrets()[0]!.updated_at } }
        : await readSecretHints(client, parseStepInputs(step), env, lists);
      const health = await checkListedToken(client, { description, ...hints.options }, lists);
      const readings = { lists, secret: hints.read };
      const clock = createVirtualClock(sandbox.clock);
      const octokit = await connectToGitHub(secretsToken, { GITHUB_API_URL: github.url });
      const outcome = { findings: [] as Finding[], masked: [] as string[] };
      const replaced = await rotateIfDue(
        client,
        health,
        { rotateDays: 14, revokeOld: true, dryRun: false, place, description, ...inputs },
        {
          store:
            (await openStore?.(client.token, clock)) ??
            new GitHubSecretStore(
              hints.read?.secret ?? new GitHubSecret(octokit, place, clock),
              client.token,
              clock,
              hints.read?.content,
            ),
          readings,
          connect: (fresh: ApiToken) => hunt.newClient({ instance, token: fresh }),
          mask: (value) => outcome.masked.push(value),
          report: (finding) => outcome.findings.push(finding),
          signal: new AbortController().signal,
        },
      );
      return { replaced, ...outcome };
    },
    run: (inputs = {}, options = {}) =>
      run(
        {
          instance: url,
          token: stored(),
          "rotate-days": "14",
          "secret-name": "HUNT_TOKEN",
          "secrets-token": github.tokens.secrets,
          ...inputs,
        },
        { ...options, env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "octo/repo", ...options.env } },
      ),
  };
}

/** Makes HUNT list the current tokens of the pipeline's user without the dates of their last uses. */
export function hideUses({ sandbox, tokens }: World): void {
  const body = tokens().map((row) => ({ ...row, hash: undefined, lastUsedOn: undefined }));
  const match = "GET users/me/accessTokens";
  sandbox.faults.add({ match, kind: "status", status: 200, body, times: "always" });
}

/** Creates another token of the pipeline's user, and returns its value. */
export async function createToken(
  { sandbox }: World,
  description: string,
  by = sandbox.tokens.expiring,
): Promise<string> {
  const response = await fetch(`${sandbox.url}/api/users/me/accessTokens`, {
    method: "POST",
    headers: { authorization: by, "content-type": "application/json" },
    body: JSON.stringify({ description }),
  });
  if (response.status !== 200) throw new Error(`HUNT did not create a token: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}
