import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Starts the built sandbox, reads the attributes of a pipe, and lists target groups with a filter in brackets. */
const program = `
  import { fstatSync } from "node:fs";
  import { startSandbox } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};

  const sandbox = await startSandbox();
  if (!fstatSync(1).isFIFO()) throw new Error("Standard output is not a pipe.");
  const response = await fetch(sandbox.api + "/targets?filter[limit]=1", {
    headers: { authorization: sandbox.tokens.admin },
  });
  process.stdout.write(String(response.status));
  await sandbox.stop();
`;

// After that, Node 20 does not follow the links that pnpm creates, so it finds no dependency of a package
// that is imported later.
it("parses a filter in brackets in a process that read the attributes of a pipe", async () => {
  const command = `${process.execPath} --input-type=module --eval "$PROGRAM" | cat`;

  const { stdout } = await promisify(execFile)("sh", ["-c", command], {
    env: { ...process.env, PROGRAM: program },
  });

  expect(stdout).toBe("200");
});
