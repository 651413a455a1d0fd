import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run, signedIn, type Outcome, type Start } from "./support/hunt.js";

const { sandbox } = atHunt();

/** What each command needs to get as far as asking for the token. */
const enough: Readonly<Record<string, readonly string[]>> = {
  "alert list": [],
  "alert get": ["x"],
  "alert archive": ["x"],
  "alert watch": ["--once"],
  "agent list": [],
  "agent get": ["x"],
  "agent isolate": ["x"],
  "agent restore": ["x"],
  "agent scan": ["x"],
  "agent rename": ["x", "y"],
  "agent uninstall": ["x"],
  "target list": [],
  "target get": ["x"],
  "target create": ["x"],
  "target rename": ["x", "y"],
  "target delete": ["x"],
  scan: ["x"],
  respond: ["x", "--extension", "y"],
  "task list": [],
  "task get": ["x"],
  "task wait": ["x"],
  "task cancel": ["x"],
  "extension list": [],
  "extension diff": ["."],
  "extension push": ["."],
  "extension pull": ["."],
  "rule list": [],
  "rule diff": ["."],
  "rule push": ["."],
  "rule pull": ["."],
  "schedule list": [],
  "schedule add": ["x", "--cron", "0 4 * * 1"],
  "schedule remove": ["x"],
};

/** Runs all of them, a few at a time. */
async function all(
  start: (cwd: string) => Start,
  more: readonly string[] = [],
): Promise<Map<string, Outcome>> {
  const cwd = temporaryDirectory();
  const todo = Object.entries(enough);
  const outcomes = new Map<string, Outcome>();
  const lane = async (): Promise<void> => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift())
      outcomes.set(next[0], await run([...next[0].split(" "), ...next[1], ...more], start(cwd)));
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return outcomes;
}

describe("every command that works with HUNT's records", { timeout: 180_000 }, () => {
  it("is among those that are looked at here", () => {
    const others = new Set(["auth", "token", "api", "export", "doctor", "sandbox", "completion"]);
    expect(
      commands
        .map(({ name }) => name)
        .filter((name) => !others.has(name.split(" ")[0]!))
        .sort(),
    ).toEqual(Object.keys(enough).sort());
  });

  it("tells the ways to give credentials where there are none", async () => {
    for (const [name, { code, stdout, stderr }] of await all((cwd) => ({
      cwd,
      env: { HUNT_INSTANCE: sandbox().url },
    }))) {
      expect([name, code, stdout, /hunt auth login.*HUNT_TOKEN.*HUNT_TOKEN_FILE/s.test(stderr)]).toEqual([
        name,
        2,
        "",
        true,
      ]);
    }
  });

  it("says what to do where the token is dead", async () => {
    for (const [name, { code, stdout, stderr }] of await all((cwd) => ({
      cwd,
      env: signedIn(sandbox().url, "x".repeat(64)),
    }))) {
      expect([
        name,
        code,
        stdout,
        stderr.includes("Create a new token in HUNT:"),
        stderr.includes("x".repeat(64)),
      ]).toEqual([name, 12, "", true, false]);
    }
  });

  it("suggests the nearest flag", async () => {
    for (const [name, { code, stdout, stderr }] of await all((cwd) => ({ cwd }), ["--instanc", "acme"])) {
      expect([name, code, stdout, stderr]).toEqual([
        name,
        2,
        "",
        `hunt: Unknown flag --instanc. Did you mean --instance?\nSee hunt ${name} --help.\n`,
      ]);
    }
  });
});
