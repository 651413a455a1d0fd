import { EventEmitter, once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { type Duplex, duplexPair } from "node:stream";
import { buffer } from "node:stream/consumers";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { Connection, type Stream } from "../../../src/plugin/http2/connection.js";
import {
  encodeFrame,
  encodeSetting,
  encodeUint32,
  flag,
  type Frame,
  FrameReader,
  frameType,
  setting,
} from "../../../src/plugin/http2/frames.js";
import { encodeHeaders } from "../../../src/plugin/http2/hpack.js";

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const none = Buffer.alloc(0);
const headers = encodeHeaders([[":status", "200"]]);
const trailers = encodeHeaders([["grpc-status", "0"]]);
const settings = encodeFrame(frameType.settings, 0, 0, none);
const requestHeaders = encodeHeaders([[":path", "/echo"]]);

/** Responds with the body of the request. */
function echo(stream: Stream): void {
  stream.onRequest = (body) => {
    stream.sendHeaders(headers);
    stream.end(body, trailers);
  };
}

/** Connects node:http2 to a connection. */
function connectNode(onStream: (stream: Stream) => void, options = {}): ClientHttp2Session {
  const [client, server] = duplexPair();
  new Connection(server, onStream);
  const session = connect("http://localhost", { createConnection: () => client, ...options });
  onTestFinished(() => session.destroy());
  return session;
}

/** Sends a request. Resolves with the body of the response. */
function send(session: ClientHttp2Session, body: Uint8Array): Promise<Buffer> {
  const stream = session.request({ ":method": "POST", ":path": "/echo" });
  stream.end(body);
  return buffer(stream);
}

/** A client that sends and receives frames. */
class RawClient {
  readonly socket: Duplex;
  readonly frames: Frame[] = [];

  constructor(onStream: (stream: Stream) => void = echo) {
    const [client, server] = duplexPair();
    this.socket = client;
    new Connection(server, onStream);
    // The frames of a server are those of a client after its preface.
    const reader = new FrameReader((frame) => this.frames.push(frame));
    reader.read(preface);
    client.on("data", (chunk: Buffer) => reader.read(chunk));
  }

  /** Sends frames after the preface, and a ping. Resolves when its response has arrived, which is the last frame. */
  async exchange(...frames: Buffer[]): Promise<Frame[]> {
    this.socket.write(
      Buffer.concat([preface, settings, ...frames, encodeFrame(frameType.ping, 0, 0, Buffer.alloc(8))]),
    );
    return this.#received();
  }

  async #received(): Promise<Frame[]> {
    while (this.frames.at(-1)?.type !== frameType.ping) await once(this.socket, "data");
    return this.frames.filter(({ streamId }) => streamId !== 0);
  }
}

const readBody = (frames: readonly Frame[]): string =>
  Buffer.concat(
    frames.filter(({ type }) => type === frameType.data).map(({ payload }) => payload),
  ).toString();

const open = (flags: number, block: Uint8Array = requestHeaders, id = 1) =>
  encodeFrame(frameType.headers, flags, id, block);
const data = (flags: number, body: string, id = 1) =>
  encodeFrame(frameType.data, flags, id, Buffer.from(body));

