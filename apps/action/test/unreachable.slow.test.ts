import { createServer, type AddressInfo } from "node:net";
import { startSandbox, type Fault } from "@huntkit/sandbox";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";

const sandbox = useSandbox();

const expectUnreachable = async (instance: string, title: RegExp, inputs: Record<string, string> = {}) => {
  const { exitCode, annotations, outputs, summary } = await run({
    instance,
    token: unknownToken,
    "timeout-seconds": "10",
    ...inputs,
  });
  expect({ exitCode, outputs }).toMatchObject({
    exitCode: 1,
    outputs: { status: "unreachable", "expires-at": "", "days-left": "", "expiry-source": "none" },
  });
  expect(annotations).toEqual([
    {
      level: "error",
      title: expect.stringMatching(title),
      message: expect.stringContaining("Could not check the token at "),
    },
  ]);
  expect(summary).toContain("### ❌ Could not reach HUNT");
};

describe("an instance that cannot be reached", () => {
  const faults: [string, Omit<Fault, "match">, RegExp][] = [
    ["5xx", { kind: "status", status: 503 }, /5xx/],
    ["403, which a proxy might return", { kind: "status", status: 403 }, /403/],
    ["429 with Retry-After", { kind: "status", status: 429, retryAfter: 60 }, /429/],
    ["reset", { kind: "reset" }, /connection was reset/],
    ["reset during the response", { kind: "reset-after-headers" }, /truncated/],
    ["hang", { kind: "hang" }, /timeout/],
    ["slow", { kind: "slow", delayMs: 60_000 }, /timeout/],
    ["truncated", { kind: "truncated" }, /truncated/],
    ["truncated gzip", { kind: "truncated-gzip" }, /truncated/],
    ["invalid JSON", { kind: "invalid-json" }, /not valid JSON/],
    ["HTML", { kind: "html" }, /HTML/],
    ["redirect", { kind: "redirect", location: "https://elsewhere.example/login" }, /redirect/],
  ];
  it.each(faults)("fails the step with the reason if HUNT cannot be reached: %s", async (_, fault, title) => {
    sandbox().faults.add({ times: Infinity, ...fault });
    const endless = fault.kind === "hang" || fault.kind === "slow";

    await expectUnreachable(sandbox().url, title, {
      token: sandbox().tokens.admin,
      ...(endless && { "timeout-seconds": "1" }),
    });
  });

  it("fails the step if the connection is refused", () => expectUnreachable(nowhere, /refused/));

  it("fails the step within timeout-seconds if a proxy does not respond", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const env = { HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };

    const { exitCode, annotations } = await run(
      { instance: "acme", token: unknownToken, "timeout-seconds": "4" },
      { env },
    );

    expect(exitCode).toBe(1);
    expect(annotations[0]?.title).toMatch(/the proxy denied the connection/);
  });

  it("fails the step with the host name if the DNS lookup fails", async () => {
    const { annotations } = await run({
      instance: "https://hunt.invalid",
      token: unknownToken,
      "timeout-seconds": "10",
    });
    expect(annotations).toEqual([
      {
        level: "error",
        title: expect.stringContaining("DNS"),
        message: expect.stringContaining("hunt.invalid could not be reached: the host name was not found"),
      },
    ]);
  });

  it("fails the step if the server does not support HTTP", async () => {
    const server = createServer((socket) => socket.end("220 mail.example.org ESMTP\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    await expectUnreachable(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      /the server does not support HTTP/,
    );
  });
});

describe("a temporary fault", () => {
  it.each([
    ["503", { kind: "status", status: 503, times: 2 }],
    ["429", { kind: "status", status: 429, retryAfter: 0 }],
    ["reset", { kind: "reset" }],
    ["truncated", { kind: "truncated" }],
    ["slow", { kind: "slow", delayMs: 20 }],
    ["close-after", { kind: "close-after" }],
  ] as [string, Fault][])("passes after a temporary fault: %s", async (_, fault) => {
    sandbox().faults.add(fault);

    const { exitCode, outputs } = await run({ instance: sandbox().url, token: sandbox().tokens.admin });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
  });
});

describe("a server with a certificate of a private CA", () => {
  const startSecure = async () => {
    const pem = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key: pem.private, cert: pem.cert } });
    onTestFinished(() => secure.stop());
    return { secure, ca: pem.cert };
  };

  it("fails the step if the certificate of the server is not trusted", async () => {
    const { secure } = await startSecure();

    await expectUnreachable(secure.url, /TLS/);
  });

  it("trusts the certificate in the input ca", async () => {
    const { secure, ca } = await startSecure();

    const { exitCode, outputs } = await run({ instance: secure.url, token: secure.tokens.admin, ca });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
  });
});
