import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { initProvider } from "../src/provider/consumer.js";
import {
  createProviderRelease,
  getProviderScript,
  getReleaseFileName,
  readProviderVersion,
} from "../src/provider/create-release.js";
import { getOwnPlatformName } from "../src/provider/platforms.js";
import { startRegistryServer } from "../src/provider/registry-server.js";
import { createSigningKey, type SigningKey } from "../src/provider/signing.js";
import { verifyRelease } from "../src/provider/verify-release.js";
import { Stranger } from "../src/rehearsal/stranger.js";

/** Milliseconds. Engines are slow to start on a busy machine. */
const time = 120_000;
const platform = getOwnPlatformName();

let key: SigningKey;
let otherKey: SigningKey;
beforeAll(async () => {
  key = await createSigningKey();
  otherKey = await createSigningKey();
});
afterAll(async () => {
  await key.remove();
  await otherKey.remove();
});

/** Creates a signed release of the script, which is smaller than an executable. */
async function createRelease() {
  const directory = temporaryDirectory();
  const version = await readProviderVersion();
  await createProviderRelease({ directory, programs: new Map([[platform, getProviderScript()]]) });
  const sums = join(directory, getReleaseFileName(version, "SHA256SUMS"));
  await key.sign(sums);
  const archive = join(directory, getReleaseFileName(version, `${platform}.zip`));
  return { directory, version, sums, archive };
}

type Release = Awaited<ReturnType<typeof createRelease>>;

/** Something that can be wrong with a release. */
interface Fault {
  readonly name: string;
  readonly change: (release: Release) => void | Promise<void>;
  /** What `verifyRelease` reports. */
  readonly problem: RegExp;
  /** What both engines report. */
  readonly engine: RegExp;
}

const faults: readonly Fault[] = [
  {
    name: "a changed archive",
    change: ({ archive }: Release) => appendFileSync(archive, "more"),
    problem: /\.zip was changed: its checksum is [0-9a-f]{64}, and \S+SHA256SUMS has [0-9a-f]{64}\.$/,
    engine: /checksum/i,
  },
  {
    name: "changed checksums",
    change: ({ sums }: Release) => appendFileSync(sums, `${"0".repeat(64)}  another.zip\n`),
    problem: /SHA256SUMS\.sig is not a signature of \S+SHA256SUMS by the registry's key\./,
    engine: /signature/i,
  },
  {
    name: "the signature of another key",
    change: ({ sums }: Release) => otherKey.sign(sums),
    problem: /SHA256SUMS\.sig is not a signature of \S+SHA256SUMS by the registry's key\./,
    engine: /signature/i,
  },
  {
    name: "a missing platform",
    change: async ({ sums, archive }: Release) => {
      const others = readFileSync(sums, "utf8").replace(/^.*\.zip\n/m, "");
      writeFileSync(sums, others);
      rmSync(archive);
      await key.sign(sums);
    },
    problem: new RegExp(`_${platform}\\.zip is missing\\.$`),
    engine: /platform/i,
  },
];

describe("verifyRelease", () => {
  it("finds nothing wrong with a new release", async () => {
    const { directory, version } = await createRelease();

    const problems = await verifyRelease(directory, {
      version,
      platforms: [platform],
      publicKey: key.publicKey,
    });

    expect(problems).toEqual([]);
  });

  it.each(faults)("reports $name", async ({ change, problem }) => {
    const release = await createRelease();
    await change(release);

    const problems = await verifyRelease(release.directory, {
      version: release.version,
      platforms: [platform],
      publicKey: key.publicKey,
    });

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});

onEachEngine((engine) => {
  async function init(release: Release): Promise<void> {
    const { directory, version, sums } = release;
    const checksums = readFileSync(sums, "utf8");
    const server = await startRegistryServer({
      directory,
      version,
      publicKey: key.publicKey,
      keyId: key.id,
      checksums,
    });
    onTestFinished(() => server.stop());
    const stranger = await Stranger.create("");
    onTestFinished(() => stranger.remove());
    await initProvider(stranger, { engine, source: "registry", server, version, connection: {} });
  }

  it(
    "accepts a new release",
    async () => {
      await expect(init(await createRelease())).resolves.toBeUndefined();
    },
    time,
  );

  it.each(faults)(
    "rejects $name",
    async ({ change, engine: message }) => {
      const release = await createRelease();
      await change(release);

      await expect(init(release)).rejects.toThrow(message);
    },
    time,
  );
});
