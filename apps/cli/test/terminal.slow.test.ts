import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { environment, signedIn } from "./support/hunt.js";
import { command, hasTmux, openTerminal } from "./support/terminal.js";

const { sandbox } = atHunt();

const countTokens = (description: string): number =>
  sandbox()
    .records("AccessTokens")
    .filter((row) => row["description"] === description).length;

/** Signed in as admin in a terminal. */
const openSignedIn = () => openTerminal(environment(signedIn(sandbox().url, sandbox().tokens.admin)));

describe.runIf(hasTmux)("hunt auth login in a terminal", () => {
  it("prompts for the instance if --instance is missing", async () => {
    const { type, press, until, screen } = openTerminal(environment());

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

  it("exits on Ctrl+C at the prompt for the instance", async () => {
    const { type, press, until, screen } = openTerminal(environment());

    type(`clear; ${command} auth login`);
    press("Enter");
    await until("HUNT instance, for example acme");
    press("C-c");

    await until("hunt: Interrupted.");
    expect(screen()).not.toContain("API token of");
  });
});

describe.runIf(hasTmux)("hunt token revoke in a terminal", () => {
  it("does not revoke the token if you press Enter at the confirmation prompt", async () => {
    const { type, press, until } = openSignedIn();

    type(`clear; ${command} token revoke 'Shift dashboard' --all`);
    press("Enter");
    await until("(y/N)");
    press("Enter");

    await until("Nothing was changed.");
    expect(countTokens("Shift dashboard")).toBe(1);
  });

  it("does not revoke the token on Ctrl+C at the confirmation prompt", async () => {
    const { type, press, until } = openSignedIn();

    type(`clear; ${command} token revoke 'Shift dashboard' --all`);
    press("Enter");
    await until("(y/N)");
    press("C-c");

    await until("hunt: Interrupted.");
    expect(countTokens("Shift dashboard")).toBe(1);
  });

  it("revokes the token if you answer y at the confirmation prompt", async () => {
    const { type, press, until } = openSignedIn();

    type(`clear; ${command} token revoke 'Shift dashboard' --all`);
    press("Enter");
    await until("(y/N)");
    type("y");
    press("Enter");

    await until("Revoked token Shift dashboard.");
    expect(countTokens("Shift dashboard")).toBe(0);
  });
});

describe.runIf(hasTmux)("hunt token list in a terminal", () => {
  it("prints a table that fits into 80 columns", async () => {
    const { type, press, until, screen } = openSignedIn();

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
