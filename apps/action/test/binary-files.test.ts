import { readFileSync } from "node:fs";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();

const call = (inputs: Record<string, string>, directory: string) =>
  run(
    { instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs },
    { env: { GITHUB_WORKSPACE: directory } },
  );

describe("a request with an output file for a PDF", () => {
  it("writes the bytes of the response", async () => {
    const directory = temporaryDirectory();
    const [report] = sandbox().records("Reports");

    const { exitCode, outputs } = await call(
      { request: "GET Reports/{id}/download", params: `id: ${report!.id}`, "output-file": "report.pdf" },
      directory,
    );

    expect(exitCode).toBe(0);
    expect(outputs["file"]).toBe(`${directory}/report.pdf`);
    expect(readFileSync(`${directory}/report.pdf`, "latin1")).toMatch(/^%PDF-.*%%EOF\s*$/s);
  });

  it("fails before anything is sent for a list", async () => {
    sandbox().requests.clear();

    const { exitCode, annotations } = await call(
      { request: "GET Alerts", "output-file": "alerts.pdf" },
      temporaryDirectory(),
    );

    expect(exitCode).toBe(1);
    expect(annotations.map(({ message }) => message).join()).toContain(
      "a PDF can contain only the response to a GET request for a file",
    );
    expect(sandbox().requests).toEqual([]);
  });
});
