// The frames of HTTP/2 (RFC 9113, sections 4 and 6).

export const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  resetStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const flag = { ack: 0x1, endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

export const setting = { initialWindowSize: 4, maxFrameSize: 5 } as const;

/** Maximum length of the payload of a frame, unless both sides agree on another one. */
export const maxPayload = 16_384;

const headerBytes = 9;

/** What a client sends first. */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** A frame that has arrived. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  /** 0 for the connection. */
  readonly streamId: number;
  /** The payload, without padding and priority. */
  readonly payload: Buffer;
  /** Number of bytes that count for flow control. */
  readonly length: number;
}

/** A violation of the protocol by the client. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** Splits the bytes of a client into frames. */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  #rest: Buffer = Buffer.alloc(0);
  #hasPreface = false;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  /** @throws {ProtocolError} if the bytes are not HTTP/2 */
  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let position = 0;
    if (!this.#hasPreface) {
      const start = bytes.subarray(0, preface.length);
      if (!start.equals(preface.subarray(0, start.length)))
        throw new ProtocolError("The client does not use HTTP/2.");
      this.#hasPreface = start.length === preface.length;
      position = this.#hasPreface ? preface.length : 0;
    }
    while (this.#hasPreface && bytes.length - position >= headerBytes) {
      const length = bytes.readUIntBE(position, 3);
      if (length > maxPayload) throw new ProtocolError("A frame is too large.");
      const end = position + headerBytes + length;
      if (bytes.length < end) break;
      this.#onFrame(readFrame(bytes.subarray(position, end)));
      position = end;
    }
    this.#rest = bytes.subarray(position);
  }
}

function readFrame(bytes: Buffer): Frame {
  const type = bytes[3]!;
  const flags = bytes[4]!;
  const all = bytes.subarray(headerBytes);
  return {
    type,
    flags,
    streamId: bytes.readUInt32BE(5) & 0x7fff_ffff,
    payload: type === frameType.data || type === frameType.headers ? unpad(all, type, flags) : all,
    length: all.length,
  };
}

function unpad(payload: Buffer, type: number, flags: number): Buffer {
  const isPadded = (flags & flag.padded) !== 0;
  const paddingBytes = isPadded ? (payload[0] ?? 0) : 0;
  const priorityBytes = type === frameType.headers && (flags & flag.priority) !== 0 ? 5 : 0;
  const start = (isPadded ? 1 : 0) + priorityBytes;
  const end = payload.length - paddingBytes;
  if (start > end) throw new ProtocolError("The padding of a frame is too long.");
  return payload.subarray(start, end);
}

/** Returns a frame. Its parts are joined, so it is one write. */
export function encodeFrame(type: number, flags: number, streamId: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  frame.writeUIntBE(payload.length, 0, 3);
  frame[3] = type;
  frame[4] = flags;
  frame.writeUInt32BE(streamId, 5);
  frame.set(payload, headerBytes);
  return frame;
}

/** Returns the payload of a frame with one number of 32 bits. */
export function encodeUint32(value: number): Buffer {
  const payload = Buffer.allocUnsafe(4);
  payload.writeUInt32BE(value);
  return payload;
}

/** Returns the payload of a frame with one setting. */
export function encodeSetting(id: number, value: number): Buffer {
  return Buffer.concat([Buffer.of(0, id), encodeUint32(value)]);
}

/** Returns the settings in a payload, in their order. */
export function readSettings(payload: Buffer): [id: number, value: number][] {
  if (payload.length % 6 !== 0) throw new ProtocolError("The settings are not complete.");
  return Array.from({ length: payload.length / 6 }, (_, index) => [
    payload.readUInt16BE(index * 6),
    payload.readUInt32BE(index * 6 + 2),
  ]);
}
