import { HuntClient } from "@huntkit/core";
import { describeFailureMatrix, type WireService } from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { fakes, type ServiceCase } from "./services.js";
import { startWorld } from "./world.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Returns the calls of a complete rotation. */
function listCalls({ requests: { prove, read, write } }: ServiceCase): [WireService, string][] {
  const toApi = (request: string): [WireService, string] => ["API", request];
  return [
    ...prove.map(toApi),
    ["journal", "begin"],
    ["HUNT", "POST users/me/accessTokens"],
    ["journal", "advance"],
    ["HUNT", "GET users/me"],
    ...read.map(toApi),
    ["journal", "advance"],
    ...write.map(toApi),
    ["journal", "advance"],
    ...read.map(toApi),
    ["journal", "advance"],
    ["HUNT", "DELETE users/me/accessTokens/{id}"],
    ["journal", "end"],
  ];
}

for (const service of fakes)
  describeFailureMatrix({
    name: service.name,
    calls: listCalls(service),
    startWorld: () => startWorld(hunt(), async (token) => [await service.start(token)]),
  });
