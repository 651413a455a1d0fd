import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { escapeToSingleLine, huntkitVersion as version } from "@huntkit/core";
import { zipSync } from "fflate";
import { executable } from "../address.js";
import { ScriptError, type Shell } from "./shell.js";
import { type NewFile, writeFiles } from "./write-files.js";

export interface PackageOptions {
  out?: string;
  force?: boolean;
}

/**
 * Where the provider runs: wherever Node is and a script can be a program. Windows starts no scripts, and so it is not
 * here.
 */
export const platforms = [
  "darwin_amd64",
  "darwin_arm64",
  "freebsd_amd64",
  "linux_amd64",
  "linux_arm",
  "linux_arm64",
] as const;

/**
 * Makes what a release in Terraform's and OpenTofu's registries consists of, but for the signature: an archive a
 * platform, the manifest, and the checksums, which are what is to be signed.
 *
 * @param provider the built executable; the licences of what is in it are beside it
 * @throws {ScriptError} when the provider has not been built
 */
export async function makeRelease(
  { out = "release", force = false }: PackageOptions,
  shell: Shell,
  provider: string,
): Promise<number> {
  const entries = await readEntries(provider);
  // The script is the same everywhere; the registries want an archive for each platform all the same.
  const content = createArchive(entries);
  const name = (end: string) => `${executable}_${version}_${end}`;
  const manifest = {
    path: name("manifest.json"),
    content: `${JSON.stringify({ version: 1, metadata: { protocol_versions: ["6.0"] } }, null, 2)}\n`,
  };
  const files: NewFile[] = [
    ...platforms.map((platform) => ({ path: name(`${platform}.zip`), content })),
    manifest,
  ];
  const sums = {
    path: name("SHA256SUMS"),
    content: files.map((file) => `${sha256(file.content)}  ${file.path}\n`).join(""),
  };
  const folder = resolve(shell.cwd, out);
  await writeFiles(folder, [...files, sums], { force });
  shell.print([...files, sums].map(({ path }) => `${escapeToSingleLine(join(folder, path))}\n`).join(""));
  shell.note(
    `Next, sign the checksums with the key that the registry knows: gpg --detach-sign ${sums.path}, which makes ${sums.path}.sig.`,
  );
  return 0;
}

async function readEntries(provider: string): Promise<ArchiveEntry[]> {
  const beside = dirname(provider);
  try {
    const [script, licenses] = await Promise.all([
      readFile(provider),
      readFile(join(beside, "LICENSES.txt")),
    ]);
    return [
      { name: `${executable}_v${version}`, content: script, mode: 0o755 },
      { name: "LICENSES.txt", content: licenses, mode: 0o644 },
    ];
  } catch (cause) {
    throw new ScriptError(
      `There is no provider at ${escapeToSingleLine(provider)}, with its LICENSES.txt beside it. Build it first: npm run build, in apps/provider.`,
      { cause },
    );
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A file in an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly mode: number;
}

/** Zip's calendar begins in 1980. The same files make the same archive, byte for byte, whenever it is made. */
const made = new Date(1980, 0, 1);

/**
 * Unix, as whose archive it is marked: so that the run bit in the upper half of the attributes counts (PKWARE's
 * APPNOTE, 4.4.2 and 4.4.15).
 */
const unix = 3;

const regularFile = 0o100000;

/** Makes a zip archive that keeps who may read and run what. */
export function createArchive(entries: readonly ArchiveEntry[]): Uint8Array {
  const files = entries.map(
    ({ name, content, mode }) =>
      [
        name,
        [content, { os: unix, attrs: (regularFile | mode) * 0x1_0000, mtime: made, level: 9 as const }],
      ] as const,
  );
  return zipSync(Object.fromEntries(files) as Parameters<typeof zipSync>[0]);
}
