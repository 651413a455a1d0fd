import { execFile, execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../src/npm/packages.js";
import {
  createProviderRelease,
  getProviderScript,
  getReleaseFileName,
  readProviderVersion,
} from "../src/provider/create-release.js";
import { verifyRelease } from "../src/provider/verify-release.js";

const version = await readProviderVersion();
const platforms = ["linux_amd64", "windows_amd64"];
const author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
const git = (cwd: string, ...args: string[]): string => execFileSync("git", args, { cwd, encoding: "utf8" });

let keyRing: string;
let privateKey: string;
let publicKey: string;

beforeAll(() => {
  keyRing = mkdtempSync(join(tmpdir(), "gnupg-"));
  const gpg = (...args: string[]): string =>
    execFileSync("gpg", ["--homedir", keyRing, "--batch", "--quiet", "--passphrase", "", ...args], {
      encoding: "utf8",
    });
  gpg("--quick-generate-key", "release@example.com", "rsa3072", "sign", "never");
  privateKey = gpg("--armor", "--pinentry-mode", "loopback", "--export-secret-keys");
  publicKey = gpg("--armor", "--export");
}, 60_000);

afterAll(() => {
  execFileSync("gpgconf", ["--homedir", keyRing, "--kill", "gpg-agent"]);
  rmSync(keyRing, { recursive: true });
});

/**
 * A stand-in for gh. `releases` has a directory for each release of each repository. It accepts the attestation of each
 * file that has not changed since the release was made.
 */
const gh = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >>"$LOG"
case "$1 $2" in
  "auth setup-git") ;;
  "release view") test -d "$RELEASES/$GITHUB_REPOSITORY/$3" ;;
  "release download") mkdir -p "$7" && cp "$RELEASES/$5/$3"/terraform-provider-hunt_*{.zip,manifest.json,SHA256SUMS} "$7" ;;
  "attestation verify") cmp -s "$3" "$RELEASES/attested" ;;
  "release create")
    mkdir -p "$RELEASES/$GITHUB_REPOSITORY/$3"
    for file in "\${@:9}"; do cp "$file" "$RELEASES/$GITHUB_REPOSITORY/$3"; done ;;
  *) exit 1 ;;
