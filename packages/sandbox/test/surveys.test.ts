import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { plain } from "./support/errors.js";
import { sandboxes, type Started } from "./support/sandboxes.js";

const start = sandboxes();
const TYPE = { "content-type": "application/octet-stream" };

/** Starts a sandbox, and returns one of its scans and a function that uploads a survey for it. */
async function startWithScan(): Promise<
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
  test("a survey adds its host to its scan", async () => {
    const { sandbox, scan, upload } = await startWithScan();

    const { status, json } = await upload(gzipSync(JSON.stringify({ hostname: "island", ip: "10.1.2.3" })));

    expect([status, json]).toEqual([200, { success: true }]);
    const host = sandbox.records("ScanHosts").at(-1);
    expect(host?.["hostname"]).toBe("island");
    expect(host?.["ip"]).toBe("10.1.2.3");
    expect(host?.["scanId"]).toBe(scan["id"]);
    expect(host?.["failed"]).toBe(false);
  });

  test("a survey increases the number of hosts of its scan", async () => {
    const { sandbox, scan, upload } = await startWithScan();

    await upload(gzipSync(JSON.stringify({ hostname: "island" })));

    expect(sandbox.records("scans")[0]).toEqual({ ...scan, hostCount: Number(scan["hostCount"]) + 1 });
  });

  test("two surveys at the same time are both counted", async () => {
    const { sandbox, scan, upload } = await startWithScan();

    await Promise.all([upload(gzipSync("{}")), upload(gzipSync("{}"))]);

    expect(sandbox.records("scans")[0]?.["hostCount"]).toBe(Number(scan["hostCount"]) + 2);
  });

  test("a survey without a hostname adds a host without a name", async () => {
    const { sandbox, upload } = await startWithScan();

    expect((await upload(gzipSync("[]"))).status).toBe(200);

    expect(sandbox.records("ScanHosts").at(-1)?.["hostname"]).toBeNull();
  });

  test("a survey can be larger than other bodies", async () => {
    const { upload } = await startWithScan();
    const large = gzipSync(
      JSON.stringify({ hostname: "island", files: randomBytes(400_000).toString("base64") }),
    );
    expect(large.byteLength).toBeGreaterThan(200_000);
    expect((await upload(large)).status).toBe(200);
  });

  test.each([
    ["plain text", "not gzip", "The survey must be gzip-compressed."],
    ["an empty body", "", "The survey must be gzip-compressed."],
    [
      "truncated gzip",
      gzipSync('{"hostname":"island"}').subarray(0, 15),
      "The survey must be gzip-compressed.",
    ],
    ["gzip of invalid JSON", gzipSync("hostname: island"), "The survey must be valid JSON."],
  ])("a survey is rejected and adds no host if it is %s", async (_name, body, message) => {
    const { sandbox, upload } = await startWithScan();
    const before = sandbox.records("ScanHosts").length;
    expect((await upload(body)).json).toEqual(plain(400, message));
    expect(sandbox.records("ScanHosts")).toHaveLength(before);
  });

  test("a survey requires the header scanid", async () => {
    const { upload } = await startWithScan();

    const { json } = await upload(gzipSync("{}"), {});

    expect(json).toEqual(plain(400, "scanid is a required argument"));
  });

  test("a survey requires an existing scan", async () => {
    const { upload } = await startWithScan();

    const { json } = await upload(gzipSync("{}"), { scanid: "x" });

    expect(json).toEqual(plain(400, "Invalid value \"x\" for the header 'scanid'. Use the ID of a scan."));
  });
});
