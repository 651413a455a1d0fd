import { HuntClient, type Clock, type HuntClientOptions } from "@huntkit/core";
import { useHunt, type TestHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import {
  type ProviderClient,
  connect,
  Lifecycle,
  type ResourceState,
} from "@huntkit/terraform-plugin/engine";
import { startProvider } from "../start-provider.js";
import { samples } from "./samples/index.js";
import type { Sample, Values } from "./samples/sample.js";

/** A sandbox, and a provider with an engine that enforces Terraform's rules. */
export interface World {
  readonly hunt: TestHunt<HuntClient, HuntClientOptions>;
  readonly client: ProviderClient;
  readonly life: Lifecycle;
  /** Plans and applies. */
  readonly apply: (state: ResourceState | null, written: Values) => Promise<ResourceState>;
  /** Returns the row with this ID in HUNT. */
  readonly row: (id: unknown) => Values | undefined;
  /** Returns the rows that this test created. */
  readonly made: () => Values[];
  /** Returns the requests since the last call, such as `GET flags`. */
  readonly requests: () => string[];
}

/**
 * Starts a HUNT instance for the tests of a file, reset before each test. Returns the world of one resource.
 */
export function useWorld(): (
  sample: Sample,
  options?: { /** The clock of the provider. Default: a clock without delays. */ clock?: Clock },
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
    const server = startProvider({ env: {}, clock });
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

/** Returns a string attribute of a state. Default: its ID. */
export function getString(state: ResourceState, name = "id"): string {
  return state.value[name] as string;
}

/** Returns everything that Terraform stores or shows of a state or a plan, as a string. */
export function serialize(thing: { config?: unknown; private: Uint8Array }): string {
  // Terraform does not store the write-only values of a configuration.
  return `${JSON.stringify({ ...thing, config: null })} ${Buffer.from(thing.private).toString()}`;
}

/** Returns values without some attributes. */
export function omit(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
