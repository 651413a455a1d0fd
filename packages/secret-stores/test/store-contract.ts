import { ApiToken, type Clock } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { Wire } from "@huntkit/test-kit/rotation";
import { listenOnLoopback, type SecretService } from "@huntkit/test-kit/secret-services";
import type { SecretStore, WriteResult } from "@huntkit/core/rotation";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";
import type { ServiceCase } from "./services.js";
import { openStore } from "./world.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const foreign = new ApiToken("forFOR0123456789".repeat(4));
const record = { handle: "1", description: null, mark: null } as never;

/** A clock whose delays take no time. */
const clock: Clock = { now: () => 0, sleep: async () => {} };

/** Declares the tests that every store passes, with a server of its service. */
export function describeStoreContract(cases: readonly ServiceCase[]): void {
  describe.each(cases)("The store of $name", (service) => {
    describeStore(service);
  });
}

function describeStore({
  start,
  requests,
  required,
  checksVersion,
  showsValue = true,
  canProve = true,
  canProveLostWrite = true,
  canDeny = true,
}: ServiceCase): void {
  async function startService(): Promise<SecretService> {
    const service = await start(old.reveal());
    onTestFinished(service.stop);
    return service;
  }

  /** Opens a store whose requests pass a wire. */
  async function openThroughWire(service: SecretService, wire: Wire): Promise<SecretStore> {
    const { url, stop } = await wire.listen(service, "API");
    onTestFinished(stop);
    return openStore(service, clock, url);
  }

  it.runIf(showsValue)("reads the token in the secret", async () => {
    const store = await openStore(await startService(), clock);

    expect((await store.read()).token?.equals(old)).toBe(true);
    expect(await store.readText!()).toBe(old.reveal());
  });

  it("proves that the secret can be written, and does not change its value", async () => {
    const service = await startService();
    const wire = new Wire();
    const store = await openThroughWire(service, wire);

    const content = await store.prove();

    expect(content.token?.equals(old) ?? false).toBe(showsValue);
    expect(await service.held()).toBe(old.reveal());
    expect(wire.seen).toEqual(requests.prove.map((request) => `API ${request}`));
  });

  it.runIf(showsValue)("returns the same content until someone writes the secret", async () => {
    const service = await startService();
    const store = await openStore(service, clock);
    const proven = await store.prove();

    expect(await store.read()).toEqual(proven);
    await service.set(foreign.reveal());
    expect((await store.read()).token?.equals(foreign)).toBe(true);
  });

  it("writes the token, keeps everything else, and verifies it", async () => {
    const service = await startService();
    const rest = await service.rest();
    const store = await openStore(service, clock);
    await store.prove();

    expect(await store.write(fresh, record)).toEqual({ result: "delivered" });

    expect(await service.held()).toBe(fresh.reveal());
    expect(await service.rest()).toEqual(rest);
    expect(await store.verify(fresh)).toEqual({ result: "delivered" });
  });

  it.runIf(showsValue)("does not verify a token that someone else has replaced", async () => {
    const service = await startService();
    const store = await openStore(service, clock);
    await store.prove();
    await store.write(fresh, record);
    await service.set(foreign.reveal());

    const verified = await store.verify(fresh);

    expect(verified.result).toBe("unknown");
    expectNoToken(getReason(verified), foreign);
  });

  it.runIf(showsValue)("restores the previous token", async () => {
    const service = await startService();
    const rest = await service.rest();
    const store = await openStore(service, clock);
    await store.prove();
    await store.write(fresh, record);

    expect(await store.restore!()).toEqual({ result: "delivered" });

    expect(await service.held()).toBe(old.reveal());
    expect(await service.rest()).toEqual(rest);
  });

  it("does not restore a secret that someone else has written", async () => {
    const service = await startService();
    const store = await openStore(service, clock);
    await store.prove();
    await store.write(fresh, record);
    await service.set(foreign.reveal());

    expect((await store.restore!()).result).toBe("unknown");

    expect(await service.held()).toBe(foreign.reveal());
  });

  it.runIf(checksVersion)("does not overwrite a secret that someone has just written", async () => {
    const service = await startService();
    const store = await openStore(service, clock);
    await store.prove();
    await service.set(foreign.reveal());

    expect((await store.write(fresh, record)).result).toBe("not delivered");

    expect(await service.held()).toBe(foreign.reveal());
  });

  it.runIf(canDeny && canProve)("fails to prove a secret that it cannot write", async () => {
    const service = await startService();
    service.denyWrites!();
    const store = await openStore(service, clock);

    const error = await store.prove().catch((reason: Error) => reason);

    expect(error).toBeInstanceOf(Error);
    expectNoToken((error as Error).message, old);
  });

  it.runIf(canDeny)("does not write a secret without permission", async () => {
    const service = await startService();
    const store = await openStore(service, clock);
    await store.prove();
    service.denyWrites!();

    const written = await store.write(fresh, record);

    expect(written.result).toBe("not delivered");
    expect(await service.held()).toBe(old.reveal());
    expectNoToken(getReason(written), fresh);
  });

  it("does not create a secret that does not exist", async () => {
    const service = await startService();
    const { address, env } = service.connectToMissing();
    const store = await openSecretStore(parseStoreAddress("--to", address), { env, clock });

    await expect(store.prove()).rejects.toThrow(address);
    expect((await store.write(fresh, record)).result).toBe("not delivered");
  });

  it.each(required)("names a missing variable: %s", async (name) => {
    const { address, env } = (await startService()).connect();
    const rest = Object.fromEntries(Object.entries(env).filter(([each]) => each !== name));

    const opened = openSecretStore(parseStoreAddress("--to", address), {
      env: { ...rest, HOME: "/" },
      clock,
    });

    await expect(opened).rejects.toThrow(name);
  });

  it("settles a write whose response was lost", async () => {
    const service = await startService();
    const wire = new Wire();
    const store = await openThroughWire(service, wire);
    await store.prove();
    const next = wire.seen.length + requests.write.length;
    wire.trap = (number, phase) => (phase === "after" && number === next ? "cut" : undefined);

    const { result } = await store.write(fresh, record);

    expect(await service.held()).toBe(fresh.reveal());
    expect(result).toBe(canProveLostWrite ? "delivered" : "unknown");
    expect((await store.verify(fresh)).result).toBe(result);
  });

  it.each([
    [302, undefined],
    [200, undefined],
    [200, {}],
  ])(
    "does not report a write as delivered if a proxy responds with status %i and %j",
    async (status, data) => {
      const service = await startService();
      const proxy = await listenOnLoopback(() => ({ status, data }));
      onTestFinished(proxy.stop);
      const target = { url: service.url };
      const { url, stop } = await new Wire().listen(target, "API");
      onTestFinished(stop);
      const store = await openStore(service, clock, url);
      await store.prove();
      target.url = proxy.url;

      const written = await store.write(fresh, record);

      expect(written.result).toBe("unknown");
      expectNoToken(getReason(written), fresh);
    },
  );

  it("reports an unknown outcome if the service cannot be reached after a write", async () => {
    const service = await startService();
    const wire = new Wire();
    const store = await openThroughWire(service, wire);
    await store.prove();
    const next = wire.seen.length + requests.write.length;
    wire.trap = (number, phase) => (phase === "after" && number >= next ? "cut" : undefined);

    const written = await store.write(fresh, record);

    expect(written.result).toBe("unknown");
    expectNoToken(getReason(written), fresh);
  });
}

function getReason(outcome: WriteResult): string {
  return outcome.result === "delivered" ? "" : outcome.reason.message;
}
