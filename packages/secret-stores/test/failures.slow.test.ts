import { HuntClient } from "@huntkit/core";
import { describeFailureMatrix, listRotationCalls, type RotationCall } from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { fakes, type ServiceCase } from "./services.js";
import { startWorld } from "./world.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Returns the calls of a complete rotation into these services. */
function listCalls(services: readonly ServiceCase[]): RotationCall[] {
  const toCalls = (step: keyof ServiceCase["requests"]): RotationCall[] =>
    services.flatMap(({ requests }) => requests[step].map((request) => ["API", request] as const));
  const read = toCalls("read");
  return listRotationCalls({ prove: toCalls("prove"), read, write: toCalls("write"), verify: read });
}

for (const service of fakes)
  describeFailureMatrix({
    name: service.name,
    calls: listCalls([service]),
    // A killed run cannot find out whether it has written a secret that the service does not show.
    lostTokens: service.showsValue === false ? "named" : "revoked",
    startWorld: () => startWorld(hunt(), async (token) => [await service.start(token)]),
  });

const joint = ["Vault", "AWS Secrets Manager"].map((name) => fakes.find((each) => each.name === name)!);

describeFailureMatrix({
  name: "Vault and AWS Secrets Manager, together",
  calls: listCalls(joint),
  startWorld: () => startWorld(hunt(), (token) => Promise.all(joint.map(({ start }) => start(token)))),
});

it.each([...fakes.map((service) => [service.name, [service]] as const), ["Two stores", joint] as const])(
  "sends exactly the requests of the table in a complete run: %s",
  async (_, services) => {
    const world = await startWorld(hunt(), (token) => Promise.all(services.map(({ start }) => start(token))));
    const seen: string[] = [];

    const { errors } = await world.run((number, phase, service) => {
      if (phase === "before") seen[number - 1] = service;
    }, null);

    expect(errors).toEqual([]);
    expect(seen).toEqual(listCalls(services).map(([service]) => service));
  },
);
