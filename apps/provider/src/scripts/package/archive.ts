import { zipSync } from "fflate";

/** A file in an archive. */
export interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly mode: number;
}

/** Zip's calendar begins in 1980. The same files make the same archive, byte for byte, whenever it is made. */
const made = new Date(1980, 0, 1);

/** Unix, as whose archive it is marked: so that the run bit in the upper half of the attributes counts (PKWARE's APPNOTE, 4.4.2 and 4.4.15). */
const unix = 3;

const regularFile = 0o100000;

/** Makes a zip archive that keeps who may read and run what. */
export function archive(entries: readonly Entry[]): Uint8Array {
  const files = entries.map(
    ({ name, content, mode }) =>
      [
        name,
        [content, { os: unix, attrs: (regularFile | mode) * 0x1_0000, mtime: made, level: 9 as const }],
      ] as const,
  );
  return zipSync(Object.fromEntries(files) as Parameters<typeof zipSync>[0]);
}
