import { HuntInputError } from "@huntkit/core";
import type { FileToWrite } from "@huntkit/toolkit/write-file";

/** The files that the features of a step write. A file that two of them write would contain only the last one. */
export class OutputFiles {
  readonly #places = new Map<string, string>();

  /** @throws {HuntInputError} if another input has the same file */
  add({ path, place }: Pick<FileToWrite, "path" | "place">): void {
    // On Windows and macOS, a.json and A.JSON are the same file.
    const key = path.normalize().toLowerCase();
    const other = this.#places.get(key);
    if (other !== undefined)
      throw new HuntInputError(
        place,
        "file",
        `Inputs '${other}' and '${place}' name the same file. Use a different file for each.`,
      );
    this.#places.set(key, place);
  }
}
