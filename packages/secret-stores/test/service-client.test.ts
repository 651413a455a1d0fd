import { listenOnLoopback, startFakeGoogle, startFakeVault } from "@huntkit/test-kit/secret-services";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { ApiToken, type Clock } from "@huntkit/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";

const clock: Clock = { now: () => 0, sleep: async () => {} };
const address = parseStoreAddress("--to", "vault:secret/hunt#token");
const token = new ApiToken("oldOLD0123456789".repeat(4));

function open(url: string) {
  return openSecretStore(address, { env: { VAULT_ADDR: url, VAULT_TOKEN: "hvs.fake-vault-token" }, clock });
}

async function serve(respond: Parameters<typeof listenOnLoopback>[0]): Promise<string> {
  const { url, stop } = await listenOnLoopback(respond);
  onTestFinished(stop);
  return url;
}

describe("Requests to a service", () => {
  it("are not sent unencrypted to another machine", async () => {
    await expect(open("http://vault.example.org")).rejects.toThrow(
      "Invalid VAULT_ADDR: http:// would send secrets unencrypted.",
    );
  });

  it("need a valid address", async () => {
    await expect(open("vault.example.org")).rejects.toThrow(
      "Invalid VAULT_ADDR. Set it to the address of Vault",
    );
  });

  it("have errors in which text of the service is escaped and secrets are redacted", async () => {
    const url = await serve(() => ({
      status: 403,
      data: { errors: ["denied\n::error::hvs.fake-vault-token\u001b[31m"] },
    }));

    await expect((await open(url)).read()).rejects.toThrow(
      "Vault rejected the request with status 403, denied\\n::error::[redacted]\\u001b[31m.",
    );
  });

  it("are retried if the service fails, and report its last status", async () => {
    let count = 0;
    const url = await serve(() => ({ status: 500 + ++count }));

    await expect((await open(url)).read()).rejects.toThrow("Vault failed with status 503.");
  });

  it("are not retried if the service rejects them", async () => {
    let count = 0;
    const url = await serve(() => {
      count++;
      return { status: 400, data: { errors: [] } };
    });

    await expect((await open(url)).read()).rejects.toThrow("status 400.");
    expect(count).toBe(1);
  });

  it("are retried if the service does not respond in time, and report the timeout", async () => {
    let limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
      limit = new AbortController();
      return limit.signal;
    });
    onTestFinished(() => timeout.mockRestore());
    let count = 0;
    const url = await serve(() => {
      count++;
      limit.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      return { status: 200 };
    });

    const reading = (await open(url)).read();

    await expect(reading).rejects.toThrow(
      `Vault at ${url} did not respond (The operation was aborted due to timeout).`,
    );
    expect(count).toBe(3);
  });

  it.each([
    [408, {}],
    [425, {}],
    [499, {}],
    [409, { error: { status: "ABORTED" } }],
  ])("that write a secret have an unknown outcome with status %i", async (status, data) => {
    const service = await startFakeGoogle(token.reveal(), temporaryDirectory());
    onTestFinished(service.stop);
    let isWritten = false;
    const url = await serve(({ url: { pathname } }) => {
      if (pathname === "/token") return { status: 200, data: { access_token: "fake" } };
      if (pathname.endsWith(":addVersion")) isWritten = true;
      if (isWritten) return { status, data };
      return { status: 200, data: { name: "versions/1", payload: { data: btoa(token.reveal()) } } };
    });
    const { address: text, env } = service.connect(url);
    const store = await openSecretStore(parseStoreAddress("--to", text), { env, clock });

    const written = await store.write(token, null as never);

    expect(written.result).toBe("unknown");
  });

  it("report a service that cannot be reached", async () => {
    const { url, stop } = await listenOnLoopback(() => ({ status: 200 }));
    await stop();

    await expect((await open(url)).read()).rejects.toThrow(`Vault at ${url} did not respond (ECONNREFUSED).`);
  });
});

describe("A secret of Vault", () => {
  it("is not written if another field has an integer that JavaScript would round", async () => {
    const metadata = { version: 1, created_time: "2026-03-01T12:00:00Z" };
    const url = await serve(() => ({
      status: 200,
      data: { data: { data: { token: token.reveal(), id: 2 ** 60 }, metadata } },
    }));

    await expect((await open(url)).prove()).rejects.toThrow("an integer of more than 53 bits");
  });

  it("without the field is empty, and gets it back to empty if it is restored", async () => {
    const vault = await startFakeVault("");
    onTestFinished(vault.stop);
    const store = await openSecretStore(parseStoreAddress("--to", "vault:secret/hunt#other"), {
      env: vault.connect().env,
      clock,
    });
    await store.prove();
    await store.write(token, { handle: "1", description: null, mark: null } as never);
    expect(vault.rest()).toMatchObject({ other: token.reveal() });

    expect(await store.restore!()).toEqual({ result: "delivered" });
    expect(vault.rest()).not.toHaveProperty("other");
  });
});
