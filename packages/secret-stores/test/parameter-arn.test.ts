import { ApiToken, type Clock } from "@huntkit/core";
import { startFakeParameterStore } from "@huntkit/test-kit/secret-services";
import { expect, it, onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const clock: Clock = { now: () => 0, sleep: async () => {} };

it("writes a parameter whose address is its ARN", async () => {
  const service = await startFakeParameterStore(old.reveal());
  onTestFinished(service.stop);
  const address = "aws-ssm:arn:aws:ssm:eu-west-1:123456789012:parameter/prod/hunt-token";
  const { env } = service.connect();
  const store = await openSecretStore(parseStoreAddress("--to", address), { env, clock });
  await store.prove();

  expect(await store.write(fresh, {} as never)).toEqual({ result: "delivered" });

  expect(await service.held()).toBe(fresh.reveal());
});
