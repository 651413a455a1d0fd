import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { proveReplaceable, replaceFile, writePrivateFile } from "../../src/files/index.js";

const isRoot = process.getuid?.() === 0;
const readMode = (path: string) => statSync(path).mode & 0o777;

/** Runs a function as another user, who does not own this process. */
async function asUser<T>(uid: number, act: () => Promise<T>): Promise<T> {
  process.seteuid!(uid);
  try {
    return await act();
  } finally {
    process.seteuid!(0);
  }
}

describe("writePrivateFile", () => {
  it("creates a file that only its owner can read, and leaves no temporary file", async () => {
    const directory = temporaryDirectory();

    await writePrivateFile(join(directory, "token"), "new");

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("new");
    expect(readMode(join(directory, "token"))).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it("removes old temporary files of the same file, and no other files", async () => {
    const old = [".token.0123456789abcdef", ".token.0123456789abcdex", ".other.0123456789abcdef"];
    const recent = ".token.fedcba9876543210";
    const directory = temporaryDirectory(Object.fromEntries([...old, recent].map((name) => [name, "x"])));
    const time = new Date("2020-01-01T00:00:00Z");
    for (const name of old) utimesSync(join(directory, name), time, time);

    await writePrivateFile(join(directory, "token"), "new");

    expect(readdirSync(directory).sort()).toEqual([old[2], old[1], recent, "token"]);
  });

  it.runIf(isRoot)(
    "keeps the permissions, the owner, and the group of the file that it replaces",
    async () => {
      const path = join(temporaryDirectory({ token: "old" }), "token");
      chownSync(path, 1234, 4321);
      chmodSync(path, 0o640);

      await writePrivateFile(path, "new");

      expect(readMode(path)).toBe(0o640);
      expect(statSync(path)).toMatchObject({ uid: 1234, gid: 4321 });
    },
  );

  it.runIf(isRoot)("removes the group's permissions if it cannot keep the group", async () => {
    const directory = temporaryDirectory({ token: "old" });
    const path = join(directory, "token");
    chownSync(directory, 1234, 1234);
    chownSync(path, 1234, 4321);
    chmodSync(path, 0o640);

    await asUser(1234, () => writePrivateFile(path, "new"));

    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readMode(path)).toBe(0o600);
  });

  it.runIf(isRoot)("does not keep the permissions of another user's file", async () => {
    const directory = temporaryDirectory({ token: "old" });
    const path = join(directory, "token");
    chownSync(directory, 1234, 1234);
    chmodSync(path, 0o666);

    await asUser(1234, () => writePrivateFile(path, "new"));

    expect(readMode(path)).toBe(0o600);
  });

  it.runIf(isRoot)("rejects another user's file in a directory that everyone can write", async () => {
    const directory = temporaryDirectory({ token: "old" });
    const path = join(directory, "token");
    chmodSync(directory, 0o777);
    chownSync(path, 1234, 1234);

    await expect(writePrivateFile(path, "new")).rejects.toThrow(
      `${path} belongs to another user, in a directory that all users can write to.`,
    );

    expect(readFileSync(path, "utf8")).toBe("old");
  });

  it("replaces the target of a symbolic link", async () => {
    const directory = temporaryDirectory({ token: "old" });
    symlinkSync(join(directory, "token"), join(directory, "link"));

    await writePrivateFile(join(directory, "link"), "new");

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("new");
    expect(lstatSync(join(directory, "link")).isSymbolicLink()).toBe(true);
  });
});

describe("replaceFile", () => {
  it("sets the permissions before it writes the content", async () => {
    const path = join(temporaryDirectory(), "token");

    const { mode, size } = await replaceFile(path, (file) => file.stat(), { mode: 0o640 });

    expect(mode & 0o777).toBe(0o640);
    expect(size).toBe(0);
  });

  it("keeps the previous content and leaves no temporary file if the writer throws", async () => {
    const directory = temporaryDirectory({ token: "old" });
    const path = join(directory, "token");

    const written = replaceFile(path, async (file) => {
      await file.writeFile("half");
      throw new Error("interrupted");
    });

    await expect(written).rejects.toThrow("interrupted");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it("rejects a link if links are not followed, and a broken link", async () => {
    const directory = temporaryDirectory({ token: "old" });
    symlinkSync(join(directory, "token"), join(directory, "link"));
    symlinkSync(join(directory, "nowhere"), join(directory, "broken"));
    const write = (name: string, followLinks: boolean) =>
      replaceFile(join(directory, name), (file) => file.writeFile("new"), { followLinks });

    await expect(write("link", false)).rejects.toThrow(/link is a symbolic link\. Use the path of the file/);
    await expect(write("broken", true)).rejects.toThrow(/broken is a symbolic link to a file that does not/);

    expect(readdirSync(directory).sort()).toEqual(["broken", "link", "token"]);
    expect(readFileSync(join(directory, "token"), "utf8")).toBe("old");
  });

  it('does not replace an existing file with ifExists: "fail"', async () => {
    const directory = temporaryDirectory({ token: "old" });
    const path = join(directory, "token");

    const written = replaceFile(path, (file) => file.writeFile("new"), { ifExists: "fail" });

    await expect(written).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it('creates a complete file or none with ifExists: "fail"', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "token");
    const writers = ["one", "two", "three"].map((text) =>
      replaceFile(path, (file) => file.writeFile(text), { ifExists: "fail" }).then(() => text),
    );

    const results = await Promise.allSettled(writers);

    const [winner] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(readFileSync(path, "utf8")).toBe(winner);
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it("rejects a path that is not a regular file", async () => {
    const directory = temporaryDirectory({ "below/file": "" });

    await expect(replaceFile(join(directory, "below"), async () => {})).rejects.toThrow(
      /below is not a regular file\. Use the path of a regular file/,
    );
    expect(readdirSync(directory)).toEqual(["below"]);
  });

  it("accepts a name of the maximum length", async () => {
    const path = join(temporaryDirectory(), "n".repeat(255));

    await replaceFile(path, (file) => file.writeFile("new"));

    expect(readFileSync(path, "utf8")).toBe("new");
  });
});

/** Returns whether a test can mount a file on this system. */
function canMount(): boolean {
  try {
    execFileSync("unshare", ["-m", "true"], { stdio: "ignore" });
    return process.platform === "linux";
  } catch {
    return false;
  }
}

describe("proveReplaceable", () => {
  it("leaves the file unchanged, and no temporary file", async () => {
    const directory = temporaryDirectory({ token: "old" });

    await proveReplaceable(join(directory, "token"));

    expect(readFileSync(join(directory, "token"), "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["token"]);
  });

  it("rejects a directory that does not exist", async () => {
    const path = join(temporaryDirectory(), "missing", "token");

    await expect(proveReplaceable(path)).rejects.toThrow(/missing does not exist\. Create it first/);
  });

  it.runIf(isRoot)("rejects a directory that cannot be written", async () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o555);

    await expect(asUser(1234, () => proveReplaceable(join(directory, "token")))).rejects.toThrow(
      /is not writable \(EACCES\)/,
    );
  });

  it.runIf(isRoot && canMount())("rejects a file that is a mount point", () => {
    const directory = temporaryDirectory({ "a token": "old", mounted: "old" });
    const script = `import { proveReplaceable } from ${JSON.stringify(import.meta.resolve("@huntkit/core/files"))};
      await proveReplaceable("a token").then(() => console.log("proven"), (error) => console.log(error.message));`;
    const mountAndProve = 'mount --bind mounted "a token" && exec "$0" --input-type=module -e "$1"';

    const printed = execFileSync("unshare", ["-m", "sh", "-c", mountAndProve, process.execPath, script], {
      cwd: directory,
      encoding: "utf8",
    });

    expect(printed).toMatch(/^a token is a mount point, so it cannot be replaced\. Mount its directory/);
  });
});
