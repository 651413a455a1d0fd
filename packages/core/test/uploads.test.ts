import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createClient, catchError, holdTimers, serve } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

/** Starts a server that records uploads, and responds with these statuses in turn. */
async function receiving(...statuses: number[]) {
  const received: { body: string; headers: Record<string, unknown> }[] = [];
  const { url } = await serve((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers });
      response.writeHead(statuses.shift() ?? 200).end("{}");
    });
  });
  return { received, url, client: createClient(url, { token: sampleToken }) };
}

describe("an upload", () => {
  it("sends an upload unchanged, in chunks, with its type and its headers", async () => {
    const { received, client } = await receiving();
    const open = () => Readable.from(["first, ", "second"].map((text) => Buffer.from(text)));
    await client.request({
      method: "POST",
      path: "survey",
      upload: { type: "application/octet-stream", open },
      headers: { ScanId: "7" },
    });
    expect(received).toEqual([
      {
        body: "first, second",
        headers: expect.objectContaining({
          "content-type": "application/octet-stream",
          scanid: "7",
          authorization: sampleToken,
        }),
      },
    ]);
  });

  it("opens the stream again for each attempt", async () => {
    const { received, client } = await receiving(429, 200);
    let opened = 0;
    await client.request({
      method: "POST",
      path: "survey",
      upload: { type: "text/plain", open: () => Readable.from([Buffer.from(`opened ${++opened}`)]) },
    });
    expect(received.map(({ body }) => body)).toEqual(["opened 1", "opened 2"]);
  });

  it("fails immediately with the error of the stream", async () => {
    const { client } = await receiving();
    const error = await catchError(
      client.request({
        method: "POST",
        path: "survey",
        upload: { type: "text/plain", open: () => createReadStream("/no/such/file") },
      }),
    );
    expect(error).toMatchObject({
      code: "HUNT_INPUT",
      input: "upload",
      problem: "unreadable",
      message: expect.stringContaining("ENOENT"),
    });
  });
});

/** Resolves when the stream is closed, which may be some time later. */
const closed = (stream: Readable) =>
  new Promise<boolean>((resolve) =>
    stream.closed ? resolve(true) : stream.once("close", () => resolve(true)),
  );

describe("the stream of an upload", () => {
  const upload = (stream: Readable) => ({
    method: "POST",
    path: "survey",
    upload: { type: "text/plain", open: () => stream },
  });

  it("closes the stream if the connection fails", async () => {
    const { url, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const stream = new Readable({ read() {} });
    await catchError(createClient(url, { retry: { retries: 0 } }).request(upload(stream)));
    expect(await closed(stream)).toBe(true);
  });

  it("closes the stream without sending anything if the caller aborts", async () => {
    const { received, client } = await receiving();
    const stream = new Readable({ read() {} });
    const controller = new AbortController();
    const pending = client.request({ ...upload(stream), signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(pending).rejects.toThrow("enough");
    expect(await closed(stream)).toBe(true);
    expect(received).toEqual([]);
  });

  it("allows more time than an attempt while the server reads the stream", async () => {
    const advance = holdTimers();
    let received = "";
    const { url } = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (piece: string) => {
        received += piece;
        advance(200);
        stream.push(received.length < 8 ? "x" : null);
      });
      request.on("end", () => response.end("{}"));
    });
    const stream = new Readable({ read() {} });
    stream.push("x");

    await createClient(url, { timeoutMs: 300 }).request(upload(stream));

    expect(received).toBe("xxxxxxxx");
  });

  it("fails if the stream cannot be opened", async () => {
    const { client } = await receiving();
    const open = () => {
      throw new Error("no such thing");
    };
    expect(
      await catchError(
        client.request({ method: "POST", path: "survey", upload: { type: "text/plain", open } }),
      ),
    ).toMatchObject({ input: "upload", message: expect.stringContaining("no such thing") });
  });
});

describe("custom headers", () => {
  it.each([
    ["x y", "1"],
    ["x", "a\nb"],
    ["x", "\u20ac"],
  ])("rejects an invalid custom header (%s: %j)", async (name, value) => {
    const { received, client } = await receiving();
    expect(await catchError(client.request({ path: "x", headers: { [name]: value } }))).toMatchObject({
      code: "HUNT_INPUT",
      input: "headers",
    });
    expect(received).toEqual([]);
  });

  it.each(["Authorization", "cookie", "X-Access-Token"])(
    "rejects a custom header with credentials (%s)",
    async (name) => {
      const { received, client } = await receiving();
      expect(await catchError(client.request({ path: "x", headers: { [name]: "secret" } }))).toMatchObject({
        code: "HUNT_INPUT",
        input: "headers",
        problem: "credentials",
      });
      expect(received).toEqual([]);
    },
  );
});
