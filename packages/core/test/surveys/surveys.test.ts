import { createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { HuntUploadError } from "../../src/errors/any-hunt-error.js";
import { Surveys } from "../../src/surveys/surveys.js";
import { createClient, catchError, serve, useSandbox } from "../helpers.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { sampleToken } from "@huntkit/test-kit/values";

const sandbox = useSandbox({ now: "2026-03-01T12:34:56Z" });
const connect = () => createClient(sandbox().url, { token: sandbox().tokens.admin });
const createSurveys = (client: ReturnType<typeof createClient>) =>
  new Surveys((request) => client.request(request), client);
const surveys = () => createSurveys(connect());
const survey = (hostname: string) => gzipSync(JSON.stringify({ hostname }));
const listHostnames = (scanId: string) =>
  sandbox()
    .records("ScanHosts")
    .filter((row) => row["scanId"] === scanId)
    .map(({ hostname }) => hostname);

describe("client.surveys.upload", () => {
  it.each([
    ["bytes", (bytes: Buffer) => bytes],
    [
      "a file",
      (bytes: Buffer) => {
        const path = join(temporaryDirectory(), "HostSurvey.json.gz");
        writeFileSync(path, bytes);
        return path;
      },
    ],
    [
      "a function that opens a stream of single bytes",
      (bytes: Buffer) => () => Readable.from([...bytes].map((byte) => Buffer.from([byte]))),
    ],
  ])("uploads a survey from %s to the given scan", async (what, give) => {
    const { id } = await connect().scans.create({ name: what });
    expect(await surveys().upload(give(survey(what)), { scanId: id })).toEqual({ scanId: id });
    expect(listHostnames(id)).toEqual([what]);
  });

  it("creates the group OfflineScans only once, and a scan that is named after the time", async () => {
    const { scanId } = await surveys().upload(survey("OFF-1"));
    const next = await surveys().upload(survey("OFF-2"));
    const groups = sandbox()
      .records("targets")
      .filter(({ name }) => name === "OfflineScans");
    const [first] = sandbox()
      .records("controllergroups")
      .map(({ id }) => id)
      .sort();
    expect(groups).toEqual([expect.objectContaining({ controllerGroupId: first })]);
    expect(
      sandbox()
        .records("scans")
        .find(({ id }) => id === scanId),
    ).toMatchObject({
      name: "Offline-20260301-0000",
      targetId: groups[0]!.id,
      startedOn: "2026-03-01T00:00:00.000Z",
    });
    expect([listHostnames(scanId), listHostnames(next.scanId)]).toEqual([["OFF-1"], ["OFF-2"]]);
  });

  it("creates a scan with the given name in the given group", async () => {
    const target = sandbox().records("targets")[0]!;
    const { scanId } = await surveys().upload(survey("OFF-3"), {
      targetGroup: String(target["name"]),
      name: "From the vault",
    });
    expect(
      sandbox()
        .records("scans")
        .find(({ id }) => id === scanId),
    ).toMatchObject({ name: "From the vault", targetId: target.id });
  });

  it.each([
    ["plain JSON", Buffer.from("{}"), "format", /not compressed with gzip/],
    ["nothing", Buffer.alloc(0), "format", /not compressed with gzip/],
    ["one byte of gzip", Buffer.from([0x1f]), "format", /not compressed with gzip/],
    [
      "a file that does not exist",
      "/no/such/survey.json.gz",
      "unreadable",
      /^\/no\/such\/survey\.json\.gz: could not be read \(ENOENT\)/,
    ],
    [
      "a stream that cannot be opened",
      () => {
        throw Object.assign(new Error("no such survey"), { code: "EACCES" });
      },
      "unreadable",
      /^survey: could not be read \(EACCES\)/,
    ],
    [
      "a stream that fails",
      () => createReadStream("/no/such/file"),
      "unreadable",
      /^survey: could not be read \(ENOENT\)/,
    ],
  ])("rejects %s before anything is sent", async (_, given, problem, message) => {
    expect(await catchError(surveys().upload(given))).toMatchObject({
      code: "HUNT_INPUT",
      input: "survey",
      problem,
      message: expect.stringMatching(message),
    });
    expect(sandbox().requests).toHaveLength(0);
  });

  it.each<[string, Buffer[], object]>([
    ["after an error response", [survey("OFF-4"), Buffer.alloc(10)], { code: "HUNT_FORBIDDEN" }],
    ["if they are not gzip", [Buffer.from("{}"), Buffer.alloc(10)], { problem: "format" }],
  ])("reads the first bytes of a stream, and closes it %s", async (_, pieces, outcome) => {
    sandbox().faults.add({ match: "POST survey", kind: "status", status: 403 });
    const { id } = await connect().scans.create({ name: "closed" });
    const opened: Readable[] = [];
    const open = () => {
      opened.push(Readable.from(pieces));
      return opened.at(-1)!;
    };
    expect(await catchError(surveys().upload(open, { scanId: id }))).toMatchObject(outcome);
    expect(opened[0]!.destroyed).toBe(true);
  });

  it("closes a stream without data when the signal aborts", async () => {
    const abort = new AbortController();
    const silent = new Readable({ read: () => abort.abort(new Error("enough")) });
    await expect(surveys().upload(() => silent, { signal: abort.signal })).rejects.toThrow("enough");
    expect(silent.destroyed).toBe(true);
    await expect(surveys().upload(() => expect.unreachable(), { signal: abort.signal })).rejects.toThrow(
      "enough",
    );
    expect(sandbox().requests).toHaveLength(0);
  });

  it("returns the ID of the new scan in the error, so the upload can continue", async () => {
    const listScans = () =>
      sandbox()
        .records("scans")
        .filter(({ name }) => name === "Second try");
    sandbox().faults.add({ match: "POST survey", kind: "status", status: 503 });
    const error = await catchError(surveys().upload(survey("OFF-5"), { name: "Second try" }));
    const [scan] = listScans();
    expect(error).toMatchObject({
      code: "HUNT_UPLOAD",
      scanId: scan!.id,
      status: 503,
      path: "survey",
      cause: { code: "HUNT_SERVER" },
    });
    expect(error.message).toContain(`upload again with scanId ${scan!.id}`);
    sandbox().faults.clear();
    await surveys().upload(survey("OFF-5"), { scanId: (error as HuntUploadError).scanId });
    expect([listScans().length, listHostnames(scan!.id)]).toEqual([1, ["OFF-5"]]);
  });

  it("does not send a survey for a scan that does not exist", async () => {
    expect(
      await catchError(surveys().upload(survey("x"), { scanId: "00000000-0000-4000-8000-000000000000" })),
    ).toMatchObject({
      code: "HUNT_NOT_FOUND",
    });
    expect(sandbox().requests.some(({ path }) => path.includes("survey"))).toBe(false);
  });

  it("streams a survey without loading all of it into memory", async () => {
    const size = 64 * 2 ** 20;
    let received = 0;
    const { url } = await serve((request, response) => {
      request.on("data", (chunk: Buffer) => (received += chunk.length));
      request.on("end", () => response.setHeader("content-type", "application/json").end('{"id":"7"}'));
    });
    let ahead = 0;
    function* pieces() {
      for (let sent = 0; sent < size; sent += 65_536) {
        ahead = Math.max(ahead, sent - received);
        yield Buffer.alloc(65_536, sent === 0 ? Buffer.from([0x1f, 0x8b]) : 0);
      }
    }
    await createSurveys(createClient(url, { token: sampleToken })).upload(() => Readable.from(pieces()), {
      scanId: "0f8fad5b-d9cb-469f-a165-70867728950e",
    });
    expect(received).toBe(size);
    expect(ahead).toBeLessThan(size / 4);
  });
});
