import { X509Certificate } from "node:crypto";
import { copyFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { createCertificate } from "../../src/plugin/certificate.js";
import { handshakeOf, invitation, startToy } from "./child.js";
import { Parent } from "./client.js";
import { toyFolder } from "./toy/build.js";

// oxlint-disable-next-line no-restricted-properties -- TLS checks the dates of a certificate.
const certificate = () => createCertificate(Date.now());

describe("the handshake", () => {
  it("tells where the provider listens, in which protocol, and whom to trust, without padding", async () => {
    const parts = await handshakeOf(
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

  it("names no certificate to a parent that sent none, and then speaks in plain", async () => {
    const parts = await handshakeOf(startToy());
    expect(parts[5]).toBe("");
    await expect(new Parent(parts).call("health", "Check", { service: "plugin" })).resolves.toEqual({
      status: 1,
    });
  });

  it("answers a parent that knows of multiplexing that it does none", async () => {
    expect((await handshakeOf(startToy({ ...invitation, PLUGIN_MULTIPLEX_GRPC: "true" })))[6]).toBe("false");
    expect(await handshakeOf(startToy())).toHaveLength(6);
  });

  it("puts the socket where the parent wants it, open to this user alone, and takes it away at the end", async () => {
    const folder = temporaryDirectory();
    const child = startToy({ ...invitation, PLUGIN_UNIX_SOCKET_DIR: folder });
    const parts = await handshakeOf(child);
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([parts[3]]);
    expect(statSync(parts[3]!).mode & 0o777).toBe(0o700);
    await new Parent(parts).call("controller", "Shutdown");
    expect(await child.ended).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("works below a package.json that says module, as well as below one that says nothing", async () => {
    for (const type of [undefined, "module"]) {
      const folder = temporaryDirectory();
      writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
      copyFileSync(join(toyFolder, "terraform-provider-toy"), join(folder, "terraform-provider-toy"));
      const parts = await handshakeOf(startToy(invitation, [], folder));
      await expect(new Parent(parts).call("terraform", "GetProviderSchema")).resolves.toHaveProperty(
        "resource_schemas.toy_thing",
      );
    }
  });
});

describe("a provider started by hand", () => {
  it("says on stderr what it is and how to use it, and fails", async () => {
    const { ended, stdout, stderr } = startToy({});
    expect(await ended).toBe(1);
    expect(await stdout).toBe("");
    expect(await stderr).toMatch(/Terraform and OpenTofu start it[^]*source = "example\/toy"[^]*--debug/);
  });

  it("says which protocol it speaks to a parent that speaks others alone", async () => {
    const { ended, stderr } = startToy({ ...invitation, PLUGIN_PROTOCOL_VERSIONS: "4,5" });
    expect(await ended).toBe(1);
    expect(await stderr).toContain("speaks version 6 of the plugin protocol, but was asked for 4, 5");
  });
});
