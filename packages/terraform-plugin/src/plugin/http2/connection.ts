import type { Duplex } from "node:stream";
import {
  encodeFrame,
  encodeSetting,
  encodeUint32,
  flag,
  type Frame,
  FrameReader,
  frameType,
  maxPayload,
  ProtocolError,
  readSettings,
  setting,
} from "./frames.js";
import { HeaderDecoder } from "./hpack.js";

// The server's side of HTTP/2 (RFC 9113), as far as gRPC needs it. It does not limit the client, which is the parent
// of this process. node:http2 takes more CPU time (docs/decisions/0006-http2-of-the-provider.md).

const maxWindow = 2 ** 31 - 1;

/** The window of the connection and of each stream until another one is agreed. */
const defaultWindow = 65_535;

/** The window of the connection is increased after this number of bytes. */
const windowStep = 2 ** 30;

/** A request and its response. */
export class Stream {
  readonly id: number;
  readonly path: string;
  /** Called with the body when the request is complete. */
  onRequest: (body: Buffer) => void = () => {};
  /** Called when the response is complete, the client canceled the request, or the connection is closed. */
  onClose: () => void = () => {};
  /** Whether to discard the body. The client can then send without an end. */
  ignoresBody = false;
  /** Whether the request is complete. The client must not send more of it (RFC 9113, section 5.1). */
  isComplete = false;
  isClosed = false;
  /** Number of bytes that the client accepts. Negative after it reduced the window. */
  window: number;
  /** The parts of the request that have arrived. */
  readonly parts: Buffer[] = [];
  /** The rest of the response. */
  unsent: { body: Uint8Array; readonly trailers: Uint8Array } | undefined;
  readonly #connection: Connection;

  constructor(connection: Connection, id: number, path: string, window: number) {
    this.#connection = connection;
    this.id = id;
    this.path = path;
    this.window = window;
  }

  /** Sends the first headers of the response. @param block encoded headers */
  sendHeaders(block: Uint8Array): void {
    this.#connection.send(encodeFrame(frameType.headers, flag.endHeaders, this.id, block));
  }

  /** Sends the rest of the response. @param trailers encoded headers that follow the body */
  end(body: Uint8Array, trailers: Uint8Array): void {
    this.unsent = { body, trailers };
    this.#connection.flush(this);
  }
}

/** A connection to one client. */
export class Connection {
  readonly #socket: Duplex;
  readonly #onStream: (stream: Stream) => void;
  readonly #decoder = new HeaderDecoder();
  readonly #streams = new Map<number, Stream>();
  /** Frames to send at the end of this turn of the event loop, in one write. */
  #output: Buffer[] = [];
  #lastId = 0;
  #window = defaultWindow;
  #streamWindow = defaultWindow;
  #maxPayload = maxPayload;
  /** Bytes that have arrived since the window of the client was increased. */
  #received = 0;
  /** Headers that are not complete. */
  #headers: { readonly frame: Frame; readonly parts: Buffer[] } | undefined;

