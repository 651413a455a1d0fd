import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { atHunt } from "./support/at-hunt.js";
import { runInProcess } from "./support/in-process.js";
import { signedIn } from "./support/hunt.js";

const { sandbox } = atHunt();

describe("run", () => {
  it("runs commands with different environments in parallel in one process", async () => {
    const { tokens, url } = sandbox();

    const [admin, none] = await Promise.all([
      runInProcess(["api", "GET", "users/me", "--select", "email"], { env: signedIn(url, tokens.admin) }),
      runInProcess(["api", "GET", "users/me"], { env: { HOME: temporaryDirectory() } }),
    ]);

    expect(admin).toEqual({ code: 0, stdout: '"admin@example.com"\n', stderr: "" });
    expect(none.code).toBe(2);
    expect(none.stdout).toBe("");
    expect(none.stderr).toContain("No HUNT instance and no token found.");
  });

  it.each([40, 80])("wraps all lines of help at the width of the terminal: %d", async (width) => {
    let text = "";
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString("utf8");
        done();
      },
    });
    const stdout = Object.assign(stream, { isTTY: true, columns: width });

    await runInProcess(["alert", "list", "--help"], { env: {}, stdout });

    const words = text.split("\n").filter((line) => line.trim().includes(" "));
    expect(words.length).toBeGreaterThan(20);
    for (const line of words) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("does not open stdin to list alerts", async () => {
    const { tokens, url } = sandbox();
    const openStdin = () => expect.fail("stdin was opened");

    const { code } = await runInProcess(["alert", "list"], { env: signedIn(url, tokens.admin), openStdin });

    expect(code).toBe(0);
  });

  it("returns exit code 130 if its signal is aborted", async () => {
    const controller = new AbortController();
    sandbox().faults.add({ match: "GET users/me", kind: "hang" });
    const { tokens, url } = sandbox();

    const running = runInProcess(["api", "GET", "users/me"], {
      env: signedIn(url, tokens.admin),
      signal: controller.signal,
    });
    await expect.poll(() => sandbox().requests.length).toBe(1);
    controller.abort();

    expect(await running).toEqual({ code: 130, stdout: "", stderr: "hunt: Interrupted.\n" });
  });

  it("leaves the exit code and the signal handlers of the process unchanged", async () => {
    const before = process.listenerCount("SIGINT");

    const { code } = await runInProcess(["tokne"], { env: {} });

    expect(code).toBe(2);
    expect(process.exitCode).toBeUndefined();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
