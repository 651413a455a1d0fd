import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A GnuPG key that exists only for a rehearsal. */
export interface SigningKey {
  /** The last 16 digits of the fingerprint, as registries show it. */
  readonly id: string;
  /** The public key as text. */
  readonly publicKey: string;
  /** Writes a detached signature next to a file: `SHA256SUMS.sig` for `SHA256SUMS`. */
  sign(file: string): Promise<void>;
  /** Deletes the key. */
  remove(): Promise<void>;
}

/**
 * Creates a key without a passphrase, outside of the user's key ring.
 *
 * @throws {Error} if gpg is not installed
 */
export async function createSigningKey(): Promise<SigningKey> {
  const home = await mkdtemp(join(tmpdir(), "gnupg-"));
  const gpg = (...args: string[]) => run("gpg", ["--homedir", home, "--batch", "--quiet", ...args]);
  const user = "huntkit rehearsal <rehearsal@huntkit.invalid>";
  // The registries accept RSA keys, and not elliptic curves.
  await gpg("--passphrase", "", "--quick-generate-key", user, "rsa3072", "sign", "never");
  const { stdout: keys } = await gpg("--list-keys", "--with-colons");
  const [, id] = /^pub:.*?:.*?:.*?:([0-9A-F]{16}):/m.exec(keys)!;
  const { stdout: publicKey } = await gpg("--armor", "--export");
  return {
    id: id!,
    publicKey,
    sign: async (file) => void (await gpg("--yes", "--detach-sign", "--output", `${file}.sig`, file)),
    remove: async () => {
      await run("gpgconf", ["--homedir", home, "--kill", "gpg-agent"]).catch(() => undefined);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/**
 * Checks a detached signature.
 *
 * @param publicKey the only key to accept, as text
 * @returns whether the key signed the file, and the file is unchanged
 */
export async function verifySignature(file: string, signature: string, publicKey: string): Promise<boolean> {
  const home = await mkdtemp(join(tmpdir(), "gnupg-"));
  try {
    const importing = run("gpg", ["--homedir", home, "--batch", "--quiet", "--import"]);
    importing.child.stdin!.end(publicKey);
    await importing;
    return await run("gpg", ["--homedir", home, "--batch", "--quiet", "--verify", signature, file]).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
