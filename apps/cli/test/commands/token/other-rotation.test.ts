import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { hunt as run } from "../../support/hunt.js";
import { createRotationKit, type RotationHome } from "../../support/rotation-home.js";

const at = atHunt();
const { sandbox, hunt } = at;
const { createHome, findIds, isValid } = createRotationKit(at);

/**
 * Creates a home directory in which a rotation to a command was killed after the command stored the new
 * token.
 */
async function createHomeOfKilledRotation(
  description: string,
): Promise<RotationHome & { readonly stored: string; readonly storedId: string }> {
  const home = await createHome(description);
  const file = join(home.HOME, "stored");
  const command = ["sh", "-c", `cat > ${file}; kill -9 $PPID`];
  const { code } = await run(["token", "rotate", "--yes", "--", ...command], {
    env: { HOME: home.HOME },
    asProcess: true,
  });
  expect(code).toBeNull();
  return { ...home, stored: readFileSync(file, "utf8"), storedId: findIds(description)[1]! };
}

describe("hunt token rotate, after a rotation to another command was killed", () => {
  const other = ["--", "sh", "-c", "cat > /dev/null"];

  it("names the new token of the killed rotation, and does not revoke it", async () => {
    const { rotate, stored, storedId } = await createHomeOfKilledRotation("orphan");

    const { code, stderr } = await rotate(...other);

    expect(code).toBe(0);
    expect(stderr).toContain("Warning: A rotation of the command sh and the profile lab was interrupted on ");
    expect(stderr).toContain(
      `left its new token, "orphan" (${storedId}), which was last used on 2026-03-01.\n`,
    );
    expect(stderr).toContain(`To revoke the token if it is not in use, run: hunt token revoke ${storedId}\n`);
    expect(await isValid(stored)).toBe(true);
  });

  it("names the token again until it is revoked, and then deletes the journal", async () => {
    const { rotate, storedId, listJournals, HOME } = await createHomeOfKilledRotation("repeated");
    await rotate(...other);

    const second = await rotate(...other);
    await hunt(["token", "revoke", storedId, "--yes"]);
    const third = await rotate(...other);

    expect(second.stderr).toContain(storedId);
    expect(third.code, HOME).toBe(0);
    expect(third.stderr).not.toContain("Warning");
    expect(listJournals()).toEqual([]);
  });

  it("keeps the journal with --dry-run, even if the token was revoked", async () => {
    const { HOME, storedId, listJournals } = await createHomeOfKilledRotation("dry");
    await hunt(["token", "revoke", storedId, "--yes"]);

    const { code } = await hunt(["token", "rotate", "--dry-run"], { env: { HOME } });

    expect(code).toBe(0);
    expect(listJournals()).toHaveLength(1);
  });

  it("names the old token if the new token of the killed rotation is in use here", async () => {
    const { profile, readToken, rotate, stored } = await createHomeOfKilledRotation("moved");
    const [oldId] = findIds("moved");
    const old = readToken();
    writeFileSync(profile, readFileSync(profile, "utf8").replace(old, stored));

    const { code, stderr } = await rotate(...other);

    expect(code).toBe(0);
    expect(stderr).toContain(`left its old token, "moved" (${oldId})`);
    expect(await isValid(old)).toBe(true);
  });

  it("does not mention the rotation of another user", async () => {
    const { HOME, listJournals } = await createHomeOfKilledRotation("foreign");
    const env = { HOME, HUNT_INSTANCE: sandbox().url, HUNT_TOKEN: sandbox().tokens.analyst };

    const args = ["token", "rotate", "--dry-run", "--to", "file:token.txt", "--create"];
    const { code, stderr } = await hunt(args, { env });

    expect(code).toBe(0);
    expect(stderr).not.toContain("Warning");
    expect(listJournals()).toHaveLength(1);
  });

  it("does not mention a rotation that is still in progress", async () => {
    const { HOME, listJournals } = await createHomeOfKilledRotation("running");
    const journal = listJournals()[0]!;
    const entry = JSON.parse(readFileSync(journal, "utf8")) as { process: object };
    writeFileSync(journal, JSON.stringify({ ...entry, process: { ...entry.process, id: process.pid } }));

    const { code, stderr } = await run(["token", "rotate", "--yes", ...other], {
      env: { HOME },
      asProcess: true,
    });

    expect(code).toBe(0);
    expect(stderr).not.toContain("Warning");
    expect(listJournals()).toEqual([journal]);
  });
});
