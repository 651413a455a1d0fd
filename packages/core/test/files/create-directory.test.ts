import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../src/files/create-directory.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

describe("createDirectory", () => {
  it("creates a directory and those above it with the permissions", async () => {
    const path = join(temporaryDirectory(), "a", "b");

    await createDirectory(path, { mode: 0o700 });

    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  });

  it("does nothing for an existing directory, also if several create it at the same time", async () => {
    const path = join(temporaryDirectory(), "a", "b");

    await Promise.all([createDirectory(path), createDirectory(path), createDirectory(path)]);

    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("fails if a file has the name of a directory", async () => {
    const directory = temporaryDirectory({ file: "" });

    await expect(createDirectory(join(directory, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(createDirectory(join(directory, "file", "b"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.runIf(process.platform === "linux")(
    "ends with an error below /proc, where Node tries forever",
    async () => {
      await expect(createDirectory("/proc/.config/huntkit")).rejects.toMatchObject({ code: "ENOENT" });
    },
  );
});
