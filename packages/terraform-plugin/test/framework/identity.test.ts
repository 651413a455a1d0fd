import { describe, expect, it } from "vitest";
import type { Members } from "../../src/cty/value.js";
import { number } from "../../src/framework/attribute-builders.js";
import { PartialStateError } from "../../src/framework/diagnostics.js";
import type { Message } from "../../src/framework/wire.js";
import { attributes, thing, thingWith, toyServer, useToys } from "./toy.js";

const identified = (changes = {}) => useToys({ resources: [thingWith({ identity: "id", ...changes })] });

/** Creates a thing, whose ID is `thing-1`. */
async function created(changes = {}) {
  const { life, client, store } = await identified(changes);
  const state = (await life.apply(await life.plan(null, { name: "one" })))!;
  return { life, client, store, state };
}

describe("GetResourceIdentitySchemas", () => {
  it("describes the attribute that identifies an object, which an import requires", async () => {
    const { client } = await identified();

    expect((await client.schema()).identities).toEqual({
      toy_thing: {
        version: 0,
        attributes: { id: { type: "string", description: "The ID.", required: true } },
        type: ["object", { id: "string" }],
      },
    });
  });

  it("lists no resource without an identity", async () => {
    const { server } = toyServer();

    expect(await server.handle("GetResourceIdentitySchemas", {})).toEqual({ identity_schemas: {} });
  });

  it.each([
    ["does not exist", { identity: "key" }],
    [
      "is not a string",
      { identity: "id", attributes: { ...attributes, id: number({ computed: true, description: "" }) } },
    ],
  ])("reports an identity whose attribute %s", async (_, changes) => {
    const { server } = toyServer({ resources: [thingWith(changes as object)] });

    const { diagnostics } = await server.handle("GetResourceIdentitySchemas", {});

    expect(diagnostics).toMatchObject([
      {
        detail: expect.stringMatching(
          /^The identity of toy_thing is invalid: .* is not a string attribute\.$/,
        ) as string,
      },
    ]);
  });
});

describe("the identity of an object", () => {
  it("is returned when the object is created", async () => {
    expect((await created()).state.identity).toEqual({ id: "thing-1" });
  });

  it("is planned for a change in place, and not changed by it", async () => {
    const { life, client, state } = await created();

    const plan = await life.plan(state, { name: "two" });

    expect(plan.action).toBe("update");
    const { identity } = await client.planResource("toy_thing", {
      prior: state.value,
      proposed: { ...state.value, name: "two" },
      config: plan.config,
      private: state.private,
      identity: state.identity,
    });
    expect(identity).toEqual({ id: "thing-1" });
    expect((await life.apply(plan))!.identity).toEqual({ id: "thing-1" });
  });

  it("is another one after a replacement", async () => {
    const { life, state } = await created();

    const plan = await life.plan(state, { name: "one", kind: "round" });

    expect(plan.action).toBe("replace");
    expect((await life.apply(plan))!.identity).toEqual({ id: "thing-2" });
  });

  it("is returned by a read of an object whose state has none, because an older version wrote it", async () => {
    const { life, state } = await created();

    expect((await life.refresh({ ...state, identity: null }))!.identity).toEqual({ id: "thing-1" });
  });

  it("is returned if a read fails", async () => {
    const { client, state } = await created({ read: () => Promise.reject(new Error("down")) });

    const answer = await client.readResource("toy_thing", { state: state.value, private: state.private });

    expect(answer.diagnostics).toHaveLength(1);
    expect(answer.identity).toEqual({ id: "thing-1" });
  });

  it("is not returned for an object that is gone", async () => {
    const { client, store, state } = await created();
    store.things.clear();

    const answer = await client.readResource("toy_thing", { state: state.value, private: state.private });

    expect(answer).toMatchObject({ state: null, identity: null });
  });

  it("is returned for an object whose creation failed midway", async () => {
    const fail = () => Promise.reject(new PartialStateError({ id: "thing-9" }, new Error("down")));
    const { life } = await identified({ create: fail });

    await expect(life.apply(await life.plan(null, { name: "one" }))).rejects.toMatchObject({
      state: { identity: { id: "thing-9" }, tainted: true },
    });
  });

  it("must not change in a read", async () => {
    const read = async (state: Members) => ({ ...state, id: "another" });
    const { life, state } = await created({ read });

    await expect(life.refresh(state)).rejects.toThrow(
      'Provider produced invalid object: the identity was {"id":"thing-1"}, but now {"id":"another"}',
    );
  });
});

describe("an import by identity", () => {
  it("imports the object", async () => {
    const { life, state } = await created();

    const imported = await life.import({ id: "thing-1" });

    expect(imported).toMatchObject({ value: { id: "thing-1", name: "one" }, identity: state.identity });
  });

  it("is an error if another string identifies the object", async () => {
    const byName = async (_: string, { client }: { client: { things: Map<string, unknown> } }) =>
      client.things.get("thing-1");
    const { life } = await created({ import: byName });

    expect(await life.import("one")).toMatchObject({ identity: { id: "thing-1" } });
    await expect(life.import({ id: "one" })).rejects.toMatchObject({
      diagnostics: [{ summary: "toy_thing was not found", detail: 'No object with the ID "one" exists.' }],
    });
  });

  it("requires a resource with an identity", async () => {
    const { life } = await useToys({ resources: [thing] });

    await expect(life.import({ id: "thing-1" })).rejects.toMatchObject({
      diagnostics: [{ summary: "Missing import ID" }],
    });
  });
});

describe("UpgradeResourceIdentity", () => {
  const upgrade = async (json: string, version = 0, changes: object = { identity: "id" }) => {
    const { client } = await useToys({ resources: [thingWith(changes)] });
    return client.upgradeIdentity("toy_thing", version, json);
  };

  it("returns an identity of the current version, without attributes that do not exist", async () => {
    expect((await upgrade('{"id": "thing-1", "region": "eu"}')).identity).toEqual({ id: "thing-1" });
  });

  it("reports an identity that a newer version of the provider wrote", async () => {
    expect((await upgrade('{"id": "thing-1"}', 1)).diagnostics).toMatchObject([
      { summary: "The identity of toy_thing is newer than the provider" },
    ]);
  });

  it("returns nothing for a resource without an identity", async () => {
    const { server } = toyServer();
    const request: Message = { type_name: "toy_thing", version: 0, raw_identity: null };

    expect(await server.handle("UpgradeResourceIdentity", request)).toEqual({});
  });
});
