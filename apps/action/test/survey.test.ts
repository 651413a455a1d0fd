import { gzipSync } from "node:zlib";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();

const upload = (inputs: Record<string, string>, files: Record<string, string | Uint8Array>) =>
  run(
    { instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs },
    { env: { GITHUB_WORKSPACE: temporaryDirectory(files) } },
  );
const survey = (hostname: string) => gzipSync(JSON.stringify({ hostname }));
const errorsOf = ({ annotations }: Awaited<ReturnType<typeof run>>) =>
  annotations.filter(({ level }) => level === "error").map(({ message }) => message);

describe("survey", () => {
  it("uploads all files to one scan of the target group", async () => {
    const files = { "one.json.gz": survey("offline-1"), "two.json.gz": survey("offline-2") };

    const { exitCode, outputs } = await upload(
      { survey: "one.json.gz, two.json.gz", "survey-target-group": "Lyon servers" },
      files,
    );

    const hosts = sandbox()
      .records("ScanHosts")
      .filter(({ scanId }) => scanId === outputs["scan-id"]);
    expect(exitCode).toBe(0);
    expect(hosts.map(({ hostname }) => hostname)).toEqual(["offline-1", "offline-2"]);
  });

  it("fails before anything is sent if a file is not compressed", async () => {
    const before = sandbox().records("scans").length;

    const result = await upload({ survey: "one.json" }, { "one.json": "{}" });

    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain("not compressed with gzip");
    expect(sandbox().records("scans")).toHaveLength(before);
  });

  it("names the scan if a later file fails", async () => {
    const files = { "one.json.gz": survey("offline-3"), "two.json": "{}" };

    const result = await upload({ survey: "one.json.gz\ntwo.json" }, files);

    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toMatch(/1 of 2 surveys were uploaded to the scan [0-9a-f-]{36}\./);
  });

  it("names the input if the target group does not exist", async () => {
    const result = await upload(
      { survey: "one.json.gz", "survey-target-group": "Nowhere" },
      { "one.json.gz": survey("offline-4") },
    );

    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain("survey-target-group");
  });
});
