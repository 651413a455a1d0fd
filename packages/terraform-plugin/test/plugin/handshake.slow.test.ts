import { X509Certificate } from "node:crypto";
import { copyFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { createCertificate } from "../../src/plugin/certificate.js";
import { readHandshake, invitation, startToy } from "./child.js";
import { Parent } from "./client.js";
import { toyFolder } from "./toy/build.js";

// oxlint-disable-next-line no-restricted-properties -- TLS checks the dates of a certificate.
const certificate = () => createCertificate(Date.now());

describe("the handshake", () => {
  it("contains the protocol, the socket, and the certificate without padding", async () => {
    const parts = await readHandshake(
      startToy({ ...invitation, PLUGIN_CLIENT_CERT: certificate().certificate }),
    );
    expect(parts).toEqual([
      "1",
      "6",
      "unix",
      expect.stringMatching(/^\//),
      "grpc",
      expect.stringMatching(/^[A-Za-z0-9+/]+$/),
    ]);
    expect(new X509Certificate(Buffer.from(parts[5]!, "base64")).subjectAltName).toBe("DNS:localhost");
  });

  it("contains no certificate if the parent sent none, and connections are then unencrypted", async () => {
    const parts = await readHandshake(startToy());
    expect(parts[5]).toBe("");
    await expect(new Parent(parts).call("health", "Check", { service: "plugin" })).resolves.toEqual({
      status: 1,
    });
  });

  it("rejects multiplexing if the parent supports it", async () => {
    const parts = await readHandshake(startToy({ ...invitation, PLUGIN_MULTIPLEX_GRPC: "true" }));

    expect(parts[6]).toBe("false");
  });

  it("does not mention multiplexing if the parent does not support it", async () => {
    expect(await readHandshake(startToy())).toHaveLength(6);
  });

  it("creates the socket in the parent's directory, only for this user", async () => {
    const directory = temporaryDirectory();

    const parts = await readHandshake(startToy({ ...invitation, PLUGIN_UNIX_SOCKET_DIR: directory }));

    expect(readdirSync(directory).map((name) => join(directory, name))).toEqual([parts[3]]);
    expect(statSync(parts[3]!).mode & 0o777).toBe(0o700);
  });

  it("removes the socket when the provider exits", async () => {
    const directory = temporaryDirectory();
    const child = startToy({ ...invitation, PLUGIN_UNIX_SOCKET_DIR: directory });

    await new Parent(await readHandshake(child)).call("controller", "Shutdown");

    expect(await child.ended).toBe(0);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([undefined, "module"])("works next to a package.json with the type %s", async (type) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "package.json"), JSON.stringify({ type }));
    copyFileSync(join(toyFolder, "terraform-provider-toy"), join(directory, "terraform-provider-toy"));

    const parts = await readHandshake(startToy(invitation, [], directory));

    await expect(new Parent(parts).call("terraform", "GetProviderSchema")).resolves.toHaveProperty(
      "resource_schemas.toy_thing",
    );
  });
});

describe("a provider that is not started by Terraform", () => {
  it("explains its use on stderr, and exits with code 1", async () => {
    const { ended, stdout, stderr } = startToy({});

    expect(await ended).toBe(1);
    expect(await stdout).toBe("");
    expect(await stderr).toMatch(/Terraform and OpenTofu start it[^]*source = "example\/toy"[^]*--debug/);
  });

  it("names the supported version of the protocol if the parent supports only other versions", async () => {
    const { ended, stderr } = startToy({ ...invitation, PLUGIN_PROTOCOL_VERSIONS: "4,5" });

    expect(await ended).toBe(1);
    expect(await stderr).toContain(
      "supports version 6 of the plugin protocol, but the parent requested 4, 5",
    );
  });
});
