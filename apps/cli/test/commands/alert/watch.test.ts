import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, script, signedIn } from "../../support/hunt.js";
import { runInProcess } from "../../support/in-process.js";

const { sandbox, hunt } = atHunt();

/** Creates an alert, and returns its ID. Default: created now, on the host WATCHED. */
async function createAlert(name: string, more: object = {}): Promise<string> {
  const body = JSON.stringify({
    name,
    severity: "high",
    hostname: "WATCHED",
    createdOn: new Date(sandbox().clock.now()).toISOString(),
    ...more,
  });
  const response = await fetch(`${sandbox().api}/alerts`, {
    method: "POST",
    headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
    body,
  });
  return ((await response.json()) as { id: string }).id;
}

/** Starts `hunt alert watch`, and collects its output. */
function watch(...args: string[]) {
  const child = spawn(process.execPath, [script, "alert", "watch", "--interval", "1", ...args], {
    env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
  });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => (texts[stream] += text));
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
  };
  return {
    texts,
    until,
    async interrupt(signal: NodeJS.Signals = "SIGINT") {
      child.kill(signal);
      return child.exitCode ?? ((await once(child, "close")) as [number | null])[0];
    },
  };
}

const names = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { name: string }).name);

describe("hunt alert watch", { timeout: 90_000 }, () => {
  it("names the missing directory of --state", async () => {
    const { code, stderr } = await hunt(["alert", "watch", "--once", "--state", "nowhere/alerts.json"], {
      cwd: temporaryDirectory(),
    });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^hunt: The directory .*nowhere does not exist\. Create it first\.\n$/);
  });

  it("prints each new alert once, and prints on Ctrl+C how to continue", async () => {
    const watching = watch("--ndjson", "--host", "WATCHED");
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    await createAlert("first");
    await watching.until(() => watching.texts.stdout.includes("first"));
    const createdOn = new Date(sandbox().clock.now()).toISOString();
    await createAlert("second", { createdOn });
    await createAlert("elsewhere", { hostname: "OTHER" });
    await createAlert("third", { createdOn });
    await watching.until(() => watching.texts.stdout.includes("third"));
    const code = await watching.interrupt();

    expect(code).toBe(130);
    expect(names(watching.texts.stdout)[0]).toBe("first");
    expect(names(watching.texts.stdout).sort()).toEqual(["first", "second", "third"]);
    expect(watching.texts.stderr).toContain('"code":"CLI_INTERRUPTED","message":"Interrupted."');
    expect(watching.texts.stderr).toContain(`Continue with: hunt alert watch --since ${createdOn}`);
  });

  it("continues from the state file, and prints each alert once", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const watchOnce = async () =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state])).stdout);
    const createdOn = new Date(sandbox().clock.now()).toISOString();

    const first = await watchOnce();
    await createAlert("a", { createdOn });
    const second = await watchOnce();
    await createAlert("b", { createdOn });
    const third = await watchOnce();
    const fourth = await watchOnce();

    expect([first, second, third, fourth]).toEqual([[], ["a"], ["b"], []]);
  });

  it("says in a terminal that there are no new alerts", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const stdin = Object.assign(Readable.from([]), { isTTY: true });
    const { url, tokens } = sandbox();
    const env = environment(signedIn(url, tokens.admin));

    const { stderr } = await runInProcess(["alert", "watch", "--once", "--state", state], { env, stdin });

    expect(stderr).toMatch(/^No new alerts at .*\.\n$/);
  });

  it("prints nothing from cron if there are no new alerts", async () => {
    const state = join(temporaryDirectory(), "state.json");

    const { code, stdout, stderr } = await hunt(["alert", "watch", "--once", "--state", state]);

    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toBe("");
  });

  it("notes that --once finds no earlier alerts without --since and --state", async () => {
    const { code, stderr } = await hunt(["alert", "watch", "--once"]);

    expect(code).toBe(0);
    expect(stderr).toBe(
      "No new alerts at HUNT. --once starts at the newest alert. To include earlier alerts, add --since or --state.\n",
    );
  });

  it("ignores --since if the state file exists", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const args = ["alert", "watch", "--once", "--ndjson", "--state", state];
    await hunt(args);

    const { stdout } = await hunt([...args, "--since", "2026-02-01"]);

    expect(stdout).toBe("");
  });

  it("writes the time of the last alert to a state file that only you can read", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const createdOn = new Date(sandbox().clock.now()).toISOString();
    await createAlert("last", { createdOn });

    await hunt(["alert", "watch", "--once", "--state", state]);

    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(state, "utf8"))).toMatchObject({ last: createdOn });
  });

  it("prints an alert once if it appears late, up to 10 minutes before the last one", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const watchOnce = async (...args: string[]) =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state, ...args])).stdout);
    const minutesAgo = (minutes: number) => new Date(sandbox().clock.now() - minutes * 60_000).toISOString();
    const since = minutesAgo(8);
    await createAlert("before", { createdOn: minutesAgo(9) });
    await createAlert("on time");
    const first = await watchOnce("--since", since);

    await createAlert("late", { createdOn: minutesAgo(7) });
    await createAlert("late, but before --since", { createdOn: minutesAgo(9) });
    const later = [await watchOnce(), await watchOnce()];

    expect(first).toContain("on time");
    expect(first).not.toContain("before");
    expect(later).toEqual([["late"], []]);
  });

  it("prints an alert that appears late, before the newest one at the start", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const watchOnce = async () =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state])).stdout);
    await createAlert("newest");
    await watchOnce();

    await createAlert("late", { createdOn: new Date(sandbox().clock.now() - 300_000).toISOString() });

    expect(await watchOnce()).toEqual(["late"]);
  });

  it("continues from the state file after kill -9", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const watching = watch("--ndjson", "--state", state);
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    await createAlert("before");
    await watching.until(() => watching.texts.stdout.includes("before"));
    await watching.interrupt("SIGKILL");
    await createAlert("after");

    const { stdout } = await hunt(["alert", "watch", "--once", "--ndjson", "--state", state]);
    expect(names(stdout).filter((name) => name !== "before")).toEqual(["after"]);
  });

  it("prints the alerts after the one whose ID is in --since", async () => {
    const id = await createAlert("last");
    // Advance the clock, because an alert in the future would be the start for other tests.
    sandbox().clock.advance(1_000);
    await createAlert("next");

    const { stdout } = await hunt(["alert", "watch", "--once", "--ndjson", "--since", id]);

    expect(names(stdout)).toContain("next");
    expect(names(stdout)).not.toContain("last");
  });

  it("prints the alerts since the date in --since, oldest first", async () => {
    const { stdout } = await hunt(["alert", "watch", "--once", "--since", "2026-02-28"]);

    expect(stdout).toMatch(/^\w+\t2026-02-28T/);
    expect(stdout.trim().split("\n").length).toBeGreaterThan(2);
  });

  it("retries if HUNT does not respond for a while", async () => {
    const watching = watch("--ndjson");
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    sandbox().faults.add({ match: "GET alerts", kind: "status", status: 503, times: 30 });
    await watching.until(() => watching.texts.stderr.includes("Retrying in 1 second."));
    sandbox().faults.clear();
    await createAlert("afterwards");
    await watching.until(() => watching.texts.stdout.includes("afterwards"));
    expect(await watching.interrupt()).toBe(130);
  });

  it("rejects the state file of another instance", async () => {
    const file = join(temporaryDirectory(), "state.json");
    writeFileSync(file, JSON.stringify({ instance: "acme", last: "2026-03-01", seen: [] }));

    const { code, stderr } = await hunt(["alert", "watch", "--once", "--state", file]);

    expect(code).toBe(2);
    expect(stderr).toContain("belongs to the instance acme");
  });

  it("rejects a file that is not a state file, and does not overwrite it", async () => {
    const file = join(temporaryDirectory(), "state.json");
    writeFileSync(file, "important");

    const { code, stderr } = await hunt(["alert", "watch", "--once", "--state", file]);

    expect(code).toBe(2);
    expect(stderr).toContain("is not a valid file for --state.");
    expect(readFileSync(file, "utf8")).toBe("important");
  });

  it("exits with code 11 if the token has expired", async () => {
    const { code, stdout } = await hunt(["alert", "watch"], { token: sandbox().tokens.expired });

    expect(code).toBe(11);
    expect(stdout).toBe("");
  });
});
