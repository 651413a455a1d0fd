import { HuntClient, type Clock, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type StartHuntOptions, type TestHooks, type TestHunt } from "@huntkit/testing";
import type { Diagnostic } from "@huntkit/terraform-plugin";
import { ProviderClient, ProviderError } from "@huntkit/terraform-plugin/engine";
import { startProvider } from "../start-provider.js";

/** The arguments of the provider that a test sets. */
type Settings = Partial<
  Record<"instance" | "token" | "max_retries" | "max_concurrency" | "warn_days", unknown>
>;

/** A provider in this process, with a sandbox. */
export interface TestProvider {
  readonly hunt: TestHunt<HuntClient, HuntClientOptions>;
  /** Returns the requests since the last call, such as `GET flags`. */
  readonly requests: () => string[];
  /** Creates a provider that is not configured yet. */
  readonly start: (env?: NodeJS.ProcessEnv) => ProviderClient;
  /** Creates a provider that is configured for the sandbox. */
  readonly configured: (settings?: Settings, clock?: Clock) => Promise<ProviderClient>;
}

/** Returns the arguments with null for every omitted one, as in Terraform. */
export function fillInNulls(settings: Settings): Record<string, never> {
  return {
    instance: null,
    token: null,
    max_retries: null,
    max_concurrency: null,
    warn_days: null,
    ...settings,
  } as unknown as Record<string, never>;
}

export function useProvider(
  hooks: TestHooks,
  options?: StartHuntOptions<HuntClientOptions>,
): () => TestProvider {
  const hunt = useHunt(HuntClient, hooks, options);
  return () => {
    const { sandbox } = hunt();
    const start = (env: NodeJS.ProcessEnv = {}, clock: Clock = hunt().clock) =>
      new ProviderClient(startProvider({ env, clock }));
    return {
      hunt: hunt(),
      start,
      requests: () =>
        sandbox.requests.splice(0).map(({ method, path }) => `${method} ${path.replace(/^\/api\//, "")}`),
      configured: async (settings = {}, clock) => {
        const client = start({}, clock);
        const { diagnostics } = await client.configure(
          fillInNulls({ instance: sandbox.url, token: sandbox.tokens.admin, ...settings }),
        );
        if (diagnostics.some(({ severity }) => severity === "error")) throw new ProviderError(diagnostics);
        sandbox.requests.clear();
        return client;
      },
    };
  };
}

/** Returns the diagnostics that the provider reported. Fails if there are none. */
export async function catchFailure(act: Promise<unknown>): Promise<Diagnostic[]> {
  return act.then(
    (result) => {
      throw new Error(`It did not fail, but returned ${JSON.stringify(result)}`);
    },
    (error: unknown) => {
      if (error instanceof ProviderError) return [...error.diagnostics];
      throw error;
    },
  );
}
