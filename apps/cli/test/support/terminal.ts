import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import { script } from "./hunt.js";

/** Whether tmux is installed. */
export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
if (!hasTmux)
  process.stderr.write("\nSKIPPED: prompts were not tested in a terminal, because tmux is not installed.\n");

/** Starts a shell in a terminal of 80 columns. */
export function openTerminal(env: Record<string, string>) {
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

/** The shell command that runs `hunt`. */
export const command = `${process.execPath} ${script}`;
