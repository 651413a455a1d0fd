import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillInNulls, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });
const nothing = new Uint8Array();

describe("a refresh of 1,000 target groups, including the configuration of the provider,", () => {
  let states: Record<string, string | boolean | null>[] = [];

  beforeEach(async () => {
    const client = await provider().configured();
    const body = Array.from({ length: 1000 }, (_, index) => ({ name: `Group ${index}` }));
    const { data } = await provider().hunt.client.request<{ id: string; name: string }[]>({
      method: "POST",
      path: "targets",
      body,
    });
    const attributes = Object.keys((await client.resourceSchema("hunt_target_group")).attributes);
    states = data.map(({ id, name }) => ({
      ...Object.fromEntries(attributes.map((each) => [each, null])),
      id,
      name,
    }));
    provider().requests();
  });

  // Terraform's default parallelism, and an engine that reads everything concurrently.
  it.each([10, 1000])(
    "sends at most 20 requests, and returns the current values, with %i reads at a time",
    async (parallelism) => {
      const { sandbox } = provider().hunt;
      const client = provider().start();
      await client.configure(fillInNulls({ instance: sandbox.url, token: sandbox.tokens.admin }));
      const read: unknown[] = [];
      const rest = states.entries();
      const lane = async () => {
        for (const [index, state] of rest)
          read[index] = (await client.readResource("hunt_target_group", { state, private: nothing })).state;
      };
      await Promise.all(Array.from({ length: parallelism }, lane));
      expect(read).toEqual(states);
      expect(provider().requests().length).toBeLessThanOrEqual(20);
    },
  );

  it("shares requests for lookups by name", async () => {
    const client = await provider().configured();
    const attributes = {
      id: null,
      controller_group_id: null,
      organization_id: null,
      description: null,
      last_scanned_on: null,
    };
    const found = await Promise.all(
      states
        .slice(0, 30)
        .map(
          async ({ name }) =>
            (await client.readDataSource("hunt_target_group", { ...attributes, name: name! })).state?.[
              "name"
            ],
        ),
    );
    expect(found).toEqual(states.slice(0, 30).map(({ name }) => name));
    expect(provider().requests().length).toBeLessThanOrEqual(2);
  });
});
