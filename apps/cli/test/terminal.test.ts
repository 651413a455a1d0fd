import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { environment, script } from "./support/hunt.js";

const { sandbox } = atHunt();
const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
if (!hasTmux)
  process.stderr.write(
    "\nSKIPPED: there is no tmux on this machine, so prompts were not tried in a terminal.\n",
  );

/** A terminal of 80 columns in which a shell runs. */
function terminal(env: Record<string, string>) {
  const socket = `hunt-${randomUUID()}`;
  const tmux = (...args: string[]) =>
    execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...args], {
      env: { ...env, TERM: "xterm-256color" },
      encoding: "utf8",
    });
  tmux("new-session", "-d", "-x", "80", "-y", "40", "sh");
  onTestFinished(() => void spawnSync("tmux", ["-L", socket, "kill-server"]));
  const screen = (): string => tmux("capture-pane", "-p").replaceAll(/\n+$/g, "");
  return {
    screen,
    type: (text: string) => tmux("send-keys", "-l", text),
    press: (key: string) => tmux("send-keys", key),
    until: (text: string) => expect.poll(screen, { interval: 200 }).toContain(text),
  };
}

const command = `${process.execPath} ${script}`;

describe.runIf(hasTmux)("in a terminal", () => {
  it("a token is asked for without being shown, and an act that cannot be undone is asked about", async () => {
    const { admin } = sandbox().tokens;
    const { type, press, until, screen } = terminal(environment());
    type(`clear; ${command} auth login --instance ${sandbox().url}`);
    press("Enter");
    await until("API token of");
    type(admin);
    await until("•".repeat(20));
    press("Enter");
    await until("Stored as the profile");
    expect(screen()).toContain("✓ Signed in to");
    expect(screen().replaceAll("\n", "")).not.toContain(admin);

    type(`clear; ${command} token revoke 'Shift dashboard' --all`);
    press("Enter");
    await until("(y/N)");
    press("Enter");
    await until("Nothing was changed.");
    expect(
      sandbox()
        .records("AccessTokens")
        .map((row) => row["description"]),
    ).toContain("Shift dashboard");

    type(`clear; ${command} token revoke 'Shift dashboard' --all`);
    press("Enter");
    await until("(y/N)");
    press("C-c");
    await until("hunt: Interrupted.");

    type(`clear; ${command} token revoke 'Shift dashboard' --all; echo ended`);
    press("Enter");
    await until("(y/N)");
    type("y");
    press("Enter");
    await until("Revoked token Shift dashboard.");
    expect(
      sandbox()
        .records("AccessTokens")
        .map((row) => row["description"]),
    ).not.toContain("Shift dashboard");
  });

  it("hunt auth login asks for the instance", async () => {
    const { type, press, until, screen } = terminal(environment());

    type(`clear; ${command} auth login`);
    press("Enter");
    await until("HUNT instance, for example acme");
    type(sandbox().url);
    press("Enter");
    await until("API token of");
    type(sandbox().tokens.admin);
    await until("•".repeat(20));
    press("Enter");

    await until("Stored as the profile");
    expect(screen()).toContain("✓ Signed in to");
  });

  it("Ctrl+C at the question for the instance ends the command", async () => {
    const { type, press, until, screen } = terminal(environment());

    type(`clear; ${command} auth login`);
    press("Enter");
    await until("HUNT instance, for example acme");
    press("C-c");

    await until("hunt: Interrupted.");
    expect(screen()).not.toContain("API token of");
  });

  it("a table fits, and what does not is left out or cut", async () => {
    const { type, press, until, screen } = terminal({
      ...environment(),
      HUNT_INSTANCE: sandbox().url,
      HUNT_TOKEN: sandbox().tokens.admin,
    });
    type(`clear; ${command} token list --all; echo ended`);
    press("Enter");
    await until("ended\n");
    const lines = screen().split("\n");
    expect(lines.find((line) => line.startsWith("DESCRIPTION"))).toMatch(
      /^DESCRIPTION +OWNER +EXPIRES +LEFT +YEAR/,
    );
    expect(lines.find((line) => line.startsWith("Release"))).toMatch(/ 10 d {2}█+/);
  });
});
