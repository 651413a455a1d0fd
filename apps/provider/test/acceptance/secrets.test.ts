import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { samples } from "./samples/index.js";
import { catchFailure } from "../catch-failure.js";
import { serialize, getString, useWorld } from "./world.js";

const startWorld = useWorld();
const secrets = samples.flatMap((sample) =>
  sample.secret
    ? [{ ...sample, secret: sample.secret, title: `${sample.type}.${sample.secret.attribute}` }]
    : [],
);
const [first, second] = ["Correct-Horse-Battery-1", 'Staple-"quoted"-2'];

describe.each(secrets)("$title", (sample) => {
  const {
    minimal,
    secret: { attribute, version, property, values },
  } = sample;
  const written = (value: string, number: number) => ({
    ...minimal,
    ...values,
    [attribute]: value,
    [version]: number,
  });

  it("is sent to HUNT, and is not stored in a plan or state", async () => {
    const { life, row } = await startWorld(sample);

    const change = await life.plan(null, written(first, 1));
    const state = (await life.apply(change))!;

    expect(row(state.value["id"])![property]).toBe(first);
    for (const thing of [
      change,
      state,
      await life.plan(state, written(first, 1)),
      await life.planDestroy(state),
    ])
      expectNoToken(serialize(thing), first);
  });

  it("is not shown in an error if HUNT rejects it", async () => {
    const { apply, life, hunt } = await startWorld(sample);
    const state = await apply(null, written(first, 1));
    const body = {
      error: {
        statusCode: 422,
        name: "ValidationError",
        message: `The instance is not valid. Details: \`${property}\` is weak (value: "${second}").`,
        details: { messages: { [property]: [`${second} is weak`] } },
      },
    };
    hunt.sandbox.faults.add({ match: `P* ${sample.route}*`, kind: "status", status: 422, body });
    const rotation = await life.plan(state, written(second, 2));
    const failure = await catchFailure(life.apply(rotation));
    expect(failure.state).toEqual(state);
    expectNoToken(failure.diagnostics, second);
  });

  it("is sent again only if its version changes", async () => {
    const { life, apply, row } = await startWorld(sample);
    const state = await apply(null, written(first, 1));
    const { id } = state.value;
    expect((await life.plan(state, written(second, 1))).action).toBe("no-op");
    const renamed = await apply(state, { ...written(second, 1), ...sample.nth(3) });
    expect(row(id)![property]).toBe(first);
    const rotated = await apply(renamed, written(second, 2));
    expect(row(id)![property]).toBe(second);
    expect(rotated.value).toMatchObject({ id, [attribute]: null, [version]: 2 });
    expectNoToken(serialize(rotated), second);
    expect((await life.plan(rotated, written(second, 2))).action).toBe("no-op");
  });

  it("is not in the result of an import, a data source, or a refresh", async () => {
    const { life, apply, client } = await startWorld(sample);
    const id = getString(await apply(null, written(first, 1)));
    const { type } = (await client.schema()).dataSources[sample.type]!;
    const names = typeof type === "object" && type[0] === "object" ? Object.keys(type[1]) : [];
    const found = await client.readDataSource(sample.type, {
      ...Object.fromEntries(names.map((name) => [name, null])),
      id,
    });
    expect(found.state).toMatchObject({ id });
    const imported = await life.import(id);
    for (const thing of [imported, (await life.refresh(imported))!]) expectNoToken(serialize(thing), first);
    expectNoToken(JSON.stringify(found), first);
  });
});
