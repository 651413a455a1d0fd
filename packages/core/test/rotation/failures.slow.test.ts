import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeFailureMatrix, tappedRotationCalls } from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { HuntClient } from "../../src/index.js";
import { CommandStore, FileStore } from "../../src/rotation/index.js";
import { startWorld, type TestStore } from "./world.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const stores: Record<string, (first: string, directory: string) => TestStore> = {
  "A file whose token can be read"(first, directory) {
    const path = join(directory, "token");
    writeFileSync(path, first);
    return { open: () => new FileStore(path), held: () => readFileSync(path, "utf8") };
  },
  "A command, whose store cannot be read"(first, directory) {
    const path = join(directory, "token");
    writeFileSync(path, first);
    return {
      open: () => new CommandStore(["sh", "-c", `cat > "${path}"`]),
      held: () => readFileSync(path, "utf8"),
    };
  },
};

for (const [name, createStore] of Object.entries(stores))
  describeFailureMatrix({
    name,
    calls: tappedRotationCalls,
    // It is unknown whether a command that was killed stored the token.
    lostTokens: name.startsWith("A command") ? "named" : "revoked",
    startWorld: () => startWorld(hunt(), createStore),
  });
