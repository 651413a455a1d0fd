import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { environment, script, signedIn } from "../../support/hunt.js";

const { sandbox, hunt } = atHunt();

/** Has HUNT find something now, or at another time. */
async function happen(name: string, more: object = {}): Promise<string> {
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

/** Starts to watch, and gives lines as they come. */
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
  it("shows what comes from now on, once each, and tells at Ctrl+C how to go on", async () => {
    const watching = watch("--ndjson", "--host", "WATCHED");
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    await happen("first");
    await watching.until(() => watching.texts.stdout.includes("first"));
    const createdOn = new Date(sandbox().clock.now()).toISOString();
    await happen("second", { createdOn });
    await happen("elsewhere", { hostname: "OTHER" });
    await happen("third", { createdOn });
    await watching.until(() => watching.texts.stdout.includes("third"));
    expect(await watching.interrupt()).toBe(130);
    expect(names(watching.texts.stdout)[0]).toBe("first");
    expect(names(watching.texts.stdout).sort()).toEqual(["first", "second", "third"]);
    expect(watching.texts.stderr).toContain('"code":"CLI_INTERRUPTED","message":"Interrupted."');
    expect(watching.texts.stderr).toContain(`Continue with: hunt alert watch --since ${createdOn}`);
  });

  it("goes on where it was with a state file: nothing is missed, nothing comes twice", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const look = async (...args: string[]) =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state, ...args])).stdout);
    const createdOn = new Date(sandbox().clock.now()).toISOString();
    expect(await look()).toEqual([]);
    await happen("a", { createdOn });
    expect(await look()).toEqual(["a"]);
    await happen("b", { createdOn });
    expect(await look("--since", "2026-02-01")).toEqual(["b"]);
    expect(await look()).toEqual([]);
    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(state, "utf8"))).toMatchObject({ last: createdOn });
  });

  it("shows an alert once that appears late, with a time up to 10 minutes before the last one", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const look = async (...args: string[]) =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state, ...args])).stdout);
    const minutesAgo = (minutes: number) => new Date(sandbox().clock.now() - minutes * 60_000).toISOString();
    const since = minutesAgo(8);
    await happen("before", { createdOn: minutesAgo(9) });
    await happen("on time");
    const first = await look("--since", since);

    await happen("late", { createdOn: minutesAgo(7) });
    await happen("late, but before --since", { createdOn: minutesAgo(9) });
    const later = [await look(), await look()];

    expect(first).toContain("on time");
    expect(first).not.toContain("before");
    expect(later).toEqual([["late"], []]);
  });

  it("shows an alert that appears late with a time before the newest one at the start", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const look = async () =>
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--state", state])).stdout);
    await happen("newest");
    await look();

    await happen("late", { createdOn: new Date(sandbox().clock.now() - 300_000).toISOString() });

    expect(await look()).toEqual(["late"]);
  });

  it("goes on after kill -9 as well", async () => {
    const state = join(temporaryDirectory(), "state.json");
    const watching = watch("--ndjson", "--state", state);
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    await happen("before");
    await watching.until(() => watching.texts.stdout.includes("before"));
    await watching.interrupt("SIGKILL");
    await happen("after");
    const { stdout } = await hunt(["alert", "watch", "--once", "--ndjson", "--state", state]);
    expect(names(stdout).filter((name) => name !== "before")).toEqual(["after"]);
  });

  it("begins so long ago, at a date, or after an alert", async () => {
    const id = await happen("last");
    // Not an alert in the future: other tests would start to watch from its time.
    sandbox().clock.advance(1_000);
    await happen("next");
    expect(names((await hunt(["alert", "watch", "--once", "--ndjson", "--since", id])).stdout)).toContain(
      "next",
    );
    expect(names((await hunt(["alert", "watch", "--once", "--ndjson", "--since", id])).stdout)).not.toContain(
      "last",
    );
    expect(
      names((await hunt(["alert", "watch", "--once", "--ndjson", "--since", "2026-02-28"])).stdout).length,
    ).toBeGreaterThan(2);
    expect((await hunt(["alert", "watch", "--once", "--since", "2026-02-28"])).stdout).toMatch(
      /^\w+\t2026-02-28T/,
    );
  });

  it("waits for a HUNT that fails for a while", async () => {
    const watching = watch("--ndjson");
    await watching.until(() => watching.texts.stderr.includes("Watching"));
    sandbox().faults.add({ match: "GET alerts", kind: "status", status: 503, times: 30 });
    await watching.until(() => watching.texts.stderr.includes("Retrying in 1 second."));
    sandbox().faults.clear();
    await happen("afterwards");
    await watching.until(() => watching.texts.stdout.includes("afterwards"));
    expect(await watching.interrupt()).toBe(130);
  });

  it("refuses a state of another instance, and a file that is none", async () => {
    const file = join(temporaryDirectory(), "state.json");
    writeFileSync(file, JSON.stringify({ instance: "acme", last: "2026-03-01", seen: [] }));
    expect(await hunt(["alert", "watch", "--once", "--state", file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("belongs to the instance acme") as string,
    });
    writeFileSync(file, "important");
    expect(await hunt(["alert", "watch", "--once", "--state", file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not a valid file for --state.") as string,
    });
    expect(readFileSync(file, "utf8")).toBe("important");
  });

  it("ends where the token is dead", async () => {
    expect(await hunt(["alert", "watch"], { token: sandbox().tokens.expired })).toMatchObject({
      code: 11,
      stdout: "",
    });
  });
});
