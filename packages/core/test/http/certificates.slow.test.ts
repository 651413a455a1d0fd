import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { rootCertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { startSandbox } from "@huntkit/sandbox";
import { build } from "rolldown";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { listTrustedCertificates } from "../../src/http/certificates.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

it("trusts each certificate of a bundle in addition to the default ones", async () => {
  const pems = await Promise.all(
    ["one", "two"].map(async (value) => (await generate([{ name: "commonName", value }])).cert.trim()),
  );
  const trusted = listTrustedCertificates(`A comment\n${pems.join("\n")}\n`);
  expect(trusted.slice(-2)).toEqual(pems);
  expect(trusted.length).toBeGreaterThan(Math.min(50, rootCertificates.length));
});

describe("NODE_EXTRA_CA_CERTS", () => {
  it("trusts NODE_EXTRA_CA_CERTS in addition to the client's ca", async () => {
    expect(await askWith("theirs.pem")).toBe("trusted");
  });

  it("ignores NODE_EXTRA_CA_CERTS if the file cannot be read", async () => {
    expect(await askWith("no-such.pem")).toBe("tls");
  });
});

/**
 * Sends a request from a process with NODE_EXTRA_CA_CERTS and another authority as `ca`. Returns "trusted" or
 * the problem.
 */
async function askWith(file: string): Promise<string> {
  const [theirs, other] = await Promise.all([authority("theirs"), authority("other")]);
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    ca: { key: theirs.private, cert: theirs.cert },
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
  });
  const secure = await startSandbox({ tls: { key, cert } });
  onTestFinished(secure.stop);
  const folder = temporaryDirectory({
    "package.json": `{ "type": "module" }`,
    "theirs.pem": `A comment\n${theirs.cert}`,
    "ask.ts": `
      import { HuntClient } from ${JSON.stringify(fileURLToPath(new URL("../../src/index.ts", import.meta.url)))};
      const [instance, ca] = process.argv.slice(2);
      const client = new HuntClient({ instance, ca, env: {}, retry: { retries: 0 } });
      console.log(await client.version().then(() => "trusted", ({ problem }) => problem));
      await client.close();`,
  });
  await build({
    input: join(folder, "ask.ts"),
    platform: "node",
    logLevel: "silent",
    output: { dir: join(folder, "dist") },
  });
  const child = spawn(process.execPath, [join(folder, "dist/ask.js"), secure.url, other.cert], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, file) },
  });
  return (await text(child.stdout)).trim();
}

function authority(name: string) {
  return generate([{ name: "commonName", value: name }], {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
}
