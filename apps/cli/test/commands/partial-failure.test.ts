import { gzipSync } from "node:zlib";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { beforeEach, describe, expect, it } from "vitest";
import { signedIn } from "../support/hunt.js";
import { runInProcess } from "../support/in-process.js";
import { atHunt } from "../support/at-hunt.js";

const { sandbox, hunt } = atHunt({ taskSeconds: 0 });

const expired = { error: { statusCode: 401, message: "Invalid Access Token", code: "INVALID_TOKEN" } };
/** Fails all requests that match, except the first one. */
const failLater = (match: string, fault: object) =>
  sandbox().faults.add({ match, skip: 1, times: "always", kind: "status", ...fault });
const uninstallTwo = () => {
  const ids = sandbox()
    .records("Agents")
    .slice(0, 2)
    .map(({ id }) => id);
  return hunt(["agent", "uninstall", ...ids, "--yes", "--expect", "2", "--json"]);
};
const uploadTwo = () => {
  const cwd = temporaryDirectory({ "one.json.gz": gzipSync("{}"), "two.json.gz": gzipSync("{}") });
  return hunt(["survey", "upload", "one.json.gz", "two.json.gz"], { cwd });
};

beforeEach(() => sandbox().faults.clear());

describe("a command whose second request fails", () => {
  it("exits with code 11 if the token has expired", async () => {
    failLater("POST agents/*/uninstall", { status: 401, body: expired });

    const { code, stderr } = await uninstallTwo();

    expect(code).toBe(11);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: "HUNT_AUTH",
        message: expect.stringMatching(
          /^Could not uninstall \S+: The token has expired\. 1 of 2 agents were uninstalled\.$/,
        ) as string,
        advice: expect.stringMatching(/./) as string,
      },
    });
  });

  it("exits with code 13 if HUNT cannot be reached, and shows how to resume", async () => {
    failLater("POST survey", { kind: "reset" });

    const { code, stderr } = await uploadTwo();

    expect(code).toBe(13);
    expect(stderr).toMatch(/^hunt: Could not upload two\.json\.gz: .+ 1 of 2 files were uploaded\.\n/);
    expect(stderr).toContain("Run `hunt doctor` to find the cause.\n");
    expect(stderr).toMatch(/To resume, upload the others with --scan [0-9a-f-]{36}\.\n$/);
  });

  it("exits with code 130 if the user interrupts it, and shows how to resume", async () => {
    const controller = new AbortController();
    failLater("POST survey", {
      kind: "callback",
      onRequest: () => {
        controller.abort();
      },
    });

    const cwd = temporaryDirectory({ "one.json.gz": gzipSync("{}"), "two.json.gz": gzipSync("{}") });
    const files = [`${cwd}/one.json.gz`, `${cwd}/two.json.gz`];
    const { tokens, url } = sandbox();

    const { code, stderr } = await runInProcess(["survey", "upload", ...files], {
      env: signedIn(url, tokens.admin),
      signal: controller.signal,
    });

    expect(code).toBe(130);
    expect(stderr).toMatch(/two\.json\.gz: Interrupted\. 1 of 2 files were uploaded\.\nTo resume,/);
  });
});
