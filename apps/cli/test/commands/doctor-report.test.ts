import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InstanceReport } from "@huntkit/catalog";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { startSandbox } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { signedIn } from "../support/hunt.js";

const { sandbox, hunt } = atHunt();

async function writeReport(): Promise<{ text: string; report: InstanceReport; stderr: string }> {
  const path = join(temporaryDirectory(), "instance.json");
  const { code, stderr } = await hunt(["doctor", "--report", path]);
  expect(code).toBe(0);
  const text = readFileSync(path, "utf8");
  return { text, report: JSON.parse(text) as InstanceReport, stderr };
}

let written: ReturnType<typeof writeReport> | undefined;

/** Returns a report that the tests of this file share, because it takes many requests. */
const readSharedReport = () => (written ??= writeReport());

describe("hunt doctor --report", () => {
  it("writes the routes and the types of the fields of each model", async () => {
    const { report } = await readSharedReport();

    expect(report.document).toBe("explorer/openapi.json");
    expect(report.routes).toContain("GET /Agents/{id}");
    expect(report.models["Agents"]?.state).toBe("rows");
    expect(report.models["Agents"]?.fields).toMatchObject({
      id: "uuid",
      hostname: "string",
      active: "boolean",
    });
    expect(report.tokenRoutes).toContain("GET /users/{id}/accessTokens");
  });

  it("writes no value of any row, and no token", async () => {
    const { text, report } = await readSharedReport();

    const kinds = /^(uuid|hex|date|numeric string|string|number|boolean|object|array|null)$/;
    const states = /^(rows|empty|missing|denied|failed)$/;
    for (const { state, fields = {} } of Object.values(report.models)) {
      expect(state).toMatch(states);
      for (const kind of Object.values(fields)) expect(kind).toMatch(kinds);
    }
    for (const token of Object.values(sandbox().tokens)) expect(text).not.toContain(token);
    for (const { hostname, id } of sandbox().records("Agents")) {
      expect(text).not.toContain(hostname);
      expect(text).not.toContain(id);
    }
  });

  it("sends only GET requests", async () => {
    await writeReport();

    const methods = new Set(sandbox().requests.map(({ method }) => method));
    expect([...methods]).toEqual(["GET"]);
  });

  it("writes which assumptions hold", async () => {
    const { report } = await readSharedReport();

    expect(report.assumptions).toEqual({
      "raw-authorization": true,
      "unknown-property-dropped": true,
      "unknown-order-fails": true,
      "like-anchored": true,
      "nulls-first-when-descending": true,
      "neq-leaves-out-null": true,
      "or-needs-and": true,
      "native-ids": true,
      "total-count-header": true,
      "missing-route-message": true,
      "token-last-use": true,
      "page-cap-1000": true,
    });
  });

  it("marks a model that the instance does not have as missing", async () => {
    sandbox().faults.add({ match: "GET Flags", kind: "status", status: 404 });

    const { report } = await writeReport();

    expect(report.models["flags"]?.state).toBe("missing");
  });
});

describe("hunt doctor --compare", () => {
  it("finds no difference between two sandboxes", async () => {
    const { code, stdout } = await hunt(["doctor", "--compare"]);

    expect(code).toBe(0);
    expect(stdout).toContain("The sandbox does not differ from the instance.");
  });

  it("shows models, fields, and assumptions of a file that differ from the sandbox", async () => {
    const { report } = await readSharedReport();
    const path = join(temporaryDirectory(), "other.json");
    const { hostname: _, ...fields } = report.models["Agents"]!.fields!;
    const other = {
      ...report,
      models: {
        ...report.models,
        Agents: { state: "rows", fields: { ...fields, active: "string", siteCode: "uuid" } },
        Holograms: { state: "empty" },
      },
      assumptions: { ...report.assumptions, "total-count-header": false },
    };
    writeFileSync(path, JSON.stringify(other));

    const { code, stdout } = await hunt(["doctor", "--compare", "--from", path, "--json"]);

    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { differences: unknown }).differences).toEqual([
      { kind: "type", subject: "Agents.active", instance: "string", sandbox: "boolean" },
      { kind: "field", subject: "Agents.hostname", instance: "absent", sandbox: "string" },
      { kind: "field", subject: "Agents.siteCode", instance: "uuid", sandbox: "absent" },
      { kind: "model", subject: "Holograms", instance: "empty", sandbox: "missing" },
      { kind: "assumption", subject: "total-count-header", instance: "does not hold", sandbox: "holds" },
    ]);
  });

  it("rejects a file that is not a description", async () => {
    const path = join(temporaryDirectory(), "other.json");
    writeFileSync(path, "[]");

    const { code, stderr } = await hunt(["doctor", "--compare", "--from", path]);

    expect(code).toBe(2);
    expect(stderr).toContain(`${path}, the file for --from, is not a description of an instance.`);
  });
});

describe("a sandbox that is started like a described instance", () => {
  it("has the same description", async () => {
    const { report } = await readSharedReport();
    const { hostname: _, ...fields } = report.models["Agents"]!.fields!;
    const described: InstanceReport = {
      ...report,
      models: { ...report.models, Agents: { state: "rows", fields: { ...fields, siteCode: "null" } } },
      assumptions: { ...report.assumptions, "native-ids": false, "or-needs-and": false },
    };
    const like = await startSandbox({ like: described, now: "2026-03-01T12:00:00Z" });
    onTestFinished(() => like.stop());
    const path = join(temporaryDirectory(), "like.json");

    await hunt(["doctor", "--report", path], { env: signedIn(like.url, like.tokens.admin) });

    const copy = JSON.parse(readFileSync(path, "utf8")) as InstanceReport;
    expect(copy.models["Agents"]).toEqual(described.models["Agents"]);
    expect(copy.assumptions).toEqual(described.assumptions);
  });
});