  /**
   * Serves the client of a socket. The socket is destroyed if the client violates the protocol.
   *
   * @param onStream called for each request when its headers have arrived
   */
  constructor(socket: Duplex, onStream: (stream: Stream) => void) {
    this.#socket = socket;
    this.#onStream = onStream;
    const reader = new FrameReader((frame) => this.#handle(frame));
    const read = (chunk: Buffer) => {
      try {
        reader.read(chunk);
      } catch {
        socket.destroy();
      }
    };
    socket
      .on("data", read)
      .on("end", () => socket.end())
      .on("error", () => {})
      .on("close", () => this.#close());
    this.send(encodeFrame(frameType.settings, 0, 0, encodeSetting(setting.initialWindowSize, maxWindow)));
    this.send(encodeFrame(frameType.windowUpdate, 0, 0, encodeUint32(maxWindow - defaultWindow)));
  }

  /** Sends a frame, together with all others of this turn of the event loop. */
  send(frame: Buffer): void {
    if (this.#output.push(frame) === 1) setImmediate(() => this.#write());
  }

  #write(): void {
    const frames = this.#output;
    this.#output = [];
    if (this.#socket.writable) this.#socket.write(frames.length === 1 ? frames[0] : Buffer.concat(frames));
  }

  /** Sends as much of a response as the client accepts. */
  flush(stream: Stream): void {
    const { unsent } = stream;
    if (!unsent || stream.isClosed) return;
    while (unsent.body.length > 0) {
      const size = Math.min(unsent.body.length, this.#window, stream.window, this.#maxPayload);
      if (size <= 0) return;
      this.send(encodeFrame(frameType.data, 0, stream.id, unsent.body.subarray(0, size)));
      unsent.body = unsent.body.subarray(size);
      this.#window -= size;
      stream.window -= size;
    }
    this.send(encodeFrame(frameType.headers, flag.endHeaders | flag.endStream, stream.id, unsent.trailers));
    this.#closeStream(stream);
  }

  #flushAll(): void {
    for (const stream of this.#streams.values()) this.flush(stream);
  }

  #closeStream(stream: Stream): void {
    if (!this.#streams.delete(stream.id)) return;
    stream.isClosed = true;
    stream.onClose();
  }

  #close(): void {
    for (const stream of this.#streams.values()) this.#closeStream(stream);
  }

  #handle(frame: Frame): void {
    const { type, flags, streamId, payload } = frame;
    if (this.#headers && (type !== frameType.continuation || streamId !== this.#headers.frame.streamId))
      throw new ProtocolError("The headers of a request are not complete.");
    const stream = this.#streams.get(streamId);
    switch (type) {
      case frameType.data:
        return this.#handleData(frame, stream);
      case frameType.headers:
        this.#headers = { frame, parts: [payload] };
        return this.#handleHeaders(flags);
      case frameType.continuation:
        if (!this.#headers) throw new ProtocolError("There are no headers to continue.");
        this.#headers.parts.push(payload);
        return this.#handleHeaders(flags);
      case frameType.resetStream:
        return stream && this.#closeStream(stream);
      case frameType.settings:
        return (flags & flag.ack) === 0 ? this.#handleSettings(payload) : undefined;
      case frameType.ping:
        return (flags & flag.ack) === 0 ? this.send(encodeFrame(type, flag.ack, 0, payload)) : undefined;
      case frameType.windowUpdate:
        return this.#handleWindowUpdate(payload, streamId, stream);
      default:
      // Other frames are advice, or unknown, and can be ignored.
    }
  }

  #handleData({ flags, payload, length }: Frame, stream: Stream | undefined): void {
    this.#received += length;
    if (this.#received >= windowStep) {
      this.send(encodeFrame(frameType.windowUpdate, 0, 0, encodeUint32(this.#received)));
      this.#received = 0;
    }
    // A stream that does not exist was closed before this arrived.
    if (!stream || stream.isComplete) return;
    if (!stream.ignoresBody) stream.parts.push(payload);
    if ((flags & flag.endStream) !== 0) endRequest(stream);
  }

  #handleHeaders(flags: number): void {
    if ((flags & flag.endHeaders) === 0) return;
    const { frame, parts } = this.#headers!;
    this.#headers = undefined;
    const headers = this.#decoder.decode(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    const { streamId } = frame;
    let stream = this.#streams.get(streamId);
    // Headers of a known stream follow its body. Those of a closed one can be ignored.
    if (streamId > this.#lastId) {
      if (streamId % 2 === 0) throw new ProtocolError("A request has the number of a response.");
      this.#lastId = streamId;
      const path = headers.find(([name]) => name === ":path")?.[1] ?? "";
      stream = new Stream(this, streamId, path, this.#streamWindow);
      this.#streams.set(streamId, stream);
      this.#onStream(stream);
    }
    if (stream && (frame.flags & flag.endStream) !== 0) endRequest(stream);
  }

  #handleSettings(payload: Buffer): void {
    for (const [id, value] of readSettings(payload)) {
      if (id === setting.maxFrameSize) this.#maxPayload = value;
      if (id !== setting.initialWindowSize) continue;
      for (const stream of this.#streams.values()) stream.window += value - this.#streamWindow;
      this.#streamWindow = value;
    }
    this.send(encodeFrame(frameType.settings, flag.ack, 0, Buffer.alloc(0)));
    this.#flushAll();
  }

  #handleWindowUpdate(payload: Buffer, streamId: number, stream: Stream | undefined): void {
    if (payload.length !== 4) throw new ProtocolError("The update of a window is not complete.");
    const increase = payload.readUInt32BE() & maxWindow;
    if (streamId === 0) {
      this.#window += increase;
      this.#flushAll();
    } else if (stream) {
      stream.window += increase;
      this.flush(stream);
    }
  }
}

function endRequest(stream: Stream): void {
  if (stream.isComplete) return;
  stream.isComplete = true;
  const [first, ...others] = stream.parts;
  stream.onRequest(first && others.length === 0 ? first : Buffer.concat(stream.parts));
}
