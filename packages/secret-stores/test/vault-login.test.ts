import { ApiToken } from "@huntkit/core";
import { startFakeVaultWithJwt } from "@huntkit/test-kit/secret-services";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";

const token = new ApiToken("oldOLD0123456789".repeat(4));

/** Reads the token in a fake Vault with a JWT login. */
async function readWith(changes: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const vault = await startFakeVaultWithJwt(token.reveal());
  onTestFinished(vault.stop);
  const { address, env } = vault.connect();
  const store = await openSecretStore(parseStoreAddress("--to", address), {
    env: { ...env, HOME: "/", ...changes },
  });
  return (await store.read()).token?.reveal();
}

describe("The login to Vault with a JWT", () => {
  it("uses the ID token of the job in GitHub Actions", async () => {
    expect(await readWith({})).toBe(token.reveal());
  });

  it("uses the ID token in VAULT_ID_TOKEN, as in GitLab", async () => {
    const others = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined };

    expect(await readWith({ ...others, VAULT_ID_TOKEN: "fake.id.token" })).toBe(token.reveal());
  });

  it("is preferred to a token", async () => {
    expect(await readWith({ VAULT_TOKEN: "hvs.outdated" })).toBe(token.reveal());
  });

  it.each([
    [
      { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
      "Set VAULT_ID_TOKEN, or give the job in GitHub Actions the permission id-token: write.",
    ],
    [{ ACTIONS_ID_TOKEN_REQUEST_URL: "http://example.com/" }, "http:// would send secrets unencrypted"],
    [
      { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "wrong-token" },
      "Could not get an ID token of this job: GitHub rejected",
    ],
    [
      { VAULT_AUTH_ROLE: "other" },
      'role "other" could not be found. Check VAULT_AUTH_ROLE and VAULT_AUTH_PATH',
    ],
    [{ VAULT_AUTH_PATH: "/oidc/" }, "log in to Vault with VAULT_AUTH_ROLE"],
    [{ VAULT_ID_TOKEN: "wrong.id.token" }, "invalid audience (aud) claim. Check VAULT_AUTH_ROLE"],
    [
      { VAULT_AUTH_METHOD: "approle" },
      "Invalid VAULT_AUTH_METHOD. Use jwt, or remove it to use VAULT_TOKEN.",
    ],
    [
      { VAULT_AUTH_ROLE: undefined },
      "vault:secret/hunt#token requires a role of Vault. Set VAULT_AUTH_ROLE.",
    ],
  ])("fails with what to do: %j", async (changes, words) => {
    const error = await readWith(changes).catch((reason: Error) => reason);

    expect((error as Error).message).toContain(words);
    expectNoToken(String(error), "wrong-token");
    expectNoToken(String(error), "fake.id.token");
  });
});
