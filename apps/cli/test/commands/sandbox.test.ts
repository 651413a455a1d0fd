import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { environment, hunt, script, signedIn } from "../support/hunt.js";

describe("hunt sandbox", () => {
  it("starts a HUNT instance, and stops it on SIGTERM", async () => {
    const options = ["--port", "0", "--seed", "7", "--columns", "own", "--connector", "5", "--json"];
    const child = spawn(process.execPath, [script, "sandbox", ...options], {
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { url, tokens } = JSON.parse(line) as { url: string; tokens: { admin: string } };
    expect(
      await hunt(["api", "GET", "users/me", "--select", "role"], { env: signedIn(url, tokens.admin) }),
    ).toEqual({ code: 0, stdout: '"admin"\n', stderr: "" });
    // With `--columns own`, an ID does not have to be a UUID.
    expect((await hunt(["api", "GET", "Alerts/x"], { env: signedIn(url, tokens.admin) })).stderr).toContain(
      "404",
    );
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([0, null]);
    await expect(fetch(`${url}/api/version`)).rejects.toThrow("fetch failed");
  });

  it("rejects a flag with an invalid value", async () => {
    expect(await hunt(["sandbox", "--now", "tomorrow"], { asProcess: true })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hunt-sandbox: Invalid value "tomorrow" for --now. Use a date such as 2026-01-31T12:00:00Z. See --help.\n',
    });
  });
});
