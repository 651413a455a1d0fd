import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { escapeToSingleLine, huntkitVersion as version } from "@huntkit/core";
import { escapeLines } from "@huntkit/core/escape";
import { zipSync } from "fflate";
import { executable } from "../address.js";
import { resolveOutputDirectory } from "./directories.js";
import { ScriptError, type Shell } from "./shell.js";
import { type NewFile, writeFiles } from "./write-files.js";

export interface PackageOptions {
  out?: string;
  force?: boolean;
}

/**
 * The platforms of the provider: those with Node, except for Windows, which cannot start a script as a
 * program.
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
 * Creates the files of a release in the registries of Terraform and OpenTofu, except for the signature: one
 * archive per platform, the manifest, and the checksums, which must be signed.
 *
 * @param provider the built executable, next to the licenses of what it contains
 * @throws {ScriptError} if the provider is not built
 */
export async function makeRelease(
  { out = "release", force = false }: PackageOptions,
  shell: Shell,
  provider: string,
): Promise<number> {
  const folder = await resolveOutputDirectory(out, "--out", shell);
  const entries = await readEntries(provider);
  // The script is the same everywhere, but the registries require one archive per platform.
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
  await writeFiles(folder, [...files, sums], { force });
  shell.print(escapeLines([...files, sums].map(({ path }) => `${join(folder, path)}\n`).join("")));
  shell.note(
    `Next: sign the checksums with the key that you registered in the registry. This command creates ${sums.path}.sig: ` +
      `gpg --detach-sign ${sums.path}`,
  );
  return 0;
}

async function readEntries(provider: string): Promise<ArchiveEntry[]> {
  const directory = dirname(provider);
  try {
    const [script, licenses] = await Promise.all([
      readFile(provider),
      readFile(join(directory, "LICENSES.txt")),
    ]);
    return [
      { name: `${executable}_v${version}`, content: script, mode: 0o755 },
      { name: "LICENSES.txt", content: licenses, mode: 0o644 },
    ];
  } catch (cause) {
    throw new ScriptError(
      `No provider with a LICENSES.txt found at ${escapeToSingleLine(provider)}. ` +
        "Build it first: run npm run build in apps/provider.",
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

/** The first date of Zip. With a fixed date, the same files always result in the same archive. */
const made = new Date(1980, 0, 1);

/**
 * Marks the archive as created on Unix. The permissions in the upper half of the attributes then apply
 * (PKWARE's APPNOTE, 4.4.2 and 4.4.15).
 */
const unix = 3;

const regularFile = 0o100000;

/** Creates a zip archive with the permissions of its files. */
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
