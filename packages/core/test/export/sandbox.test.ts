import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExportResult } from "../../src/export/export-options.js";
import { findResumePoint } from "../../src/export/find-resume-point.js";
import { createClient, catchError, serve, useSandbox } from "../helpers.js";
import { hostile, Memory } from "./source.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const client = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "huntkit-"))));
afterAll(() => rm(folder, { recursive: true }));

const listIds = (model: string) =>
  sandbox()
    .records(model)
    .map(({ id }) => id)
    .sort();

describe("an export from a sandbox", () => {
  it("contains every row once, with the default concurrency", async () => {
    const path = join(folder, "alerts.ndjson");
    const totals: (number | null)[] = [];
    const result = await client()
      .alerts.list({}, { pageSize: 300 })
      .exportTo(createWriteStream(path), { format: "ndjson", onProgress: ({ total }) => totals.push(total) });
    const lines = (await readFile(path, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string });
    expect(lines.map(({ id }) => id)).toEqual(listIds("Alerts"));
    expect(new Set(totals)).toEqual(new Set([3_000]));
    expect(result).toMatchObject({ rows: 3_000, lastId: listIds("Alerts").at(-1) });
  });

  it("writes the columns of the model in their order", async () => {
    const memory = new Memory();
    await client().agents.list({ limit: 5 }).exportTo(memory, { format: "csv" });
    const [header, ...records] = parse(memory.text);
    expect(header!.slice(0, 6)).toEqual(["id", "hostname", "name", "ipstring", "ip", "active"]);
    expect(records.map(([id]) => id)).toEqual(listIds("Agents").slice(0, 5));
  });

  it("writes the columns of the first page if huntkit does not know the model", async () => {
    const memory = new Memory();
    await client().model("Agents").list({ limit: 1 }).exportTo(memory, { format: "csv" });
    expect(parse(memory.text)[0]!.sort()).toEqual(Object.keys(sandbox().records("Agents")[0]!).sort());
  });

  it("rejects a column that the model does not have, and writes nothing", async () => {
    const memory = new Memory();

    const error = await catchError(
      client()
        .agents.list()
        .exportTo(memory, { format: "csv", columns: ["id", "hostnme"] }),
    );

    expect(error.message).toMatch(/^columns: Agents has no property "hostnme".*Did you mean hostname\?/);
    expect(memory.text).toBe("");
  });

  it("writes an included relation as a column", async () => {
    const memory = new Memory();

    await client()
      .targets.list({ include: "agents", limit: 1 })
      .exportTo(memory, { format: "csv", columns: ["name", "agents"] });

    expect(parse(memory.text)[0]).toEqual(["name", "agents"]);
  });

  it("preserves hostile strings if it is truncated at any byte after the first row and resumed", async () => {
    const flags = client().flags;
    // PostgreSQL cannot store NUL.
    for (const [index, text] of fc.sample(hostile, 25).entries())
      await flags.create({ name: `${index} ${text.replaceAll("\0", "").slice(0, 200)}#`, color: "teal" });
    const path = join(folder, "flags");
    for (const format of ["ndjson", "csv"] as const) {
      const whole = new Memory();
      await flags.list().exportTo(whole, { format });
      const firstRow = whole.bytes.indexOf("\n") + 1;
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: firstRow, max: whole.bytes.length }),
          fc.integer({ min: 1, max: 40 }),
          async (length, pageSize) => {
            await flags.list().exportTo(createWriteStream(path), { format });
            await truncate(path, length);
            await flags.list({}, { pageSize }).exportTo(createWriteStream(path, { flags: "a" }), {
              format,
              resume: await findResumePoint(path, format),
            });
            expect((await readFile(path)).equals(whole.bytes)).toBe(true);
          },
        ),
        { numRuns: 15 },
      );
    }
  });

  it("stops sending requests after the reader of an HTTP response has disconnected", async () => {
    let outcome: Promise<ExportResult> | undefined;
    const { alerts } = client();
    const { url } = await serve(
      (_, response) =>
        void (outcome = alerts
          .list({}, { pageSize: 50, concurrency: 1 })
          .exportTo(response, { format: "csv" })),
    );
    const request = get(url);
    const [answer] = (await once(request, "response")) as [NodeJS.ReadableStream];
    await once(answer, "readable");
    request.destroy();
    await expect(outcome).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
    expect(sandbox().requests.length).toBeLessThan(60);
  });

  it("retries failed pages, and writes no row twice", async () => {
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 503, times: 3, skip: 2 });
    const memory = new Memory();
    await client()
      .alerts.list({ fields: ["id", "name"] }, { pageSize: 500 })
      .exportTo(memory, { format: "ndjson" });
    expect(
      memory.text
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(listIds("Alerts"));
  });
});