esac
`;

/** huntkit's repository with a release, and the provider's repository as a person sets it up. */
async function createRepositories() {
  const base = temporaryDirectory();
  const source = join(base, "server/huntkit/huntkit");
  mkdirSync(join(source, "apps/provider/docs"), { recursive: true });
  writeFileSync(join(source, "apps/provider/docs/index.md"), "# Provider\n");
  writeFileSync(join(source, "LICENSE"), "MIT License\n");
  git(source, "init", "--quiet", "--initial-branch=main");
  git(source, "add", "--all");
  git(source, ...author, "commit", "--quiet", "--message=Released");
  // The release workflow tags a commit that has only the action.
  const tree = git(source, "mktree", "--missing").trim();
  const tagged = git(source, ...author, "commit-tree", tree, "-p", "HEAD", "-m", "Release").trim();
  git(source, "tag", `v${version}`, tagged);

  const release = join(base, "releases/huntkit/huntkit", `v${version}`);
  const programs = new Map(platforms.map((platform) => [platform, getProviderScript()] as const));
  await createProviderRelease({ directory: release, programs });
  cpSync(join(release, getReleaseFileName(version, "SHA256SUMS")), join(base, "releases/attested"));

  const target = join(base, "server/huntkit/terraform-provider-hunt");
  git(base, "init", "--quiet", "--bare", "--initial-branch=main", target);
  const clone = join(base, "clone");
  cpSync(join(root, "release/provider-repository"), clone, { recursive: true });
  mkdirSync(join(clone, "docs"));
  writeFileSync(join(clone, "docs/removed.md"), "# A page that was removed\n");
  git(clone, "init", "--quiet", "--initial-branch=main");
  git(clone, "add", "--all");
  git(clone, ...author, "commit", "--quiet", "--message=Start");
  git(clone, "push", "--quiet", target, "main");

  mkdirSync(join(base, "bin"));
  writeFileSync(join(base, "bin/gh"), gh);
  chmodSync(join(base, "bin/gh"), 0o755);
  return {
    base,
    clone,
    release,
    target,
    published: join(base, "releases/huntkit/terraform-provider-hunt", `v${version}`),
  };
}

type Repositories = Awaited<ReturnType<typeof createRepositories>>;

/** Runs the script as the workflow does. */
function publish({ base, clone }: Repositories, env: Record<string, string> = {}, given = version) {
  const variables = {
    PATH: `${join(base, "bin")}:${process.env["PATH"]}`,
    HOME: base,
    RELEASES: join(base, "releases"),
    LOG: join(base, "log"),
    SOURCE: "huntkit/huntkit",
    GITHUB_SERVER_URL: `file://${join(base, "server")}`,
    GITHUB_REPOSITORY: "huntkit/terraform-provider-hunt",
    GITHUB_REF: "refs/heads/main",
    GPG_PRIVATE_KEY: privateKey,
    ...env,
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    execFile(join(clone, "publish.sh"), [given], { cwd: clone, env: variables }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe("publish.sh of the provider's repository", () => {
  it("publishes a signed release that the registries accept", async () => {
    const repositories = await createRepositories();

    const { code, stderr } = await publish(repositories);

    expect(code, stderr).toBe(0);
    expect(await verifyRelease(repositories.published, { version, platforms, publicKey })).toEqual([]);
  });

  it("commits the pages and the license of the released commit, and tags them", async () => {
    const repositories = await createRepositories();

    await publish(repositories);

    const { target } = repositories;
    const files = git(target, "ls-tree", "-r", "--name-only", `v${version}`).trim().split("\n");
    expect(files.sort()).toEqual(
      [".github/workflows/release.yml", "LICENSE", "README.md", "docs/index.md", "publish.sh"].sort(),
    );
    expect(git(target, "show", `v${version}:docs/index.md`)).toBe("# Provider\n");
    expect(git(target, "rev-parse", "main")).toBe(git(target, "rev-parse", `v${version}`));
  });

  it("verifies that the checksums come from the release workflow of huntkit", async () => {
    const repositories = await createRepositories();

    await publish(repositories);

    expect(readFileSync(join(repositories.base, "log"), "utf8")).toMatch(
      /^attestation verify \S+_SHA256SUMS --repo huntkit\/huntkit --signer-workflow huntkit\/huntkit\/\.github\/workflows\/release\.yml$/m,
    );
  });

  it.each([
    [
      "checksums that another workflow made",
      ({ release }: Repositories) =>
        appendFileSync(
          join(release, getReleaseFileName(version, "SHA256SUMS")),
          `${"0".repeat(64)}  more.zip\n`,
        ),
      "SHA256SUMS was not made by the release workflow of huntkit/huntkit.",
    ],
    [
      "a changed archive",
      ({ release }: Repositories) =>
        appendFileSync(join(release, getReleaseFileName(version, "linux_amd64.zip")), "more"),
      "A file does not match its checksum.",
    ],
    [
      "an archive without a checksum",
      ({ release }: Repositories) =>
        writeFileSync(join(release, getReleaseFileName(version, "linux_mips.zip")), "more"),
      "The files of the release are not the ones in",
    ],
  ])("publishes nothing for %s", async (_, change, message) => {
    const repositories = await createRepositories();
    change(repositories);

    const { code, stdout } = await publish(repositories);

    expect(code).toBe(1);
    expect(stdout).toContain(message);
    expect(existsSync(repositories.published)).toBe(false);
    expect(git(repositories.target, "tag")).toBe("");
  });

  it("continues after a run that pushed the tag and published nothing", async () => {
    const repositories = await createRepositories();
    await publish(repositories);
    rmSync(repositories.published, { recursive: true });

    const { code, stderr } = await publish(repositories);

    expect(code, stderr).toBe(0);
    expect(await verifyRelease(repositories.published, { version, platforms, publicKey })).toEqual([]);
  });

  it.each([
    ["a release that exists", "v", {}, "exists already."],
    ["an invalid version", "1.2.3; echo", {}, 'Invalid version "1.2.3; echo". For example: 1.2.3'],
    ["a missing key", version, { GPG_PRIVATE_KEY: "" }, "The secret GPG_PRIVATE_KEY is not set"],
  ])("says what is wrong: %s", async (_, given, env, message) => {
    const repositories = await createRepositories();
    mkdirSync(repositories.published, { recursive: true });

    const { code, stdout } = await publish(repositories, env, given === "v" ? version : given);

    expect(code).toBe(1);
    expect(stdout).toContain(message);
  });
});
