import { HuntClient, type Clock } from "@huntkit/core";
import { startHunt, type StartHuntOptions } from "@huntkit/testing";
import { onTestFinished } from "vitest";
import {
  type ProviderClient,
  connect,
  Lifecycle,
  type ResourceChange,
  type ResourceState,
} from "@huntkit/terraform-plugin/engine";
import { startProvider } from "../start-provider.js";

/** Starts a sandbox, and a provider with an engine. Both stop at the end of the test. */
export async function startWorld(type: string, options: StartHuntOptions = {}) {
  const hunt = await startHunt(HuntClient, options);
  onTestFinished(() => hunt.stop());
  const provider = async (
    token = hunt.sandbox.tokens.admin,
    clock: Clock = hunt.clock,
  ): Promise<ProviderClient> => {
    const server = startProvider({ env: {}, clock });
    return (await connect(server, { instance: hunt.sandbox.url, token, warn_days: 0 })).client;
  };
  const client = await provider();
  const life = new Lifecycle(client, type);
  const apply = async (state: ResourceState | null, body: Record<string, unknown>): Promise<ResourceState> =>
    (await life.apply(await life.plan(state, body)))!;
  hunt.sandbox.requests.clear();
  return {
    hunt,
    sandbox: hunt.sandbox,
    client,
    provider,
    life,
    apply,
    create: (body: Record<string, unknown>) => apply(null, body),
    destroy: async (state: ResourceState) => life.apply(await life.planDestroy(state)),
    records: (model: string) => hunt.sandbox.records(model) as Record<string, unknown>[],
    asked: () => hunt.sandbox.requests.map(({ method, path }) => `${method} ${path.replace("/api/", "")}`),
  };
}

/** Returns everything that Terraform stores or shows, as a string. */
export function serialize(...things: (ResourceState | ResourceChange | null)[]): string {
  return things
    .map((thing) => `${JSON.stringify(thing)} ${Buffer.from(thing?.private ?? []).toString("utf8")}`)
    .join("\n");
}
