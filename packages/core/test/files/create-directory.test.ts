import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../src/files/create-directory.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

describe("createDirectory", () => {
  it("creates a directory and its parents with the given permissions", async () => {
    const path = join(temporaryDirectory(), "a", "b");

    await createDirectory(path, { mode: 0o700 });

    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  });

  it("does nothing for an existing directory, even if several calls create it at the same time", async () => {
    const path = join(temporaryDirectory(), "a", "b");

    await Promise.all([createDirectory(path), createDirectory(path), createDirectory(path)]);

    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("creates a deep directory that many calls create at the same time", async () => {
    const path = join(temporaryDirectory(), ...Array.from({ length: 26 }, (_, depth) => `${depth}`));

    await Promise.all(Array.from({ length: 50 }, () => createDirectory(path)));

    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("rejects a path that is a file", async () => {
    const directory = temporaryDirectory({ file: "" });

    await expect(createDirectory(join(directory, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(createDirectory(join(directory, "file", "b"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.runIf(process.platform === "linux")(
    "throws below /proc, where Node's own function never returns",
    async () => {
      await expect(createDirectory("/proc/.config/huntkit")).rejects.toMatchObject({ code: "ENOENT" });
    },
  );
});
