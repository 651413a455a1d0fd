import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import { CombinedStore, FileStore, type SecretStore, type WriteResult } from "../../src/rotation/index.js";
import { createStore, type MemoryStore } from "./in-memory.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const record = { handle: "1", description: null, mark: null } as never;

/** Creates a store in memory that contains the old token, and can be restored. */
function createRestorable(name: string, methods: Partial<SecretStore> = {}): MemoryStore {
  const store: MemoryStore = createStore({
    describe: () => name,
    async restore() {
      store.held = old;
      return { result: "delivered" };
    },
    ...methods,
  });
  store.held = old;
  return store;
}

function failWith(result: "not delivered" | "unknown"): () => Promise<WriteResult> {
  return async () => ({ result, reason: new Error("It is full.") });
}

describe("CombinedStore", () => {
  it("writes the token to all stores in their order", async () => {
    const names: string[] = [];
    const stores = ["a", "b", "c"].map((name) =>
      createRestorable(name, {
        async write() {
          names.push(name);
          return { result: "delivered" };
        },
      }),
    );

    expect(await new CombinedStore(stores).write(fresh, record)).toEqual({ result: "delivered" });
    expect(names).toEqual(["a", "b", "c"]);
  });

  it("restores the stores that were written if a later one rejects the token", async () => {
    const [a, b] = [createRestorable("a"), createRestorable("b")];
    const full = createRestorable("c", { write: failWith("not delivered") });

    const { result } = await new CombinedStore([a, b, full]).write(fresh, record);

    expect(result).toBe("not delivered");
    expect([a.held, b.held]).toEqual([old, old]);
  });

  it("restores nothing if it is unknown whether a later store was written", async () => {
    const a = createRestorable("a");
    const lost = createRestorable("b", { write: failWith("unknown") });

    const written = await new CombinedStore([a, lost]).write(fresh, record);

    expect(written).toMatchObject({
      result: "unknown",
      reason: { message: "It was stored in a, but not in b: It is full." },
    });
    expect(a.held).toBe(fresh);
  });

  it.each<[string, Partial<SecretStore>, string]>([
    [
      "cannot be restored",
      { restore: undefined as never },
      "The previous content of a could not be restored.",
    ],
    [
      "could not be restored",
      { restore: failWith("unknown") },
      "The previous content of a could not be restored (It is full).",
    ],
  ])("returns an unknown outcome if a store %s", async (_, methods, detail) => {
    const a = createRestorable("a", methods);
    const full = createRestorable("b", { write: failWith("not delivered") });

    expect(await new CombinedStore([a, full]).write(fresh, record)).toMatchObject({
      result: "unknown",
      detail,
    });
  });

  it("knows the token only if all stores contain the same one", async () => {
    const [a, b] = [createRestorable("a"), createRestorable("b")];
    const combined = new CombinedStore([a, b]);
    expect((await combined.read()).token).toBe(old);

    b.held = fresh;

    expect(await combined.read()).not.toHaveProperty("token");
  });

  it("has another version after a change of any store", async () => {
    const [a, b] = [createRestorable("a"), createRestorable("b")];
    const combined = new CombinedStore([a, b]);
    a.held = fresh;
    const { version } = await combined.read();

    b.held = undefined;

    expect((await combined.read()).version).not.toBe(version);
  });

  it("is identified by all of its stores", async () => {
    const a = createRestorable("a", { identify: async () => "1" });
    const others = ["2", "3"].map((id) => createRestorable("b", { identify: async () => id }));

    const [one, other] = await Promise.all(others.map((b) => new CombinedStore([a, b]).identify()));

    expect(one).not.toBe(other);
  });

  it("rejects two stores that are the same", async () => {
    const combined = new CombinedStore([createRestorable("a"), createRestorable("a")]);

    await expect(combined.identify()).rejects.toThrow("a and a are in the same secret.");
  });

  it("names its stores as in a sentence", () => {
    const [a, b, c] = [createRestorable("a"), createRestorable("b"), createRestorable("c")];

    expect(new CombinedStore([a, b]).describe()).toBe("a and b");
    expect(new CombinedStore([a, b, c]).describe((store) => `in ${store.describe()}`)).toBe(
      "in a, in b, and in c",
    );
  });
});

describe("FileStore.restore", () => {
  async function write(path: string): Promise<FileStore> {
    const store = new FileStore(path);
    await store.prove();
    await store.write(fresh);
    return store;
  }

  it("restores the previous text", async () => {
    const path = join(temporaryDirectory({ token: `${old.reveal()}\n` }), "token");
    const store = await write(path);

    expect(await store.restore()).toEqual({ result: "delivered" });
    expect(readFileSync(path, "utf8")).toBe(`${old.reveal()}\n`);
  });

  it("removes a file that did not exist", async () => {
    const path = join(temporaryDirectory(), "token");
    const store = await write(path);

    expect(await store.restore()).toEqual({ result: "delivered" });
    expect(existsSync(path)).toBe(false);
  });

  it("keeps a file that another program has written", async () => {
    const path = join(temporaryDirectory(), "token");
    const store = await write(path);
    writeFileSync(path, "other");

    expect(await store.restore()).toMatchObject({ result: "unknown" });
    expect(readFileSync(path, "utf8")).toBe("other");
  });
});
