import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryDirectory } from "../../src/vitest/index.js";

const script = fileURLToPath(new URL("../../scripts/install-opentofu", import.meta.url));

/** A fake Go that creates a file, and records each call. */
const go =
  '#!/bin/sh\necho "$@" >>"$HOME/builds"\ncp go.mod "$HOME"\nwhile [ "$1" != -o ]; do shift; done\necho built >"$2"\nchmod +x "$2"\n';

/** Runs the script in a home directory that contains the programs and the cache. */
function install(home: string): Promise<{ code: number | null; stderr: string }> {
  const env = { HOME: home, PATH: join(home, "bin") };
  return new Promise((resolve) => {
    const child = execFile("/bin/bash", [script], { env }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode, stderr }),
    );
  });
}

/** Creates a home directory with these programs and the system programs that the script needs. */
function createHome(programs: Record<string, string>): string {
  const home = temporaryDirectory(programs);
  for (const file of Object.keys(programs)) chmodSync(join(home, file), 0o755);
  mkdirSync(join(home, "bin"), { recursive: true });
  const systemDirectories = (process.env["PATH"] ?? "").split(delimiter);
  for (const name of ["cat", "chmod", "cp", "mkdir", "mktemp", "mv", "rm"]) {
    const file = systemDirectories.map((directory) => join(directory, name)).find((each) => existsSync(each));
    symlinkSync(file ?? name, join(home, "bin", name));
  }
  return home;
}

const built = ".cache/huntkit/opentofu-1.12.6/tofu";

it("builds OpenTofu into the user's cache", async () => {
  const home = createHome({ "bin/go": go });

  const { code } = await install(home);

  expect(code).toBe(0);
  expect(readFileSync(join(home, built), "utf8")).toBe("built\n");
  expect(readFileSync(join(home, "go.mod"), "utf8")).toContain("opentofu v1.12.6");
});

it("builds only once", async () => {
  const home = createHome({ "bin/go": go });

  await install(home);
  await install(home);

  expect(readFileSync(join(home, "builds"), "utf8").trim().split("\n")).toHaveLength(1);
});

it("builds nothing if there is a tofu on the PATH", async () => {
  const home = createHome({ "bin/go": go, "bin/tofu": "#!/bin/sh\n" });

  expect(await install(home)).toEqual({ code: 0, stderr: "" });
  expect(existsSync(join(home, "builds"))).toBe(false);
});

it("reports the skipped tests if the build fails, and keeps nothing", async () => {
  const home = createHome({ "bin/go": "#!/bin/sh\nexit 1\n" });

  const { code, stderr } = await install(home);

  expect(code).toBe(1);
  expect(stderr).toContain("OpenTofu could not be built. The tests that need tofu will be skipped.");
  expect(existsSync(join(home, built))).toBe(false);
});

it("reports the skipped tests if the Go toolchain is not installed", async () => {
  const { code, stderr } = await install(createHome({}));

  expect(code).toBe(1);
  expect(stderr).toBe(
    "OpenTofu cannot be built, because the Go toolchain is not installed. The tests that need tofu will be skipped.\n",
  );
});
