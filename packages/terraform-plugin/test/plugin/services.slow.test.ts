import { once } from "node:events";
import { connect } from "node:tls";
import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { createCertificate } from "../../src/plugin/certificate.js";
import { readHandshake, invitation, startToy } from "./child.js";
import { Parent } from "./client.js";

// oxlint-disable-next-line no-restricted-properties -- TLS checks the dates of a certificate.
const newCertificate = () => createCertificate(Date.now());
const own = newCertificate();
const encrypted = { ...invitation, PLUGIN_CLIENT_CERT: own.certificate };

async function start(env: Record<string, string> = encrypted) {
  const child = startToy(env);
  const handshake = await readHandshake(child);
  return { child, handshake };
}

describe("an encrypted connection", () => {
  it("accepts the parent's certificate from the environment", async () => {
    const { handshake } = await start();
    await expect(new Parent(handshake, own).call("health", "Check", { service: "plugin" })).resolves.toEqual({
      status: 1,
    });
  });

  it.each([
    ["a different certificate with the same names", newCertificate()],
    ["no certificate", "none"],
  ] as const)("rejects a client with %s", async (_name, stranger) => {
    const { handshake } = await start();

    await expect(new Parent(handshake, stranger).call("health", "Check")).rejects.toMatchObject({ code: 14 });
  });

  it("rejects an unencrypted client", async () => {
    const { handshake } = await start();
    await expect(new Parent(handshake).call("health", "Check")).rejects.toMatchObject({ code: 14 });
  });

  it("rejects TLS older than 1.2", async () => {
    const { handshake } = await start();
    const socket = connect({
      path: handshake[3]!,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
      rejectUnauthorized: false,
    });
    await expect(once(socket, "secureConnect")).rejects.toMatchObject({
      code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    });
  });
});

describe("the gRPC services", () => {
  it("pass calls to the provider", async () => {
    const { handshake } = await start();
    const parent = new Parent(handshake, own);
    const { planned_state } = await parent.call("terraform", "PlanResourceChange", {
      type_name: "toy_thing",
      proposed_new_state: { msgpack: encode({ id: "toy-1", name: "one", slow: null }) },
    });
    expect(planned_state).toEqual({ msgpack: expect.any(Buffer) as Buffer });
    expect(decode((planned_state as { msgpack: Buffer }).msgpack)).toEqual({
      id: "toy-1",
      name: "one",
      slow: null,
    });
  });

  it("return the defaults of fields that a response does not set", async () => {
    const { handshake } = await start();

    const { diagnostics } = await new Parent(handshake, own).call("terraform", "ReadDataSource", {
      type_name: "toy_thing",
    });

    expect(diagnostics).toEqual([]);
  });

  it("accept and return messages larger than gRPC's limit of 4 MB", async () => {
    const { handshake } = await start();
    const large = Buffer.alloc(9_000_000, 1);
    const { new_state } = await new Parent(handshake, own).call("terraform", "ReadResource", {
      type_name: "toy_thing",
      current_state: { msgpack: large },
    });
    expect((new_state as { msgpack: Buffer }).msgpack.equals(large)).toBe(true);
  });

  it("end the broker's stream when the parent ends it", async () => {
    const { handshake } = await start();
    await expect(new Parent(handshake, own).closeBroker()).resolves.toBeUndefined();
  });

  it("send what the provider prints to the log instead of stdout", async () => {
    const { child, handshake } = await start({ ...encrypted, TF_LOG: "info" });
    const parent = new Parent(handshake, own);
    await apply(parent, "one");
    await parent.call("controller", "Shutdown");
    expect(await child.stdout).toBe(`${handshake.join("|")}\n`);
    expect(JSON.parse(await child.stderr)).toEqual({
      "@level": "info",
      "@message": "created one",
      "@module": "terraform-provider-toy",
      "@timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string,
    });
  });
});

describe("an unexpected error", () => {
  const secret = "k3ySecretOfTheAdministrator";

  it("of a call is reported without its message, which can contain a token", async () => {
    const { child, handshake } = await start({ ...encrypted, TOY_TOKEN: secret });
    const parent = new Parent(handshake, own);
    const refusal: Error = await apply(parent, "reject").then(
      () => expect.fail(),
      (error: Error) => error,
    );
    await parent.call("controller", "Shutdown");
    expect(refusal.message).toContain("ApplyResourceChange failed");
    expect(await child.stderr).toMatch(
      /ApplyResourceChange failed: Error\\n {4}at .*terraform-provider-toy:\d+:\d+/,
    );
    expect(`${refusal.message}${await child.stderr}`).not.toContain(secret);
  });

  it("outside a call ends the process after the calls in flight have completed", async () => {
    const { child, handshake } = await start({ ...encrypted, TOY_TOKEN: secret });
    const parent = new Parent(handshake, own);
    const slow = apply(parent, "slow", true);
    await apply(parent, "crash");
    await expect(slow).resolves.toMatchObject({
      diagnostics: [{ summary: "Stopped" }],
      new_state: { msgpack: expect.any(Buffer) as Buffer },
    });
    expect(await child.ended).toBe(1);
    expect(await child.stderr).toMatch(/Uncaught error: Error\\n {4}at /);
    expect(await child.stderr).not.toContain(secret);
  });
});

function apply(parent: Parent, name: string, slow: boolean | null = null) {
  return parent.call("terraform", "ApplyResourceChange", {
    type_name: "toy_thing",
    planned_state: { msgpack: encode({ id: null, name, slow }) },
  });
}
