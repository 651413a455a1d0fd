import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { checkToken, HuntClient } from "@huntkit/core";
import { expectNoToken, useHunt } from "@huntkit/testing";

const hunt = useHunt(HuntClient, { beforeAll: before, afterEach, afterAll: after }, { now: "2026-03-01" });

void test("reports the health of a token without the token", async () => {
  const { client, clock, sandbox } = hunt();
  sandbox.faults.add({ kind: "status", status: 503 });
  const health = await checkToken(client);
  assert.equal(health.status, "healthy");
  assert.equal(clock.sleeps.length, 1);
  expectNoToken(health, sandbox.tokens.admin);
});
