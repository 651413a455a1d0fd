import { describe, expect, it } from "vitest";
import { HuntNotFoundError } from "../../src/errors/request-errors.js";
import { createGuard } from "../../src/guard/guard.js";
import type { HuntRequest, HuntResponse, Send } from "../../src/http/request.js";
import { createScriptedSend } from "./scripted-send.js";

const builtInId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const ownId = "1f8fad5b-d9cb-469f-a165-70867728950e";
const records: Record<string, Record<string, unknown>> = {
  [`flags/${builtInId}`]: { id: builtInId, name: "Verified Good" },
  [`flags/${ownId}`]: { id: ownId, name: "Mine" },
  [`ExtensionGlobalVariables/${ownId}`]: { id: ownId, name: "n", type: "number", value: "10" },
};

/** Starts a guard over an instance with two flags and a variable. */
function start() {
  const sent: HuntRequest<unknown>[] = [];
  const send: Send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
    sent.push(request);
    const data = (request.method ?? "GET") === "GET" ? read(request) : {};
    return { status: 200, headers: {}, data: data as T, attempts: 1, mayHaveExecutedBefore: false };
  };
  const listWrites = () => sent.filter(({ method = "GET" }) => method !== "GET");
  return { guarded: createGuard(send, () => {}), sent, listWrites };
}

function read({ path, params = {} }: HuntRequest<unknown>): unknown {
  const found = records[path.replace("{id}", String(params["id"]))];
  if (found) return found;
  throw new HuntNotFoundError("not found");
}

describe("a flag that HUNT depends on", () => {
  it.each([
    ["PATCH", `flags/${builtInId}`, { color: "red" }],
    ["PUT", `flags/${builtInId}`, { name: "Other", color: "red" }],
    ["POST", `flags/${builtInId}/replace`, { name: "Other", color: "red" }],
    ["DELETE", `flags/${builtInId}`, undefined],
    ["POST", "flags", { id: builtInId, color: "red" }],
  ])("is not changed by %s %s", async (method, path, body) => {
    const { guarded, listWrites } = start();

    const write = guarded({ method, path, body });

    await expect(write).rejects.toMatchObject({ code: "HUNT_INPUT", input: "flag", problem: "protected" });
    await expect(write).rejects.toThrow('flag: "Verified Good" is a flag of HUNT itself');
    expect(listWrites()).toEqual([]);
  });

  it("is not changed by a condition that matches it", async () => {
    const rows = [{ id: builtInId, name: "Verified Good", color: "green" }];
    const { send, writes } = createScriptedSend({ flags: { rows } });
    const query = { where: { color: "green" } };

    const write = createGuard(send, () => {})({
      method: "POST",
      path: "flags/update",
      query,
      body: { color: "red" },
    });

    await expect(write).rejects.toMatchObject({ input: "flag", problem: "protected" });
    expect(writes).toEqual([]);
  });

  it("does not prevent a change of another flag", async () => {
    const { guarded, listWrites } = start();

    await guarded({ method: "PATCH", path: `flags/${ownId}`, body: { color: "red" } });

    expect(listWrites()).toHaveLength(1);
  });

  it("leaves it to HUNT to report a flag that does not exist", async () => {
    const { guarded, listWrites } = start();

    await guarded({ method: "DELETE", path: "flags/2f8fad5b-d9cb-469f-a165-70867728950e" });

    expect(listWrites()).toHaveLength(1);
  });
});

describe("the value of a variable", () => {
  const path = `ExtensionGlobalVariables/${ownId}`;

  it.each([
    ["value", { value: "ten" }, "value in ExtensionGlobalVariables must be a number"],
    [
      "type",
      { type: "boolean" },
      "because its type is boolean. The record has another value. Set value, too.",
    ],
  ])(
    "is compared with the type in the record if only one of them changes: %s",
    async (property, body, words) => {
      const { guarded, listWrites } = start();

      const write = guarded({ method: "PATCH", path, body });

      await expect(write).rejects.toMatchObject({ input: "body", property, problem: "type" });
      await expect(write).rejects.toThrow(words);
      expect(listWrites()).toEqual([]);
    },
  );

  it("is sent if it has the type of the record", async () => {
    const { guarded, listWrites } = start();

    await guarded({ method: "PATCH", path, body: { value: "20" } });

    expect(listWrites()).toHaveLength(1);
  });

  it("costs no request if the body has the type too", async () => {
    const { guarded, sent } = start();

    await guarded({ method: "PATCH", path, body: { type: "string", value: "ten" } });

    expect(sent).toHaveLength(1);
  });
});
