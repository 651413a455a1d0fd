import { ApiToken, type Clock } from "@huntkit/core";
import { startFakeGoogle } from "@huntkit/test-kit/secret-services";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "./world.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const clock: Clock = { now: () => 0, sleep: async () => {} };

describe("A secret of Google whose latest version is outdated", () => {
  async function openWritten() {
    const google = await startFakeGoogle(old.reveal(), temporaryDirectory(), { isOutdated: () => true });
    onTestFinished(google.stop);
    const store = await openStore(google, clock);
    await store.prove();
    await store.write(fresh, null as never);
    return { google, store };
  }

  it("is verified with the newest version", async () => {
    const { store } = await openWritten();

    expect(await store.verify(fresh)).toEqual({ result: "delivered" });
  });

  it("is restored", async () => {
    const { google, store } = await openWritten();

    expect(await store.restore!()).toEqual({ result: "delivered" });

    expect(await google.held()).toBe(old.reveal());
  });

  it("is read by another process as the newest version", async () => {
    const { google } = await openWritten();

    const other = await openStore(google, clock);

    expect((await other.read()).token?.equals(fresh)).toBe(true);
  });
});
