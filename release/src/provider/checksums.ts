import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** Returns the SHA-256 of a file as lower-case hexadecimal digits. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Formats checksums as `sha256sum` does: a line for each file. */
export function formatChecksums(checksums: ReadonlyMap<string, string>): string {
  return [...checksums].map(([file, checksum]) => `${checksum}  ${file}\n`).join("");
}

/**
 * Reads what `formatChecksums` wrote.
 *
 * @returns the checksums by name of file
 * @throws {Error} if a line is not a checksum and a name
 */
export function parseChecksums(text: string): Map<string, string> {
  const lines = text.split("\n").filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [, checksum, file] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
      if (checksum === undefined || file === undefined)
        throw new Error(`Invalid line in the checksums: ${JSON.stringify(line)}.`);
      return [file, checksum] as const;
    }),
  );
}
