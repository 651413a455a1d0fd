import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import type { HuntRequest } from "../../src/http/request.js";
import { createScriptedSend } from "./scripted-send.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
const flag = { id, name: "Mine", color: "teal", weight: 1, deleted: false, reviewedBy: null };

/** Starts a guard over an instance whose flags have a property that the catalog lacks. */
function start(rows: readonly Record<string, unknown>[] = [flag]) {
  const lists = { flags: { rows }, credentials: { rows: [{ id, name: "a" }] }, Widgets: { rows } };
  const script = createScriptedSend({ ...lists, [`targets/${id}/queries`]: { rows: [] } });
  const warnings: string[] = [];
  return { ...script, warnings, guarded: createGuard(script.send, (message) => warnings.push(message)) };
}

const post = (path: string, body: unknown): HuntRequest<unknown> => ({ method: "POST", path, body });

describe("the properties in a body", () => {
  it.each([
    ["flags", { nmae: "a" }, 'flags has no property "nmae" in this instance', "Did you mean name?"],
    ["flags", [{ name: "a" }, { Color: "red" }], 'flags has no property "Color"', "Did you mean color?"],
    ["credentials", { pasword: "x" }, 'credentials has no property "pasword"', "Did you mean password?"],
    [`targets/${id}/queries`, { valeu: "10.0.0.0/8" }, 'has no property "valeu"', "Did you mean value?"],
    ["flags/update", { "data.x": 1 }, 'flags has no property "data.x"', "Properties: id, name, color"],
  ])("are rejected if neither the catalog nor a row has them: %s %j", async (path, body, problem, advice) => {
    const { guarded, writes } = start();

    const sent = guarded({
      ...post(path, body),
      ...(path.endsWith("update") && { query: { where: { id } } }),
    });

    await expect(sent).rejects.toMatchObject({ input: "body", problem: "property" });
    await expect(sent).rejects.toThrow(problem);
    await expect(sent).rejects.toThrow(advice);
    expect(writes).toEqual([]);
  });

  it("are rejected in a change of one record", async () => {
    const { guarded, writes } = start();

    const sent = guarded({ method: "PATCH", path: `flags/${id}`, body: { nmae: "a" } });

    await expect(sent).rejects.toMatchObject({ input: "body", property: "nmae" });
    expect(writes).toEqual([]);
  });

  it("are accepted if a row of the instance has them", async () => {
    const { guarded, writes } = start();

    await guarded(post("flags", { name: "a", reviewedBy: "me" }));

    expect(writes).toHaveLength(1);
  });

  it("are sent with a warning if the model has no rows to compare with", async () => {
    const { guarded, writes, warnings } = start([]);

    await guarded(post("flags", { reviewedBy: "me" }));

    expect(writes).toHaveLength(1);
    expect(warnings).toEqual([
      'body: "reviewedBy" is not a known property of flags, which has no record to compare with, so check the spelling. ' +
        "HUNT ignores properties that do not exist.",
    ]);
  });

  it("are rejected if the model has no rows to compare with, and the name is a misspelling", async () => {
    const { guarded, writes } = start([]);

    await expect(guarded(post("flags", { nmae: "me" }))).rejects.toThrow("Did you mean name?");

    expect(writes).toEqual([]);
  });

  it("are not checked in a model that huntkit does not know", async () => {
    const { guarded, writes } = start();

    await guarded(post("Widgets", { anything: 1 }));

    expect(writes).toHaveLength(1);
  });

  it("are not checked inside an object, because HUNT keeps its own data there", async () => {
    const { guarded, writes } = start();

    await guarded(post("scheduledJobs", { name: "scan-scheduled", data: { anything: 1 } }));

    expect(writes).toHaveLength(1);
  });

  it("are not checked if the caller sends an unproven request", async () => {
    const { guarded, writes } = start();

    await guarded({ ...post("flags", { reviewer: "me" }), unproven: true });

    expect(writes).toHaveLength(1);
  });

  it("cost no request if the catalog has all of them, also those that HUNT never returns", async () => {
    const { guarded, reads } = start();

    await guarded(post("credentials", { name: "a", username: "b", password: "c" }));

    expect(reads).toEqual([]);
  });
});

describe("a number in a body", () => {
  it.each([Number.NaN, Infinity, new Number(Number.NaN)])(
    "is rejected if JSON would write null for it: %s",
    async (weight) => {
      const { guarded, writes } = start();

      const sent = guarded(post("flags", { name: "a", weight }));

      await expect(sent).rejects.toMatchObject({ input: "body", problem: "number" });
      await expect(sent).rejects.toThrow(`body.weight is ${String(weight)}, which is not valid in JSON.`);
      expect(writes).toEqual([]);
    },
  );
});
