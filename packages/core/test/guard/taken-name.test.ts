import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import { createScriptedSend } from "./scripted-send.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** Starts a guard over an instance with a flag and a variable, which every search for a name finds. */
function start(more: Readonly<Record<string, unknown>> = {}) {
  const rows = [{ id, name: "Under review", ...more }];
  const routes = ["flags", "FLAGS", "flags/{id}", "ExtensionGlobalVariables", "webhooks"];
  const script = createScriptedSend(Object.fromEntries(routes.map((route) => [route, { rows }])));
  return { ...script, guarded: createGuard(script.send, () => {}) };
}

describe("the name of a new record", () => {
  it.each([
    ["flags", { name: "under REVIEW", color: "red" }],
    ["FLAGS", { name: "Under review", color: "red" }],
    ["flags", [{ name: "under REVIEW", color: "red" }]],
    ["ExtensionGlobalVariables", { name: "under REVIEW" }],
  ])("is rejected if it identifies another record of the model: POST %s %j", async (path, body) => {
    const { guarded, writes } = start();

    const sent = guarded({ method: "POST", path, body });

    await expect(sent).rejects.toMatchObject({ input: "body", problem: "taken", property: "name" });
    await expect(sent).rejects.toThrow(`body: a record of ${path} named "Under review" already exists.`);
    expect(writes).toEqual([]);
  });

  it.each([
    ["another record has another name", "flags", { name: "Unused", color: "red" }, {}],
    ["it is the record itself", "flags", { id, name: "under REVIEW", color: "red" }, {}],
    ["the other record is deleted", "flags", { name: "under REVIEW", color: "red" }, { deleted: true }],
    ["names do not identify the records", "webhooks", { name: "under REVIEW" }, {}],
  ])("is accepted if %s", async (_, path, body, more) => {
    const { guarded, writes } = start(more);

    await guarded({ method: "POST", path, body });

    expect(writes).toHaveLength(1);
  });
});
