import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { environment } from "./support/hunt.js";
import { command, hasTmux, openTerminal } from "./support/terminal.js";

const { sandbox } = atHunt();

describe.runIf(hasTmux)("hunt auth login --with-token in a terminal", () => {
  it("prompts for the token instead of waiting for stdin, and does not show it", async () => {
    const { admin } = sandbox().tokens;
    const { type, press, until, screen } = openTerminal(environment());

    type(`clear; ${command} auth login --with-token --instance ${sandbox().url}`);
    press("Enter");
    await until("API token of");
    type(admin);
    await until("•".repeat(20));
    press("Enter");

    await until("Stored as the profile");
    expect(screen().replaceAll("\n", "")).not.toContain(admin);
  });
});
