import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";

const at = atHunt();
const { sandbox, hunt } = at;
const args = ["token", "list", "--all", "--timeline"];

/** Lists the tokens in a terminal. In its first second, the days that are left of the seeded tokens change. */
async function list(flags: readonly string[], options: Parameters<typeof inTerminal>[2]): Promise<string> {
  sandbox().clock.advance(60_000);
  const { stdout } = await inTerminal(at, [...args, ...flags], options);
  return stdout.trimEnd();
}

describe("hunt token list --timeline", () => {
  it("shows the next 12 months of each token, with its last 30 days and its expiry", async () => {
    expect(await list([], { width: 120 })).toMatchInlineSnapshot(`
      "DESCRIPTION             OWNER                                LEFT      APR MAY JUN JUL AUG SEP OCT NOV DEC JAN FEB
      Old build server        legacy@example.com       expired 35 d ago  ◆░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
      Release pipeline        pipeline@example.com                 10 d  ▒◆░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
      Monthly report          reporting@example.com                34 d  ▒▒▒▒◆░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
      Triage notebook         analyst@example.com                 200 d  ██████████████████████▒▒▒▒◆░░░░░░░░░░░░░░░░░░░░░
      Administration scripts  admin@example.com                   264 d  ██████████████████████████████▒▒▒▒◆░░░░░░░░░░░░░
      Ticket export           reporting@example.com               316 d  █████████████████████████████████████▒▒▒▒◆░░░░░░
      Shift dashboard         night-shift@example.com             344 d  █████████████████████████████████████████▒▒▒▒◆░░"
    `);
  });

  it("shows a short timeline in a narrow terminal", async () => {
    expect(await list([], { width: 40 })).toMatchInlineSnapshot(`
      "DESCRIPTION           LEFT   AMJJASONDJF
      Old build server   expired  ◆░░░░░░░░░░░
      Release pipeline      10 d  ◆░░░░░░░░░░░
      Monthly report        34 d  ▒◆░░░░░░░░░░
      Triage notebook      200 d  █████▒◆░░░░░
      Administration s…    264 d  ███████▒◆░░░
      Ticket export        316 d  █████████▒◆░
      Shift dashboard      344 d  ██████████▒◆"
    `);
  });

  it("marks as many last days as --warn-days", async () => {
    const lines = await list(["--warn-days", "90"], { width: 80 });

    expect(lines).toContain("██████▒▒▒▒▒▒◆");
  });

  it("uses only ASCII if the locale has another encoding than UTF-8", async () => {
    const lines = await list([], { width: 120, LANG: "en_US.ISO-8859-1" });

    expect(lines).toMatch(/^Monthly report .* !+X\.+$/m);
    expect(lines).toMatch(/^[\x20-\x7e\n]+$/);
  });

  it.each([40, 60, 80, 100, 120])("prints no line that is wider than the terminal: %d", async (width) => {
    for (const line of (await list([], { width })).split("\n"))
      expect(line.length).toBeLessThanOrEqual(width);
  });

  it("explains the characters", async () => {
    const { stderr } = await inTerminal(at, [...args, "--warn-days", "60"], { width: 120 });

    expect(stderr).toContain("█ valid  ▒ last 60 days  ◆ expires.");
  });

  it("prints the usual columns for programs", async () => {
    const [timeline, usual] = [await hunt(args), await hunt(["token", "list", "--all"])];

    expect(timeline.stdout).toBe(usual.stdout);
  });

  it("rejects --warn-days without --timeline", async () => {
    const { code, stderr } = await hunt(["token", "list", "--warn-days", "60"]);

    expect(code).toBe(2);
    expect(stderr).toContain("--warn-days has no effect without --timeline.");
  });
});
