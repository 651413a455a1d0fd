import type { Agent } from "@huntkit/core";
import { expect, it } from "vitest";
import { actOneByOne } from "../../../src/commands/agent/act-one-by-one.js";

it("reports the number of changed agents after each request", async () => {
  const agents = ["a", "b"].map((id) => ({ id, hostname: id })) as Agent[];
  const progress: [done: number, total: number][] = [];
  const guard = { onProgress: (done: number, total: number) => void progress.push([done, total]) };

  await actOneByOne(agents, { verb: "uninstall", done: "uninstalled" }, { guard }, async () => {});

  expect(progress).toEqual([
    [1, 2],
    [2, 2],
  ]);
});
