import { describe, expect, it, vi } from "vitest";
import type { HuntClientOptions, Transport } from "../src/index.js";
import { createGuard } from "../src/guard/guard.js";
import { createScriptedSend } from "./guard/scripted-send.js";
import { createClient } from "./helpers.js";

const transport: Transport = {
  send: async () => ({ status: 200, headers: {}, body: Buffer.from('{"count": 0}') }),
  close: async () => {},
};

/** Counts alerts with a value that HUNT might not have, and returns the warnings that Node.js would print. */
async function countWith(options: Partial<HuntClientOptions>) {
  const emit = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const client = createClient("acme", { token: "a".repeat(64), transport, ...options });

  await client.alerts.count({ type: "Process" });
  await client.alerts.count({ type: "Process" });

  const calls = [...emit.mock.calls];
  emit.mockRestore();
  return calls;
}

const warning =
  'where: "Process" might not match, because the known value of type in Alerts is "process". Compare with both.';

describe("a warning about a condition", () => {
  it("is printed once by Node.js if no hook and no logger receives it", async () => {
    expect(await countWith({})).toEqual([[warning, "HuntWarning"]]);
  });

  it("is printed by Node.js if the hooks do not have onWarning", async () => {
    expect(await countWith({ hooks: { onRequest: () => {} } })).toHaveLength(1);
  });

  it("is passed to onWarning only", async () => {
    const warnings: [message: string, code: string][] = [];

    const printed = await countWith({ hooks: { onWarning: (...given) => warnings.push(given) } });

    expect(warnings).toEqual([[warning, "HUNT_CONDITION_IGNORED"]]);
    expect(printed).toEqual([]);
  });

  it("is passed to the logger only", async () => {
    const warn = vi.fn<(message: string, event: object) => void>();

    const printed = await countWith({ logger: { debug: warn, info: warn, warn, error: warn } });

    expect(warn).toHaveBeenCalledWith(`huntkit: ${warning}`, {
      message: warning,
      code: "HUNT_CONDITION_IGNORED",
    });
    expect(printed).toEqual([]);
  });

  it("is not printed with logLevel off", async () => {
    expect(await countWith({ logLevel: "off" })).toEqual([]);
  });
});

describe("the code of a warning", () => {
  it.each([
    ["HUNT_CONDITION_IGNORED", { path: "Alerts", query: { filter: { where: { sourceType: "mdr" } } } }],
    ["HUNT_CONDITION_IGNORED", { path: "Widgets", query: { filter: { where: { colr: "red" } } } }],
    ["HUNT_CONDITION_IGNORED", { path: "Alerts", query: { filter: { where: { severity: { inq: [] } } } } }],
    ["HUNT_ARCHIVE_NOT_READ", { path: "Alerts", query: { filter: { where: { createdOn: "2020-01-01" } } } }],
    ["HUNT_VALUE_UNKNOWN", { method: "POST", path: "Alerts", body: { sourceType: "mdr" } }],
    ["HUNT_VALUE_UNKNOWN", { method: "POST", path: "Policies", body: { name: "Own", type: "edr" } }],
  ])("is %s: %j", async (code, request) => {
    const routes = ["Alerts", "Widgets", "Policies"];
    const rows = (route: string) => (route === "Widgets" ? [{ id: "1", color: "red" }] : []);
    const script = createScriptedSend(
      Object.fromEntries(routes.map((route) => [route, { rows: rows(route) }])),
    );
    const codes: unknown[] = [];
    const send = createGuard(script.send, (_, given) => codes.push(given ?? "HUNT_CONDITION_IGNORED"));

    await send(request);

    expect(codes).toEqual([code]);
  });
});
