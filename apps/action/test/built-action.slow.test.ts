import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

/** The fast tests. In a slow run, each of their runs is a process with the built action (see `run` in helpers.ts). */
const tests = readdirSync(fileURLToPath(new URL(".", import.meta.url)), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.endsWith(".slow.test.ts"))
  .filter((path) => path !== "generated-files.test.ts");

describe.each(tests)("the built action passes the tests of %s", async (path) => {
  await import(new URL(path, import.meta.url).href);
});
