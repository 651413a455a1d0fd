import { chownSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { writePrivateFile } from "../../src/rotation/index.js";

describe("writePrivateFile", () => {
  it("replaces a file, readable by its owner only, and leaves no draft", async () => {
    const directory = temporaryDirectory({ token: "old" });

    await writePrivateFile(join(directory, "token"), "new");

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("new");
    expect(statSync(join(directory, "token")).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it.runIf(process.getuid?.() === 0)("keeps the owner of a file that root replaces", async () => {
    const path = join(temporaryDirectory({ token: "old" }), "token");
    chownSync(path, 1234, 4321);

    await writePrivateFile(path, "new");

    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 4321 });
  });

  it("replaces the file that a link points to", async () => {
    const directory = temporaryDirectory({ token: "old" });
    symlinkSync(join(directory, "token"), join(directory, "link"));

    await writePrivateFile(join(directory, "link"), "new");

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("new");
    expect(lstatSync(join(directory, "link")).isSymbolicLink()).toBe(true);
  });

  it("replaces the link itself if links are not followed", async () => {
    const directory = temporaryDirectory({ token: "old" });
    symlinkSync(join(directory, "token"), join(directory, "link"));

    await writePrivateFile(join(directory, "link"), "new", { followLinks: false });

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("old");
    expect(readFileSync(join(directory, "link"), "utf8")).toBe("new");
  });
});
