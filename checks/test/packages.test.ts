import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describePublishedPackage } from "@huntkit/test-kit/published-package";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { read, root } from "./repository.js";

/** The libraries. The command line has the same tests in its own package. */
const published = [
  { folder: "packages/core", entry: ["dist/index.js", "dist/index.d.ts", "dist/LICENSES.txt"] },
  { folder: "packages/sandbox", entry: ["dist/index.js", "dist/index.d.ts", "dist/bin.js"] },
  { folder: "packages/testing", entry: ["dist/index.js", "dist/index.d.ts"] },
  { folder: "packages/opentelemetry", entry: ["dist/index.js", "dist/index.d.ts"] },
  {
    folder: "packages/terraform-plugin",
    entry: ["dist/index.js", "dist/plugin/index.js", "dist/engine/index.js"],
  },
];

describe.each(published)("$folder in its published form", ({ folder, entry }) => {
  describePublishedPackage(join(root, folder), entry);

  it.runIf(entry.includes("dist/index.js"))(
    "can be imported by its name, and exports its version",
    async () => {
      const { name, version } = JSON.parse(read(`${folder}/package.json`)) as {
        name: string;
        version: string;
      };
      const script = `import * as all from ${JSON.stringify(name)}; console.log(String(Object.keys(all).length > 0))`;
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
        cwd: join(root, "checks"),
      });
      expect(stdout.trim()).toBe("true");
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );
});

// Each file of another package would delay the start of a program.
it("@huntkit/core loads no other package when it is imported", async () => {
  const cwd = temporaryDirectory();
  cpSync(join(root, "packages/core/dist"), cwd, { recursive: true });
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ type: "module" }));

  const script = `import { HuntClient } from "./index.js"; console.log(HuntClient.name)`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd,
  });

  expect(stdout).toBe("HuntClient\n");
});
