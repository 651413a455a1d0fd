import type { HuntClient } from "@huntkit/core";
import { expect, it } from "vitest";
import { readTokens } from "../../../src/commands/token/find-token.js";

/** Reads the tokens of an instance with that many users, and returns what was shown in the meantime. */
async function readFrom(userCount: number) {
  const shown: string[] = [];
  const progress = (label: string, unit: string) => ({
    update: (done: number, total: number | null) => void shown.push(`${label}: ${done} of ${total} ${unit}`),
    stop: () => void shown.push("stopped"),
  });
  const users = [{ id: "1" }];
  const hunt = {
    tokens: {
      whoAmI: async () => ({ user: users[0], answeredAt: 0 }),
      async listAll({ onProgress }: { onProgress: (done: number, total: number) => void }) {
        onProgress(1, userCount);
        return { records: [], refused: [], users };
      },
    },
  } as unknown as HuntClient;
  await readTokens(hunt, true, { signal: new AbortController().signal, progress });
  return shown;
}

it("shows the number of users whose tokens were read", async () => {
  expect(await readFrom(101)).toEqual(["Reading the tokens of all users: 1 of 101 users", "stopped"]);
});

it("shows nothing while the tokens of few users are read", async () => {
  expect(await readFrom(100)).toEqual([]);
});
