import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { EventEmitter, once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, compressionAlgorithms, credentials, Metadata, status } from "@grpc/grpc-js";
import { describe, expect, it, onTestFinished } from "vitest";
import { createGrpcServer, GrpcError } from "../../src/plugin/grpc-server.js";
import type { Codec, PlainMessage, UnaryHandler } from "../../src/plugin/protocol/service.js";

const json: Codec = {
  encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as PlainMessage,
};

/** Serves the method `/test/Call`, and returns a client of it. */
async function serve(handler: UnaryHandler, options = {}): Promise<Client> {
  const directory = mkdtempSync(join(tmpdir(), "grpc-"));
  const path = join(directory, "socket");
  const methods = new Map([["/test/Call", { codecs: { request: json, response: json }, handler }]]);
  const server = createServer(createGrpcServer(methods, undefined)).listen(path);
  await once(server, "listening");
  const client = new Client(`unix:${path}`, credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    ...options,
  });
  onTestFinished(() => {
    client.close();
    server.close();
    rmSync(directory, { recursive: true });
  });
  return client;
}

/** Sends a request. Resolves with the response. */
function call(client: Client, request: unknown, { path = "/test/Call", signal }: CallOptions = {}) {
  return new Promise<unknown>((resolve, reject) => {
    const running = client.makeUnaryRequest(
      path,
      (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
      (bytes) => JSON.parse(bytes.toString()) as unknown,
      request,
      new Metadata(),
      (error, response) => (error ? reject(error) : resolve(response)),
    );
    signal?.addEventListener("abort", () => running.cancel());
  });
}

interface CallOptions {
  path?: string;
  signal?: AbortSignal;
}

describe("createGrpcServer", () => {
  it("returns the response of a method", async () => {
    const client = await serve(({ name }) => ({ greeting: `Hello ${String(name)}` }));

    const response = call(client, { name: "Ada" });

    await expect(response).resolves.toEqual({ greeting: "Hello Ada" });
  });

  it("serves a call while responses larger than 10 MB are being sent", async () => {
    const events = new EventEmitter();
    const client = await serve(({ size }) => {
      if (size !== 0) setImmediate(() => events.emit("sending"));
      return { text: "x".repeat(size as number) };
    });
    const large = call(client, { size: 12_000_000 });
    await once(events, "sending");

    const small = await call(client, { size: 0 });

    expect(small).toEqual({ text: "" });
    await expect(large).resolves.toHaveProperty("text.length", 12_000_000);
  });

  it("returns the status and the message of an error", async () => {
    const client = await serve(() => {
      throw new GrpcError(status.FAILED_PRECONDITION, "100 % “too late”");
    });

    const response = call(client, {});

    await expect(response).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: "100 % “too late”",
    });
  });

  it("does not send the message of an unexpected error, which can contain a secret", async () => {
    const client = await serve(() => {
      throw new Error("secret");
    });

    const response = call(client, {});

    await expect(response).rejects.toMatchObject({ code: status.INTERNAL, details: "The call failed." });
  });

  it("rejects a request that its codec cannot read", async () => {
    const client = await serve((request) => request);

    const response = call(client, "not JSON");

    await expect(response).rejects.toMatchObject({ code: status.INTERNAL, details: "The call failed." });
  });

  it("rejects a method that does not exist", async () => {
    const client = await serve((request) => request);

    const response = call(client, {}, { path: "/test/Other" });

    await expect(response).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      details: "The plugin does not support /test/Other.",
    });
  });

  it("rejects a compressed request", async () => {
    const client = await serve((request) => request, {
      "grpc.default_compression_algorithm": compressionAlgorithms.gzip,
    });

    const response = call(client, {});

    await expect(response).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      details: "The plugin does not support compression.",
    });
  });

  it("discards the response to a canceled call, and serves the next one", async () => {
    const events = new EventEmitter();
    const client = await serve(async ({ isSlow }) => {
      const finished = once(events, "finish");
      events.emit("started");
      if (isSlow) await finished;
      return { isSlow };
    });
    const cancel = new AbortController();
    events.once("started", () => cancel.abort());
    const slow = call(client, { isSlow: true }, cancel);
    await expect(slow).rejects.toMatchObject({ code: status.CANCELLED });

    events.emit("finish");
    const response = await call(client, { isSlow: false });

    expect(response).toEqual({ isSlow: false });
  });
});
