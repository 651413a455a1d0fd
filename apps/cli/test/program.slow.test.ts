import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { createFileLister } from "./support/file-lister.js";
import { hunt as run } from "./support/hunt.js";

describe("hunt", () => {
  it("loads neither the core nor undici for the help of any command", async () => {
    const env = { NODE_OPTIONS: createFileLister() };

    for (const { name } of commands) {
      const { code, stderr } = await run([...name.split(" "), "--help"], { env, asProcess: true });

      expect(code, name).toBe(0);
      expect(stderr.split(" "), name).not.toContain("core.cjs");
      expect(stderr.split(" "), name).not.toContain("undici.cjs");
    }
  }, 280_000);
});
