import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { huntScript, readVersion } from "./support/hunt.js";
import { serveExtension } from "./support/serve-extension.js";
import { isMissing, tools } from "./support/tools.js";
import { createWorkspace, useSandbox, writeProgram } from "./support/workspace.js";

const sandbox = useSandbox();

describe.skipIf(isMissing("gh"))("gh hunt", () => {
  /** Installs the extension from a directory, and returns a function that runs gh. */
  const install = async () => {
    const { directory, run } = createWorkspace();
    const extension = join(directory, "gh-hunt");
    mkdirSync(extension);
    const hunt = `#!/bin/sh\nexec "${process.execPath}" "${huntScript}" "$@"\n`;
    writeProgram(join(extension, "gh-hunt"), await serveExtension(hunt));
    // gh requires a token for all of its commands, but does not use it for a local extension.
    const signedIn = { GH_TOKEN: "unused", GH_NO_UPDATE_NOTIFIER: "1" };
    const gh = (args: readonly string[], env = {}) => run(tools.gh!, args, { ...signedIn, ...env });
    const command = `cd gh-hunt && "${tools.gh}" extension install .`;
    const { code, stderr } = await run("sh", ["-c", command], signedIn);
    expect(code, stderr).toBe(0);
    return gh;
  };

  it("prints the version of hunt after gh has installed the extension", async () => {
    const gh = await install();

    expect(await gh(["hunt", "--version"])).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: "" });
  });

  it("passes arguments, variables, and the exit code through gh", async () => {
    const gh = await install();
    const env = { HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.expiring };

    const { code, stdout } = await gh(["hunt", "token", "check", "--warn-days", "30"], env);

    expect(code).toBe(10);
    expect(stdout).toContain("The HUNT token expires in 10 days.");
  });
});
