import { describe, expect, it } from "vitest";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const client = () => createClient(sandbox().url, { token: sandbox().tokens.admin });
const reportId = "13ee8f2d-9956-457e-9e7e-7eaaccf185ec";

/** Starts a server that responds with a status, a type, and a body for each path. */
async function createClientWithResponses(responses: Readonly<Record<string, [number, string, string]>>) {
  const { url } = await serve(({ url: path = "" }, response) => {
    const [, body] = Object.entries(responses).find(([end]) => path.endsWith(end)) ?? [];
    const [status, type, text] = body ?? [404, "application/json", '{"error": {"statusCode": 404}}'];
    response.writeHead(status, { "content-type": type }).end(text);
  });
  return createClient(url, { token: sampleToken });
}

describe("a binary response", () => {
  it("is returned byte for byte", async () => {
    const hunt = await createClientWithResponses({ "/x": [200, "application/pdf", "%PDF-1.4 {"] });

    const { data } = await hunt.request<Uint8Array>({ path: "x", binary: true });

    expect(Buffer.from(data).toString()).toBe("%PDF-1.4 {");
  });

  it("has a buffer of its own, without the headers of the response", async () => {
    const hunt = await createClientWithResponses({
      "/x": [200, "application/pdf", "%PDF-1.4 {".repeat(600)],
    });

    const { data } = await hunt.request<Uint8Array>({ path: "x", binary: true });

    expect(data.buffer.byteLength).toBe(data.byteLength);
  });

  it("is rejected if it is a web page", async () => {
    const hunt = await createClientWithResponses({ "/x": [200, "text/html; charset=utf-8", "<html>"] });

    const error = await catchError(hunt.request({ path: "x", binary: true }));

    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem: "html" });
  });

  it("cannot have a schema", async () => {
    const { models } = await import("../src/index.js");

    const error = await catchError(
      client().request({ path: "x", binary: true, schema: models.alerts.schema }),
    );

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "binary" });
  });
});

describe("client.reports", () => {
  it("downloads the file of a report", async () => {
    const file = await client().reports.download(reportId);

    expect(Buffer.from(file).toString("latin1")).toMatch(/^%PDF-1\.4\n.*Alder & Finch Legal.*%%EOF\s*$/s);
  });

  it("tries the other route if the instance does not have the first one", async () => {
    const missing = '{"error": {"statusCode": 404, "message": "There is no method to handle GET /x"}}';
    const hunt = await createClientWithResponses({
      "/download": [404, "application/json", missing],
      "/file": [200, "application/pdf", "%PDF"],
    });

    const file = await hunt.reports.download(reportId);

    expect(Buffer.from(file).toString()).toBe("%PDF");
  });
});

describe("the policies of an instance", () => {
  it("are returned for an agent", async () => {
    const { id } = sandbox()
      .records("Agents")
      .find(({ hostname }) => String(hostname).startsWith("SRV-"))!;

    const policies = await client().agents.policies(id);

    expect(policies.map(({ name }) => name)).toEqual(["Servers", "Antivirus", "Ransomware"]);
  });

  it("are returned for a location, with those that override the organization's", async () => {
    const { id } = sandbox().records("Targets")[0]!;

    const assignments = await client().locations.policyAssignments(id);

    expect(assignments.filter(({ isOverride }) => isOverride).map(({ policyName }) => policyName)).toEqual([
      "Servers",
    ]);
  });

  it("are returned for an organization", async () => {
    const { id } = sandbox().records("Organizations")[0]!;

    const assignments = await client().organizations.policyAssignments(id);

    expect(new Set(assignments.map(({ assignedTo }) => assignedTo))).toEqual(new Set(["ORG"]));
  });
});
