import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

async function get(path: string, accepted: string) {
  const { sandbox } = await start();
  const { headers, body } = await request(`${sandbox.api}/${path}`, {
    headers: { authorization: sandbox.tokens.admin, "accept-encoding": accepted },
  });
  return { headers, bytes: Buffer.from(await body.arrayBuffer()) };
}

describe("the compression of responses", () => {
  test("a large response is compressed with gzip at its fastest level", async () => {
    const { headers, bytes } = await get("Alerts", "gzip, deflate");

    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["vary"]).toBe("Accept-Encoding");
    expect(headers["content-length"]).toBeUndefined();
    expect(JSON.parse(gunzipSync(bytes).toString())).toHaveLength(1000);
    // The field XFL of the gzip header (RFC 1952, section 2.3.1): the fastest algorithm.
    expect(bytes[8]).toBe(4);
  });

  test.each(["*", "br, gzip;q=0.5"])("a response is compressed for Accept-Encoding: %s", async (accepted) => {
    const { headers } = await get("Alerts", accepted);

    expect(headers["content-encoding"]).toBe("gzip");
  });

  test.each(["identity", "br", "gzip;q=0", "*, gzip;q=0"])(
    "a response is not compressed for Accept-Encoding: %s",
    async (accepted) => {
      const { headers, bytes } = await get("Alerts", accepted);

      expect(headers["content-encoding"]).toBeUndefined();
      expect(JSON.parse(bytes.toString())).toHaveLength(1000);
    },
  );

  test("a small response is not compressed", async () => {
    const { headers } = await get("Alerts/count", "gzip");

    expect(headers["content-encoding"]).toBeUndefined();
  });
});
