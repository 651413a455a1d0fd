import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { embedModules } from "../src/executables/embed-modules.js";
import { findNode } from "../src/executables/node-binary.js";
import { programs } from "../src/executables/programs.js";

/** Prints the modules whose compiled code Node rejects. It then compiles them again, which takes longer. */
const printRejected = `
  const { readFileSync } = require("node:fs");
  const { Script } = require("node:vm");
  const isRejected = (key) => {
    const cachedData = readFileSync(key.replace("code/", "cache/"));
    return new Script(readFileSync(key, "utf16le"), { cachedData }).cachedDataRejected;
  };
  process.stdout.write(process.argv.slice(1).filter(isRejected).join());`;

describe("the modules in a single executable", () => {
  it.each(programs)(
    "have compiled code that its Node accepts: $name",
    async (program) => {
      const node = await findNode();
      const directory = temporaryDirectory();

      const { assets } = await embedModules(program, node, directory);
      const modules = Object.keys(assets).filter((key) => key.startsWith("code/"));
      const { stdout } = await promisify(execFile)(node, ["-e", printRejected, ...modules], {
        cwd: directory,
      });

      expect(modules).toContain(`code/${program.entry}`);
      expect(stdout).toBe("");
    },
    60_000,
  );
});
