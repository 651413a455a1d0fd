import { ApiToken, type Clock } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../src/http/service-error.js";
import type { RemoteSecret, SecretContent } from "../src/remote-secret.js";
import { RemoteStore } from "../src/remote-store.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const foreign = new ApiToken("forFOR0123456789".repeat(4));
const clock: Clock = { now: () => 0, sleep: async () => {} };

/** A secret with check-and-set, whose requests a test can change. */
class MemorySecret implements RemoteSecret {
  readonly name = "vault:secret/hunt#token";
  readonly place = "https://vault.example.org/secret/hunt";
  readonly versions: SecretContent[] = [{ value: old.reveal(), version: "1", rest: { user: "a" } }];
  /** Called before the next write only. */
  onWrite: () => void = () => {};
  /** The next reads return the first version. */
  outdatedReads = 0;

  async read(): Promise<SecretContent> {
    return this.outdatedReads-- > 0 ? this.versions[0]! : this.versions.at(-1)!;
  }

  async prove(current: SecretContent): Promise<SecretContent> {
    return current;
  }

  async write(value: string | null, { version, rest }: SecretContent): Promise<SecretContent> {
    const { onWrite } = this;
    this.onWrite = () => {};
    onWrite();
    if (version !== this.versions.at(-1)!.version) throw new ServiceError("The version has changed.");
    return this.add({ value, rest });
  }

  add(content: SecretContent): SecretContent {
    this.versions.push({ ...content, version: String(this.versions.length + 1) });
    return this.versions.at(-1)!;
  }
}

async function openProven(): Promise<{ secret: MemorySecret; store: RemoteStore }> {
  const secret = new MemorySecret();
  const store = new RemoteStore(secret, clock);
  await store.prove();
  return { secret, store };
}

describe("A restore", () => {
  it("writes the previous value even if an outdated read still returns it", async () => {
    const { secret, store } = await openProven();
    await store.write(fresh);
    secret.outdatedReads = 1;

    expect(await store.restore()).toEqual({ result: "delivered" });

    expect(secret.versions.map(({ value }) => value)).toEqual([old.reveal(), fresh.reveal(), old.reveal()]);
  });

  it("does nothing if someone else has already restored the value", async () => {
    const { secret, store } = await openProven();
    await store.write(fresh);
    secret.add({ value: old.reveal() });

    expect(await store.restore()).toEqual({ result: "delivered" });

    expect(secret.versions).toHaveLength(3);
  });

  it("has an unknown outcome if the secret contains another value after it", async () => {
    const { secret, store } = await openProven();
    await store.write(fresh);
    const write = secret.write.bind(secret);
    secret.write = async (...args) => {
      const content = await write(...args);
      secret.add({ value: foreign.reveal() });
      return content;
    };

    expect((await store.restore()).result).toBe("unknown");
  });
});

describe("A retry of a write", () => {
  it("follows a rejection for too many requests", async () => {
    const { secret, store } = await openProven();
    secret.onWrite = () => fail({ status: 429 });

    expect(await store.write(fresh)).toEqual({ result: "delivered" });

    expect(secret.versions).toHaveLength(2);
  });

  it.each([
    ["value", { value: foreign.reveal(), rest: { user: "a" } }],
    ["other field", { value: old.reveal(), rest: { user: "b" } }],
  ])("does not replace a %s that someone else has written after a rejection", async (_, content) => {
    const { secret, store } = await openProven();
    makeVersionless(secret);
    secret.onWrite = () => {
      secret.add(content);
      fail({ status: 429 });
    };

    expect((await store.write(fresh)).result).toBe("not delivered");

    expect(await secret.read()).toMatchObject(content);
  });

  it("has an unknown outcome if the secret has changed after a lost response", async () => {
    const { secret, store } = await openProven();
    makeVersionless(secret);
    secret.onWrite = () => {
      secret.add({ value: fresh.reveal(), rest: { user: "a" } });
      secret.add({ value: foreign.reveal(), rest: { user: "a" } });
      fail({ isUnclear: true });
    };

    expect((await store.write(fresh)).result).toBe("unknown");

    expect(await secret.read()).toMatchObject({ value: foreign.reveal() });
  });

  it("does not replace a secret that cannot be read", async () => {
    const { secret, store } = await openProven();
    makeVersionless(secret);
    secret.onWrite = () => {
      secret.add({ value: foreign.reveal() });
      secret.read = async () => fail({ status: 429 });
      fail({ status: 429 });
    };

    expect((await store.write(fresh)).result).toBe("not delivered");

    expect(secret.versions.at(-1)).toMatchObject({ value: foreign.reveal() });
  });
});

function fail(options: ConstructorParameters<typeof ServiceError>[1]): never {
  throw new ServiceError("The request failed.", options);
}

/** Makes the secret accept every write, without a check of the version. */
function makeVersionless(secret: MemorySecret): void {
  const write = secret.write.bind(secret);
  secret.write = (value, before) => write(value, { ...before, version: String(secret.versions.length) });
}
