import { describe, expect, it } from "vitest";
import { createGuard } from "../../src/guard/guard.js";
import { createScriptedSend } from "./scripted-send.js";

const rows = [{ id: "a", hostname: "x" }];
const start = () => {
  const script = createScriptedSend({ Agents: { rows }, Addresses: { rows } });
  return { ...script, guarded: createGuard(script.send, () => {}) };
};

describe("a request with getters or toJSON", () => {
  it("is checked as its toJSON serializes the body", async () => {
    const { guarded, writes } = start();
    const body = { where: { id: "a" }, toJSON: () => ({ options: {}, Where: {} }) };

    const sent = guarded({ method: "POST", path: "targets/t1/scan", body });

    await expect(sent).rejects.toMatchObject({ input: "body", problem: "unknown" });
    expect(writes).toEqual([]);
  });

  it("is rejected if its toJSON returns an empty condition", async () => {
    for (const place of ["query", "body"]) {
      const { guarded, writes } = start();
      const path = place === "query" ? "Agents/archive" : "Agents/uninstall";
      const where = { id: "a", toJSON: () => ({}) };

      const sent = guarded({ method: "POST", path, [place]: { where } });

      await expect(sent).rejects.toMatchObject({ input: "where", problem: "empty" });
      expect(writes).toEqual([]);
    }
  });

  it("is sent with the values that were checked, even if a getter returns others later", async () => {
    const { guarded, writes } = start();
    let reads = 0;
    const body = {
      get ids() {
        return reads++ < 2 ? ["a"] : [];
      },
    };

    await guarded({ method: "POST", path: "Rules/someAction", body }).catch(() => {});

    for (const { body: sent } of writes) expect(sent).toEqual({ ids: ["a"] });
    expect(writes).toHaveLength(1);
  });

  it("is sent with the same JSON if it has no condition", async () => {
    const { guarded, writes } = start();
    const body = { date: new Date(0), list: [1, null, undefined], absent: undefined, text: new String("a") };

    await guarded({ method: "POST", path: "Widgets", body });

    expect(JSON.stringify(writes[0]!.body)).toBe(JSON.stringify(body));
  });

  it("is rejected if JSON cannot represent its body", async () => {
    const { guarded } = start();
    const body: Record<string, unknown> = {};
    body["self"] = body;

    await expect(guarded({ method: "POST", path: "Reports", body })).rejects.toMatchObject({
      problem: "json",
    });
  });

  it("is rejected for a condition with an undefined value, which JSON omits", async () => {
    const { guarded, writes } = start();
    const where = { id: "a", hostname: undefined };

    await expect(
      guarded({ method: "POST", path: "Agents/uninstall", body: { where } }),
    ).rejects.toMatchObject({
      input: "where",
    });
    expect(writes).toEqual([]);
  });
});
