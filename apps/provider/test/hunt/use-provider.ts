import { HuntClient, type Clock, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type StartHuntOptions, type TestHooks, type TestHunt } from "@huntkit/testing";
import { type Diagnostic, createServer } from "@huntkit/terraform-plugin";
import { ProviderClient, ProviderFailed } from "@huntkit/terraform-plugin/engine";
import { createHuntProvider } from "../../src/hunt/provider.js";

/** The provider's arguments, as far as a test cares. */
type Settings = Partial<
  Record<"instance" | "token" | "max_retries" | "max_concurrency" | "warn_days", unknown>
>;

/** A provider in this process, over a sandbox HUNT. */
export interface TestProvider {
  readonly hunt: TestHunt<HuntClient, HuntClientOptions>;
  /** Requests since the last call, as `GET flags`. */
  readonly requests: () => string[];
  /** A provider that is not configured yet. */
  readonly start: (env?: NodeJS.ProcessEnv) => ProviderClient;
  /** A provider that is configured for the sandbox. */
  readonly configured: (settings?: Settings, clock?: Clock) => Promise<ProviderClient>;
}

/** Every argument that a test leaves out is null, as Terraform has it. */
export function settingsOf(settings: Settings): Record<string, never> {
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
      new ProviderClient(createServer(createHuntProvider({ env, clock })));
    return {
      hunt: hunt(),
      start,
      requests: () =>
        sandbox.requests.splice(0).map(({ method, path }) => `${method} ${path.replace(/^\/api\//, "")}`),
      configured: async (settings = {}, clock) => {
        const client = start({}, clock);
        const { diagnostics } = await client.configure(
          settingsOf({ instance: sandbox.url, token: sandbox.tokens.admin, ...settings }),
        );
        if (diagnostics.some(({ severity }) => severity === "error")) throw new ProviderFailed(diagnostics);
        sandbox.requests.clear();
        return client;
      },
    };
  };
}

/** What was thrown by the provider, without the rest. */
export async function failureOf(act: Promise<unknown>): Promise<Diagnostic[]> {
  return act.then(
    (result) => {
      throw new Error(`It did not fail, but gave ${JSON.stringify(result)}`);
    },
    (error: unknown) => {
      if (error instanceof ProviderFailed) return [...error.diagnostics];
      throw error;
    },
  );
}
