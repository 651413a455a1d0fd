import { ApiToken, type Clock } from "@huntkit/core";
import { startFakeGoogle, startFakeKubernetes } from "@huntkit/test-kit/secret-services";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "./world.js";

const fresh = new ApiToken("newNEW0123456789".repeat(4));
const clock: Clock = { now: () => 0, sleep: async () => {} };
const binary = Buffer.from([0xff, 0x00, 0xfe, 0x80, 0x0a]);

describe.each([
  ["Google Cloud", startFakeGoogle],
  ["Kubernetes", startFakeKubernetes],
])("A secret of %s that is not text", (_, start) => {
  async function openWith(bytes: Uint8Array) {
    const service = await start("", temporaryDirectory());
    onTestFinished(service.stop);
    service.setBytes!(bytes);
    const store = await openStore(service, clock);
    await store.prove();
    return { service, store };
  }

  it("is unchanged by the check before a write", async () => {
    const { service } = await openWith(binary);

    expect(service.heldBytes!()).toEqual(binary);
  });

  it.each([
    ["bytes that are not UTF-8", binary],
    ["UTF-8 with white space at its ends", Buffer.from("\ufeff old \n")],
    ["text that looks like an encoded value", Buffer.from("\0base64:AAAA")],
    ["nothing", Buffer.alloc(0)],
  ])("is restored byte by byte: %s", async (_name, bytes) => {
    const { service, store } = await openWith(bytes);
    await store.write(fresh, null as never);
    expect(await service.held()).toBe(fresh.reveal());

    const restored = await store.restore!();

    expect(restored).toEqual({ result: "delivered" });
    expect(service.heldBytes!()).toEqual(bytes);
  });

  it("is not restored over other bytes that someone else has written", async () => {
    const { service, store } = await openWith(binary);
    await store.write(fresh, null as never);
    service.setBytes!(Buffer.from([0xfe, 0x00, 0xfe, 0x80, 0x0a]));

    expect((await store.restore!()).result).toBe("unknown");
  });
});
