import { connect } from "node:http2";
import { duplexPair } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { FrameReader, frameType } from "../../../src/plugin/http2/frames.js";
import { encodeHeaders, type Header, HeaderDecoder } from "../../../src/plugin/http2/hpack.js";

const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const request = (path: string, ...others: Header[]): Header[] => [
  [":method", "GET"],
  [":scheme", path === "/" ? "http" : "https"],
  [":path", path],
  [":authority", "www.example.com"],
  ...others,
];

/** Responses of section C.6, whose table has 256 bytes, so the third one evicts headers of the first. */
const date = "Mon, 21 Oct 2013 20:13:21 GMT";
const response = (status: string, time = date): Header[] => [
  [":status", status],
  ["cache-control", "private"],
  ["date", time],
  ["location", "https://www.example.com"],
];

/** Sends requests with node:http2. Resolves with the blocks of headers that it sends. */
async function encodeWithNode(requests: readonly Record<string, string>[]): Promise<Buffer[]> {
  const [client, server] = duplexPair();
  const session = connect("http://localhost", {
    createConnection: () => client,
    peerMaxConcurrentStreams: requests.length,
  });
  onTestFinished(() => session.destroy());
  const blocks: Buffer[] = [];
  return new Promise((resolve) => {
    const reader = new FrameReader(({ type, payload }) => {
      if (type === frameType.headers) blocks.push(payload);
      if (blocks.length === requests.length) resolve(blocks);
    });
    server.on("data", (chunk: Buffer) => reader.read(chunk));
    for (const headers of requests) session.request(headers).on("error", () => {});
  });
}

describe("HeaderDecoder", () => {
  it("decodes the requests of RFC 7541, section C.3", () => {
    const decoder = new HeaderDecoder();

    const first = decoder.decode(bytes("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"));
    const second = decoder.decode(bytes("8286 84be 5808 6e6f 2d63 6163 6865"));

    expect(first).toEqual(request("/"));
    expect(second).toEqual(request("/", ["cache-control", "no-cache"]));
  });

  it("decodes the compressed requests of RFC 7541, section C.4", () => {
    const decoder = new HeaderDecoder();

    const first = decoder.decode(bytes("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"));
    const second = decoder.decode(bytes("8286 84be 5886 a8eb 1064 9cbf"));
    const third = decoder.decode(bytes("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"));

    expect(first).toEqual(request("/"));
    expect(second).toEqual(request("/", ["cache-control", "no-cache"]));
    expect(third).toEqual(request("/index.html", ["custom-key", "custom-value"]));
  });

  it("decodes the compressed responses of RFC 7541, section C.6, which evict headers", () => {
    const decoder = new HeaderDecoder();
    const smallTable = "3fe1 01";

    const first = decoder.decode(
      bytes(
        `${smallTable} 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
      ),
    );
    const second = decoder.decode(bytes("4883 640e ffc1 c0bf"));
    const third = decoder.decode(
      bytes(
        "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07",
      ),
    );

    expect(first).toEqual(response("302"));
    expect(second).toEqual(response("307"));
    expect(third).toEqual([
      [":status", "200"],
      ["cache-control", "private"],
      ["date", "Mon, 21 Oct 2013 20:13:22 GMT"],
      ["location", "https://www.example.com"],
      ["content-encoding", "gzip"],
      ["set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"],
    ]);
  });

  it("decodes the byte with the longest code", () => {
    expect(new HeaderDecoder().decode(bytes("0001 6184 ffff fff3"))).toEqual([["a", "\n"]]);
  });

  it("decodes any headers that node:http2 encodes", async () => {
    const values = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    const names = fc.constantFrom("x-a", "x-b", "x-c", "user-agent", "accept");
    const samples = fc.sample(fc.dictionary(names, values, { noNullPrototype: true }), { numRuns: 300 });
    const requests = samples.map((headers) => ({ ":path": "/call", ...headers }));

    const blocks = await encodeWithNode(requests);

    const decoder = new HeaderDecoder();
    const decoded = blocks.map((block) => Object.fromEntries(decoder.decode(block)));
    expect(decoded).toEqual(requests.map((headers) => expect.objectContaining(headers) as unknown));
  });

  it.each([
    ["an index that does not exist", "be"],
    ["the index 0", "80"],
    ["an integer that does not end", "3f ffff ffff ffff"],
    ["an integer that is cut off", "ff"],
    ["a string that is longer than the block", "0001 6105 61"],
    ["a table that is larger than agreed", "3fe2 1f"],
    ["a string with the code for its end", "0001 6184 ffff ffff"],
    ["a string that is not filled with ones", "0001 6181 00"],
    ["a string that is filled with a whole byte", "0001 6182 1fff"],
  ])("rejects %s", (_name, block) => {
    expect(() => new HeaderDecoder().decode(bytes(block))).toThrow(RangeError);
  });
});

describe("encodeHeaders", () => {
  it("is reversed by HeaderDecoder for any headers", () => {
    const strings = fc.string({ maxLength: 20_000, size: "max" });
    fc.assert(
      fc.property(fc.array(fc.tuple(strings, strings), { maxLength: 2 }), (headers) => {
        expect(new HeaderDecoder().decode(encodeHeaders(headers))).toEqual(headers);
      }),
    );
  });

  it("does not use the table, even after the client has reduced it", () => {
    expect(encodeHeaders([["a", "b"]]).toString("hex")).toBe("200001610162");
  });
});
