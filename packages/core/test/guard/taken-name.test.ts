import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import { HuntForbiddenError, HuntNotFoundError, HuntServerError } from "../../src/errors/request-errors.js";
import { createScriptedSend, failReads } from "./scripted-send.js";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

const otherId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

/** Starts a guard over an instance with a flag and a variable, which every search for a name finds. */
function start(more: Readonly<Record<string, unknown>> = {}) {
  const rows = [{ id, name: "Under review", ...more }];
  const routes = ["flags", "FLAGS", "flags/{id}", "ExtensionGlobalVariables", "webhooks"];
  const script = createScriptedSend(Object.fromEntries(routes.map((route) => [route, { rows }])));
  return { ...script, guarded: createGuard(script.send, () => {}) };
}

describe("the name of a new or renamed record", () => {
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

  it.each([
    ["PATCH", `flags/${otherId}`],
    ["PUT", `flags/${otherId}`],
    ["POST", `flags/${otherId}/replace`],
  ])("is rejected if a change would give another record the name: %s %s", async (method, path) => {
    const { guarded, writes } = start();

    const sent = guarded({ method, path, body: { name: "under REVIEW", color: "red" } });

    await expect(sent).rejects.toMatchObject({ input: "body", problem: "taken", property: "name" });
    expect(writes).toEqual([]);
  });

  it("is accepted if a change keeps it in another case, also with the ID in upper case", async () => {
    const { guarded, writes } = start();

    await guarded({ method: "PATCH", path: `flags/${id.toUpperCase()}`, body: { name: "under REVIEW" } });

    expect(writes).toHaveLength(1);
  });

  it("is accepted if a change keeps it, although another record has it in another case", async () => {
    const rows = [
      { id, name: "Under review" },
      { id: otherId, name: "under REVIEW" },
    ];
    const { send, writes, reads } = createScriptedSend({ flags: { rows }, "flags/{id}": { rows } });
    const guarded = createGuard(send, () => {});
    const body = { name: "under REVIEW", color: "red" };

    await guarded({ method: "PATCH", path: `flags/${otherId}`, body });

    expect(writes).toHaveLength(1);
    expect(reads.filter(({ path }) => path === "flags")).toHaveLength(1);
  });

  it("is rejected if another one in the body differs only in case", async () => {
    const { guarded, writes, reads } = start();
    const body = [{ name: "Unused" }, { name: "New" }, { name: "new" }];

    const sent = guarded({ method: "POST", path: "flags", body });

    await expect(sent).rejects.toMatchObject({ input: "body", problem: "taken", property: "name" });
    await expect(sent).rejects.toThrow(
      'body: 2 of the new records of flags are named "new", regardless of case.',
    );
    expect(reads).toEqual([]);
    expect(writes).toEqual([]);
  });

  it.each([HuntForbiddenError, HuntNotFoundError])(
    "is accepted if the records cannot be listed: %s",
    async (ListError) => {
      const { send, writes } = start();
      const guarded = createGuard(failReads(send, new ListError("GET flags", {})), () => {});

      await guarded({ method: "POST", path: "flags", body: { name: "under REVIEW", color: "red" } });

      expect(writes).toHaveLength(1);
    },
  );

  it("is not accepted if the list fails for another reason", async () => {
    const { send, writes } = start();
    const failure = new HuntServerError("GET flags", {}, null);
    const guarded = createGuard(failReads(send, failure), () => {});

    const sent = guarded({ method: "POST", path: "flags", body: { name: "New", color: "red" } });

    await expect(sent).rejects.toBe(failure);
    expect(writes).toEqual([]);
  });

  it("is accepted without a request if the caller sends an unproven request", async () => {
    const { guarded, writes, reads } = start();

    await guarded({ method: "POST", path: "flags", body: { name: "under REVIEW" }, unproven: true });

    expect(writes).toHaveLength(1);
    expect(reads).toEqual([]);
  });
});
