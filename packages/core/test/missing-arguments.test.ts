import { describe, expect, it } from "vitest";
import { Collection, isHuntError, type Transport } from "../src/index.js";
import { createClient } from "./helpers.js";

const transport: Transport = {
  send: async () => ({ status: 200, headers: {}, body: Buffer.from("[]") }),
  close: async () => {},
};

/** Methods that are not public. */
const internalNames = new Set([
  "constructor",
  "act",
  "call",
  "guidOf",
  "isOlder",
  "steps",
  "whyNoFile",
  "write",
]);

const subjects = ["tokens", "tasks", "surveys"] as const;

/** Lists all public methods of the client, its collections with methods of their own, and its listings. */
function listMethods(): [name: string, call: (args: unknown[]) => unknown][] {
  const client = createClient("acme", { token: "a".repeat(64), transport });
  const owners: [string, object][] = [["client", client]];
  for (const name of subjects) owners.push([name, client[name]]);
  for (let proto = Object.getPrototypeOf(client); proto; proto = Object.getPrototypeOf(proto))
    for (const name of Object.getOwnPropertyNames(proto)) {
      const value = (client as unknown as Record<string, unknown>)[name];
      if (value instanceof Collection && Object.getPrototypeOf(value) !== Collection.prototype)
        owners.push([name, value]);
    }
  owners.push(["list", client.alerts.list()]);
  return owners.flatMap(([owner, object]) =>
    listNames(object).map((name): [string, (args: unknown[]) => unknown] => [
      `${owner}.${name}`,
      (args) => (object as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args),
    ]),
  );
}

function listNames(object: object): string[] {
  const names = new Set<string>();
  for (
    let proto = Object.getPrototypeOf(object);
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto)
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(proto)))
      if (typeof value === "function" && !internalNames.has(name)) names.add(name);
  return [...names];
}

describe("a method", () => {
  it.each([[[]], [[null]], [[undefined, null]], [["x", null]], [[5]]])(
    "never throws a TypeError for missing or wrong arguments: %j",
    async (args) => {
      const wrong: string[] = [];
      for (const [name, call] of listMethods()) {
        try {
          const result = await call(args);
          if (result && typeof result === "object" && Symbol.asyncIterator in result)
            for await (const _ of result as AsyncIterable<unknown>) break;
        } catch (error) {
          if (!isHuntError(error)) wrong.push(`${name}: ${String(error)}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
