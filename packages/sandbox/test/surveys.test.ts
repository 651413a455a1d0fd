import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { plain } from "./support/errors.js";
import { sandboxes, type Started } from "./support/sandboxes.js";

const start = sandboxes();
const TYPE = { "content-type": "application/octet-stream" };

/** A sandbox, one of its scans, and a way to upload to it. */
async function ready(): Promise<
  Started & {
    scan: Record<string, unknown>;
    upload: (
      body: Uint8Array | string,
      headers?: Record<string, string>,
    ) => ReturnType<Started["admin"]["post"]>;
  }
> {
  const started = await start();
  const scan: Record<string, unknown> = started.sandbox.records("scans")[0] ?? {};
  const upload = (
    body: Uint8Array | string,
    headers: Record<string, string> = { scanid: String(scan["id"]) },
  ): ReturnType<Started["admin"]["post"]> =>
    started.admin.post("survey", body, { headers: { ...TYPE, ...headers } });
  return { ...started, scan, upload };
}

describe("an offline survey", () => {
  test("adds its host to the scan that it is for", async () => {
    const { sandbox, scan, upload } = await ready();
    const { status, json } = await upload(gzipSync(JSON.stringify({ hostname: "island", ip: "10.1.2.3" })));
    expect([status, json]).toEqual([200, { success: true }]);
    expect(sandbox.records("ScanHosts").at(-1)).toMatchObject({
      hostname: "island",
      ip: "10.1.2.3",
      scanId: scan["id"],
      failed: false,
    });
    expect(sandbox.records("scans")[0]).toEqual({ ...scan, hostCount: Number(scan["hostCount"]) + 1 });
  });

  test("that names no host adds one without a name", async () => {
    const { sandbox, upload } = await ready();
    expect((await upload(gzipSync("[]"))).status).toBe(200);
    expect(sandbox.records("ScanHosts").at(-1)).toMatchObject({ hostname: null });
  });

  test("may be larger than any other body", async () => {
    const { upload } = await ready();
    const large = gzipSync(
      JSON.stringify({ hostname: "island", files: randomBytes(400_000).toString("base64") }),
    );
    expect(large.byteLength).toBeGreaterThan(200_000);
    expect((await upload(large)).status).toBe(200);
  });

  test.each([
    ["plain text", "no gzip at all", "The survey must be gzip-compressed."],
    ["nothing", "", "The survey must be gzip-compressed."],
    [
      "gzip that is cut off",
      gzipSync('{"hostname":"island"}').subarray(0, 15),
      "The survey must be gzip-compressed.",
    ],
    ["gzip of what is no JSON", gzipSync("hostname: island"), "The survey must hold JSON."],
  ])("of %s is 400 and adds nothing", async (_name, body, message) => {
    const { sandbox, upload } = await ready();
    const before = sandbox.records("ScanHosts").length;
    expect((await upload(body)).json).toEqual(plain(400, message));
    expect(sandbox.records("ScanHosts")).toHaveLength(before);
  });

  test("needs the header scanid, with a scan that exists", async () => {
    const { upload } = await ready();
    expect((await upload(gzipSync("{}"), {})).json).toEqual(plain(400, "scanid is a required argument"));
    expect((await upload(gzipSync("{}"), { scanid: "x" })).json).toEqual(
      plain(400, "The header 'scanid' must name a scan, but is 'x'."),
    );
  });
});