describe("Connection", () => {
  it("serves any number of requests of node:http2 with any bodies and windows", async () => {
    const cases = fc.record({
      bodies: fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 8 }),
      initialWindowSize: fc.integer({ min: 1_000, max: 200_000 }),
      maxFrameSize: fc.integer({ min: 16_384, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ bodies: sizes, ...limits }) => {
        const session = connectNode(echo, { settings: limits });
        const bodies = sizes.map((size, index) => Buffer.alloc(size, index + 1));

        const responses = await Promise.all(bodies.map((body) => send(session, body)));

        session.destroy();
        expect(responses.map((response, index) => response.equals(bodies[index]!))).not.toContain(false);
      }),
      { numRuns: 20 },
    );
  });

  it("continues a response when the client reads it", async () => {
    const session = connectNode(echo, { settings: { initialWindowSize: 10 } });
    const stream = session.request({ ":method": "POST", ":path": "/echo" });
    stream.end(Buffer.alloc(1_000, "x"));

    const [status] = (await once(stream, "response")) as [{ ":status": number }];
    const body = await buffer(stream);

    expect(status[":status"]).toBe(200);
    expect(body.toString()).toBe("x".repeat(1_000));
  });

  it("serves a request in any parts", async () => {
    const frames = Buffer.concat([preface, settings, open(flag.endHeaders), data(flag.endStream, "hello")]);
    const ping = encodeFrame(frameType.ping, 0, 0, Buffer.alloc(8));
    const client = new RawClient();

    for (const byte of frames) client.socket.write(Buffer.of(byte));
    client.socket.write(ping);
    while (client.frames.at(-1)?.type !== frameType.ping) await once(client.socket, "data");

    expect(readBody(client.frames)).toBe("hello");
  });

  it("removes padding and priorities", async () => {
    const padded = Buffer.concat([Buffer.of(3, 0, 0, 0, 0, 0), requestHeaders, Buffer.alloc(3)]);

    const frames = await new RawClient().exchange(
      open(flag.endHeaders | flag.padded | flag.priority, padded),
      encodeFrame(frameType.data, flag.endStream | flag.padded, 1, Buffer.from("\x02hello\0\0")),
    );

    expect(readBody(frames)).toBe("hello");
  });

  it("joins headers of several frames", async () => {
    const frames = await new RawClient().exchange(
      open(0, requestHeaders.subarray(0, 3)),
      encodeFrame(frameType.continuation, 0, 1, requestHeaders.subarray(3, 5)),
      encodeFrame(frameType.continuation, flag.endHeaders, 1, requestHeaders.subarray(5)),
      data(flag.endStream, "hello"),
    );

    expect(readBody(frames)).toBe("hello");
  });

  it("accepts trailers, and a request without a body", async () => {
    const frames = await new RawClient().exchange(
      open(flag.endHeaders),
      data(0, "hello"),
      open(flag.endHeaders | flag.endStream, encodeHeaders([["x", "y"]])),
      open(flag.endHeaders | flag.endStream, requestHeaders, 3),
    );

    expect(readBody(frames.filter(({ streamId }) => streamId === 1))).toBe("hello");
    expect(frames.filter(({ streamId }) => streamId === 3).map(({ type }) => type)).toEqual([
      frameType.headers,
      frameType.headers,
    ]);
  });

  it("sends only as much as the windows of the stream and of the connection allow", async () => {
    const client = new RawClient((stream) => {
      stream.onRequest = () => stream.end(Buffer.alloc(100_000), trailers);
    });
    const large = encodeFrame(frameType.settings, 0, 0, encodeSetting(setting.initialWindowSize, 90_000));

    const limited = await client.exchange(large, open(flag.endHeaders | flag.endStream));
    const beforeUpdate = readBody(limited).length;
    client.frames.length = 0;
    client.socket.write(encodeFrame(frameType.windowUpdate, 0, 0, encodeUint32(100_000)));
    client.socket.write(encodeFrame(frameType.ping, 0, 0, Buffer.alloc(8)));
    while (client.frames.at(-1)?.type !== frameType.ping) await once(client.socket, "data");

    expect(beforeUpdate).toBe(65_535);
    expect(readBody(client.frames)).toHaveLength(90_000 - 65_535);
  });

  it("applies a smaller window to a stream that is open", async () => {
    const client = new RawClient((stream) => {
      stream.onRequest = () => stream.end(Buffer.alloc(100), trailers);
    });
    const small = encodeFrame(frameType.settings, 0, 0, encodeSetting(setting.initialWindowSize, 10));

    const frames = await client.exchange(open(flag.endHeaders), small, data(flag.endStream, ""));

    expect(readBody(frames)).toHaveLength(10);
  });

  it("returns the payload of a ping, and confirms settings", async () => {
    const client = new RawClient();
    const payload = Buffer.from("12345678");

    await client.exchange(encodeFrame(frameType.ping, 0, 0, payload));

    const own = client.frames.filter(({ flags, streamId }) => streamId === 0 && flags === flag.ack);
    expect(own.map(({ type }) => type)).toEqual([frameType.settings, frameType.ping, frameType.ping]);
    expect(own[1]!.payload).toEqual(payload);
  });

  it.each([
    ["data", data(flag.endStream, "again")],
    ["headers", open(flag.endHeaders | flag.endStream)],
  ])("ignores what arrives after the end of a request: %s", async (_type, frame) => {
    const bodies: string[] = [];
    const client = new RawClient((stream) => {
      stream.onRequest = (body) => void bodies.push(body.toString());
    });

    await client.exchange(open(flag.endHeaders), data(flag.endStream, "hello"), frame);

    expect(bodies).toEqual(["hello"]);
  });

  it("closes a stream that the client cancels, and ignores what arrives for it later", async () => {
    const closed: number[] = [];
    const client = new RawClient((stream) => {
      echo(stream);
      stream.onClose = () => void closed.push(stream.id);
    });

    const frames = await client.exchange(
      open(flag.endHeaders),
      encodeFrame(frameType.resetStream, 0, 1, encodeUint32(8)),
      data(flag.endStream, "hello"),
      encodeFrame(frameType.windowUpdate, 0, 1, encodeUint32(8)),
    );

    expect(closed).toEqual([1]);
    expect(frames).toEqual([]);
  });

  it("closes its streams if the client disconnects", async () => {
    const [client, server] = duplexPair();
    const events = new EventEmitter();
    new Connection(server, (stream) => {
      stream.onClose = () => events.emit("close", stream);
      server.destroy();
    });
    client.write(Buffer.concat([preface, settings, open(flag.endHeaders)]));

    const [stream] = (await once(events, "close")) as [Stream];

    expect(stream.isClosed).toBe(true);
  });

  it("ignores frames that it does not know", async () => {
    const frames = await new RawClient().exchange(
      encodeFrame(99, 0, 0, Buffer.from("unknown")),
      open(flag.endHeaders),
      encodeFrame(frameType.priority, 0, 1, Buffer.alloc(5)),
      data(flag.endStream, "hello"),
    );

    expect(readBody(frames)).toBe("hello");
  });

  it.each([
    ["does not use HTTP/2", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
    ["sends a frame that is too large", Buffer.concat([preface, encodeFrame(0, 0, 1, Buffer.alloc(16_385))])],
    ["sends headers that are invalid", Buffer.concat([preface, open(flag.endHeaders, Buffer.of(0x80))])],
    [
      "opens a stream with an even number",
      Buffer.concat([preface, open(flag.endHeaders, requestHeaders, 2)]),
    ],
    ["sends another frame between headers", Buffer.concat([preface, open(0), settings])],
    [
      "continues headers that did not begin",
      Buffer.concat([preface, encodeFrame(frameType.continuation, 0, 1, none)]),
    ],
    ["sends padding without an end", Buffer.concat([preface, open(flag.padded, Buffer.of(9))])],
    [
      "sends incomplete settings",
      Buffer.concat([preface, encodeFrame(frameType.settings, 0, 0, Buffer.of(1))]),
    ],
    ["sends an incomplete update", Buffer.concat([preface, encodeFrame(frameType.windowUpdate, 0, 0, none)])],
  ])("closes the connection if the client %s", async (_name, bytes) => {
    const [client, server] = duplexPair();
    new Connection(server, echo);

    client.write(bytes);

    await once(server, "close");
    expect(server.destroyed).toBe(true);
  });
});
