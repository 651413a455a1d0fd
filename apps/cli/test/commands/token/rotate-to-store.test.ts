import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeDevOps, startFakeVault, type SecretService } from "@huntkit/test-kit/secret-services";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { signedIn } from "../../support/hunt.js";
import { createRotationKit } from "../../support/rotation-home.js";

const at = atHunt();
const { hunt, sandbox } = at;
const { createHome, createToken, isValid } = createRotationKit(at);

/** Starts a fake Vault whose secret contains a token. */
async function startVault(token: string): Promise<SecretService> {
  const vault = await startFakeVault(token);
  onTestFinished(vault.stop);
  return vault;
}

describe("hunt token rotate --to", () => {
  it("stores the token of HUNT_TOKEN in a secret store, and revokes the old one", async () => {
    const old = await createToken("in vault");
    const vault = await startVault(old);
    const { address, env } = vault.connect();

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", address], {
      env: { ...signedIn(sandbox().url, old), ...env },
    });

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /✓ Stored a new token in vault:secret\/hunt#token at 127\.0\.0\.1:\d+\. It expires/,
    );
    expect(await isValid(await vault.held())).toBe(true);
    expect(await isValid(old)).toBe(false);
    expectNoToken(stderr, old);
    expectNoToken(stderr, await vault.held());
  });

  it("stores the token in several places and in the profile", async () => {
    const { HOME, readToken } = await createHome("in several");
    const vault = await startVault(readToken());
    const { address, env } = vault.connect();
    const file = join(HOME, "token.txt");

    const args = ["token", "rotate", "--yes", "--to", address, "--to", `file:${file}`, "--create"];
    const { code, stderr } = await hunt(args, { env: { HOME, ...env } });

    expect(code).toBe(0);
    expect(stderr).toMatch(/in vault:\S+ at \S+, in the file \S+, and in the profile lab\. It expires/);
    expect(await vault.held()).toBe(readToken());
    expect(readFileSync(file, "utf8").trim()).toBe(readToken());
  });

  it("does not replace another token without --overwrite", async () => {
    const [old, other] = [await createToken("current"), await createToken("of another program")];
    const vault = await startVault(other);
    const { address, env } = vault.connect();

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", address], {
      env: { ...signedIn(sandbox().url, old), ...env },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("contains another token than the current one.");
    expect(await vault.held()).toBe(other);
  });

  it("does not replace a token that someone else stores after the first check", async () => {
    const [old, other] = [await createToken("checked"), await createToken("stored in the meantime")];
    const vault = await startVault(old);
    const { address, env } = vault.connect();
    sandbox().faults.add({
      match: "GET users/me",
      kind: "callback",
      async onRequest() {
        await vault.set(other);
        return undefined;
      },
    });

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", address], {
      env: { ...signedIn(sandbox().url, old), ...env },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("contains another token than the current one.");
    expect(await vault.held()).toBe(other);
    expect(await isValid(old)).toBe(true);
  });

  it("does not replace a value that the store does not show without --overwrite", async () => {
    const old = await createToken("hidden");
    const group = await startFakeDevOps("a password of another program");
    onTestFinished(group.stop);
    const { address, env } = group.connect();

    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", address], {
      env: { ...signedIn(sandbox().url, old), ...env },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("does not show its value, so it might not be the current token.");
    expect(await group.held()).toBe("a password of another program");
    expect(await isValid(old)).toBe(true);
  });

  it("does not replace a field of another type, even with --overwrite", async () => {
    const old = await createToken("typo");
    const vault = await startVault(old);
    const { env } = vault.connect();

    const { code, stderr } = await hunt(
      ["token", "rotate", "--yes", "--overwrite", "--to", "vault:secret/hunt#port"],
      { env: { ...signedIn(sandbox().url, old), ...env } },
    );

    expect(code).toBe(1);
    expect(stderr).toContain("is not a string. A token cannot replace it.");
    expect(await vault.rest()).toMatchObject({ port: 8443 });
  });

  it("names a missing variable before a token is created", async () => {
    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", "vault:secret/hunt#token"]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: vault:secret/hunt#token requires the address of Vault. Set VAULT_ADDR or BAO_ADDR.\n",
    );
  });

  it("lists the forms of addresses for an unknown one", async () => {
    const { code, stderr } = await hunt(["token", "rotate", "--yes", "--to", "keepass:hunt"]);

    expect(code).toBe(2);
    expect(stderr).toContain(
      '"keepass:hunt" is not the address of a secret store. Use one of these: file:<path>,',
    );
  });

  it("rejects two fields of the same secret", async () => {
    const old = await createToken("two fields");
    const vault = await startVault(old);
    const { address, env } = vault.connect();

    const args = [
      "token",
      "rotate",
      "--yes",
      "--overwrite",
      "--to",
      address,
      "--to",
      "vault:secret/hunt#owner",
    ];
    const { code, stderr } = await hunt(args, { env: { ...signedIn(sandbox().url, old), ...env } });

    expect(code).toBe(1);
    expect(stderr).toMatch(/#token at \S+ and vault:secret\/hunt#owner at \S+ are in the same secret\./);
    expect(await vault.held()).toBe(old);
    expect(await vault.rest()).toMatchObject({ owner: "platform" });
  });

  it("rejects the same store twice", async () => {
    const { HOME } = await createHome("twice");

    const args = ["token", "rotate", "--yes", "--to", "file:a.txt", "--to", "file:./a.txt"];
    const { code, stderr } = await hunt(args, { env: { HOME } });

    expect(code).toBe(2);
    expect(stderr).toMatch(/^hunt: --to names the file \S+a\.txt twice\.\nRemove one of them\.\n$/);
  });
});
