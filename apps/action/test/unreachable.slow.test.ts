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
      message: expect.stringContaining("Nothing is known of the token."),
    },
  ]);
  expect(summary).toContain("### ❌ Could not reach HUNT");
};

describe("an instance that cannot be asked fails the step and says why:", () => {
  const faults: [string, Omit<Fault, "match">, RegExp][] = [
    ["5xx", { kind: "status", status: 503 }, /5xx/],
    ["403, which anything on the way may answer", { kind: "status", status: 403 }, /403/],
    ["429 with Retry-After", { kind: "status", status: 429, retryAfter: 60 }, /429/],
    ["reset", { kind: "reset" }, /connection broke/],
    ["reset within the answer", { kind: "reset-after-headers" }, /cut off/],
    ["hang", { kind: "hang" }, /timeout/],
    ["slow", { kind: "slow", delayMs: 60_000 }, /timeout/],
    ["truncated", { kind: "truncated" }, /cut off/],
    ["truncated gzip", { kind: "truncated-gzip" }, /cut off/],
    ["invalid JSON", { kind: "invalid-json" }, /not valid JSON/],
    ["HTML", { kind: "html" }, /HTML/],
    ["redirect", { kind: "redirect", location: "https://elsewhere.example/login" }, /redirect/],
  ];
  it.each(faults)("%s", async (_, fault, title) => {
    sandbox().faults.add({ times: Infinity, ...fault });
    const endless = fault.kind === "hang" || fault.kind === "slow";
    await expectUnreachable(sandbox().url, title, {
      token: sandbox().tokens.admin,
      ...(endless && { "timeout-seconds": "1" }),
    });
  });

  it("refused", () => expectUnreachable(nowhere, /refused/));

  it("a proxy that never answers, within the time allowed", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const env = { HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const { exitCode, annotations } = await run(
      { instance: "acme", token: unknownToken, "timeout-seconds": "4" },
      { env },
    );
    expect({ exitCode, title: annotations[0]?.title }).toEqual({
      exitCode: 1,
      title: expect.stringMatching(/the proxy did not let it through/),
    });
  });

  it("DNS, with the name that was looked up", async () => {
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

  it("another service, which does not use HTTP", async () => {
    const server = createServer((socket) => socket.end("220 mail.example.org ESMTP\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    await expectUnreachable(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      /does not use HTTP/,
    );
  });
});

describe("a fault that passes", () => {
  it.each([
    ["503", { kind: "status", status: 503, times: 2 }],
    ["429", { kind: "status", status: 429, retryAfter: 0 }],
    ["reset", { kind: "reset" }],
    ["truncated", { kind: "truncated" }],
    ["slow", { kind: "slow", delayMs: 20 }],
    ["close-after", { kind: "close-after" }],
  ] as [string, Fault][])("is got over (%s)", async (_, fault) => {
    sandbox().faults.add(fault);
    expect(await run({ instance: sandbox().url, token: sandbox().tokens.admin })).toMatchObject({
      exitCode: 0,
      outputs: { status: "healthy" },
    });
  });
});

describe("a server with a certificate authority of its own", () => {
  it("is refused as not trusted until its certificate is given", async () => {
    const pem = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key: pem.private, cert: pem.cert } });
    onTestFinished(() => secure.stop());
    await expectUnreachable(secure.url, /TLS/);
    expect(await run({ instance: secure.url, token: secure.tokens.admin, ca: pem.cert })).toMatchObject({
      exitCode: 0,
      outputs: { status: "healthy" },
    });
  });
});
