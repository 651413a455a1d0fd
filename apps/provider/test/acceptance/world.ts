import { HuntClient, type Clock, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type TestHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import {
  type ProviderClient,
  connect,
  Lifecycle,
  type ResourceState,
} from "@huntkit/terraform-plugin/engine";
import { createServer } from "@huntkit/terraform-plugin";
import { createHuntProvider } from "../../src/hunt/provider.js";
import { samples } from "./samples/index.js";
import type { Sample, Values } from "./samples/sample.js";

/** A sandbox HUNT over HTTP, and a provider whose every value goes through msgpack and is held to Terraform's rules. */
export interface World {
  readonly hunt: TestHunt<HuntClient, HuntClientOptions>;
  readonly client: ProviderClient;
  readonly life: Lifecycle;
  /** Plans and applies. */
  readonly apply: (state: ResourceState | null, written: Values) => Promise<ResourceState>;
  /** The row of this id, as HUNT keeps it. */
  readonly row: (id: unknown) => Values | undefined;
  /** The rows that this test made. */
  readonly made: () => Values[];
  /** Requests since the last call, as `GET flags`. */
  readonly requests: () => string[];
}

/** Starts a HUNT instance for the tests of a file, reset before each test. Returns the world of one resource. */
export function useWorld(): (
  sample: Sample,
  options?: { /** The provider's; pauses take no time unless told. */ clock?: Clock },
) => Promise<World> {
  const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });
  const routes = samples.map(({ route }) => route);
  const seeded = new Set<unknown>();
  const rowsOf = (route: string) => hunt().sandbox.records(route) as unknown as Values[];
  const madeOf = (route: string) => rowsOf(route).filter(({ id }) => !seeded.has(id));
  beforeAll(() => {
    for (const { id } of routes.flatMap(rowsOf)) seeded.add(id);
  });
  return async ({ type, route }, { clock = hunt().clock } = {}) => {
    const { sandbox } = hunt();
    const server = createServer(createHuntProvider({ env: {}, clock }));
    const { client } = await connect(server, {
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      warn_days: 0,
      max_retries: 2,
    });
    const life = new Lifecycle(client, type);
    sandbox.requests.clear();
    return {
      hunt: hunt(),
      client,
      life,
      apply: async (state, written) => (await life.apply(await life.plan(state, written)))!,
      row: (id) => rowsOf(route).find((row) => row["id"] === id),
      made: () => madeOf(route),
      requests: () =>
        sandbox.requests.splice(0).map(({ method, path }) => `${method} ${path.replace("/api/", "")}`),
    };
  };
}

/** A text of a state: its id, or another attribute. */
export function textOf(state: ResourceState, name = "id"): string {
  return state.value[name] as string;
}

/** The whole of what Terraform would store or show of a state or a plan, as a text. */
export function everythingOf(thing: { config?: unknown; private: Uint8Array }): string {
  // Terraform keeps no write-only value of a configuration.
  return `${JSON.stringify({ ...thing, config: null })} ${Buffer.from(thing.private).toString()}`;
}

/** Values without some attributes. */
export function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
