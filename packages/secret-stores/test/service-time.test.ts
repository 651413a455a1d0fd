import type { Clock } from "@huntkit/core";
import { startFakeSecretsManager, startFakeVault } from "@huntkit/test-kit/secret-services";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "./world.js";

const token = "oldOLD0123456789".repeat(4);
const written = Date.parse("2026-03-01T12:00:00Z");

/** The clock of a machine that is ten minutes ahead of the service. */
const clock: Clock = { now: () => written + 600_000, sleep: async () => {} };

describe("The time of a read", () => {
  it("uses the clock of the service, as the date of the last write does", async () => {
    const service = await startFakeVault(token, () => written);
    onTestFinished(service.stop);

    const { readAt, updatedAt } = await (await openStore(service, clock)).read();

    expect(readAt).toBe(written);
    expect(Date.parse(updatedAt!)).toBe(written);
  });

  it("uses the clock of this machine, without a date of the write, if the service does not return its time", async () => {
    const service = await startFakeSecretsManager(token);
    onTestFinished(service.stop);

    const content = await (await openStore(service, clock)).read();

    expect(content.readAt).toBe(clock.now());
    expect(content.updatedAt).toBe(undefined);
  });
});
