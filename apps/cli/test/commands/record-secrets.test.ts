import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { beforeEach, describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { sandbox, hunt } = atHunt();

const secret = 'correct "horse" battery';
const shown = { id: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "Lab", deleted: false };
const credential = { ...shown, password: secret };
const respondWith = (match: string, status: number, body: unknown) =>
  sandbox().faults.add({ match, kind: "status", status, body, times: "always" });
const findVariable = (name: string) =>
  sandbox()
    .records("ExtensionGlobalVariables")
    .find((row) => row["name"] === name);

beforeEach(() => sandbox().faults.clear());

describe("the secret of a variable", () => {
  beforeEach(async () => {
    if (findVariable("api_key") !== undefined) return;
    await hunt(["variable", "create", "api_key", "--type", "secret", "--with-value"], { stdin: secret });
  });

  it("is not in the output of a create", async () => {
    const args = ["variable", "create", "other_key", "--type", "secret", "--with-value", "--json"];

    const { stdout } = await hunt(args, { stdin: secret });

    const { id, value } = findVariable("other_key")!;
    expect(value).toBe(secret);
    expect(JSON.parse(stdout)).toEqual({ id, name: "other_key", type: "secret" });
  });

  it.each([
    ["an update", ["update", "api_key", "--type", "secret", "--json"]],
    ["a get", ["get", "api_key"]],
    ["a get with --json", ["get", "api_key", "--json"]],
    ["a list with --json", ["list", "--json"]],
    ["a list with --ndjson", ["list", "--ndjson"]],
    ["a delete", ["delete", "api_key", "--yes", "--json"]],
  ])("is not in the output of %s", async (_, args) => {
    const { code, stdout, stderr } = await hunt(["variable", ...args]);

    expect(code, stderr).toBe(0);
    expect(stdout).toContain("api_key");
    expect(stdout).not.toContain("horse");
  });

  it("is in the output if the type of the variable is not secret", async () => {
    const { stdout } = await hunt(["variable", "get", "upload_bucket", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ value: "hunt-recovery" });
  });
});

describe("the password of a credential", () => {
  it("is not in the output if HUNT returns it", async () => {
    respondWith("PATCH credentials/*", 200, credential);

    const { stdout } = await hunt(["credential", "update", "Linux fleet", "--username", "scan", "--json"]);

    expect(JSON.parse(stdout)).toEqual(shown);
  });
});

describe("a secret on stdin", () => {
  const args = ["credential", "create", "Lab", "--with-password", "--json"];

  it("is redacted if HUNT returns it in another property", async () => {
    respondWith("POST credentials", 200, { ...credential, note: `Stored ${secret}` });

    const { stdout } = await hunt(args, { stdin: `${secret}\n` });

    expect(JSON.parse(stdout)).toEqual({ ...shown, note: "Stored [redacted]" });
  });

  it("is redacted in an error of HUNT", async () => {
    const message = `The value is invalid (value: ${secret}).`;
    respondWith("POST credentials", 422, { error: { statusCode: 422, name: "ValidationError", message } });

    const { code, stderr } = await hunt(args, { stdin: `${secret}\n` });

    expect(code).toBe(1);
    expect(stderr).toContain("The value is invalid (value: [redacted])");
  });
});

describe("a secret in raw records", () => {
  const note = "Redacted the value in 1 record, because it is a secret.\n";
  const path = "ExtensionGlobalVariables";
  const where = ["--where", '{"name": {"inq": ["api_key", "upload_bucket"]}}'];

  beforeEach(async () => {
    if (findVariable("api_key") !== undefined) return;
    await hunt(["variable", "create", "api_key", "--type", "secret", "--with-value"], { stdin: secret });
  });

  it("is redacted by hunt api, and other values are not", async () => {
    const { stdout, stderr } = await hunt(["api", "GET", path, ...where, "--fields", "name,value,type"]);

    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        { name: "api_key", type: "secret", value: "[redacted]" },
        { name: "upload_bucket", type: "string", value: "hunt-recovery" },
      ]),
    );
    expect(stderr).toBe(note);
  });

  it("is redacted by hunt api for one record", async () => {
    const { stdout, stderr } = await hunt(["api", "GET", `${path}/${findVariable("api_key")!.id}`]);

    expect(JSON.parse(stdout)).toMatchObject({ name: "api_key", value: "[redacted]" });
    expect(stderr).toBe(note);
  });

  it("is redacted by hunt api before --select", async () => {
    const { stdout } = await hunt(["api", "GET", path, ...where, "--select", "[?name=='api_key'].value"]);

    expect(JSON.parse(stdout)).toEqual(["[redacted]"]);
  });

  it("is redacted by hunt api in the response to a write", async () => {
    respondWith("POST credentials", 200, credential);

    const { stdout } = await hunt(["api", "POST", "credentials", "--body", '{"name": "Lab"}']);

    expect(JSON.parse(stdout)).toEqual({ ...credential, password: "[redacted]" });
  });

  it.each(["v.ndjson", "v.csv"])("is redacted by hunt export: %s", async (file) => {
    const cwd = temporaryDirectory();

    const { stderr } = await hunt(["export", path, "--output", file, ...where], { cwd });

    const text = readFileSync(join(cwd, file), "utf8");
    expect(text).toContain("[redacted]");
    expect(text).not.toContain(secret);
    expect(stderr).toContain(note);
  });
});

describe("a secret in records of another model", () => {
  const note = "Redacted the password in 1 record, because it is a secret.\n";
  const query = { id: shown.id, name: "Network", value: "10.0.0.0/16", credentialId: shown.id };
  const path = `queries/${query.id}`;
  const respondOnce = (match: string, rows: readonly object[]) =>
    sandbox().faults.add({ match, kind: "status", status: 200, body: rows, times: 1 });

  it("is redacted by hunt api if the relation is included", async () => {
    respondOnce("GET queries", [{ ...query, credential }]);

    const { stdout, stderr } = await hunt([
      "api",
      "GET",
      "queries",
      "--include",
      "credential",
      "--limit",
      "1",
    ]);

    expect(JSON.parse(stdout)).toEqual([{ ...query, credential: { ...credential, password: "[redacted]" } }]);
    expect(stderr).toBe(note);
  });

  it("is redacted by hunt api below another relation", async () => {
    respondOnce("GET targets", [{ ...shown, queries: [{ ...query, credential }] }]);

    const { stdout, stderr } = await hunt(["api", "GET", "targets", "--include", "queries", "--limit", "1"]);

    expect(stdout).not.toContain("horse");
    expect(stderr).toBe(note);
  });

  it("is redacted by hunt api in a relation that huntkit does not know", async () => {
    const variable = { id: shown.id, name: "api_key", type: "secret", value: secret };
    respondOnce("GET extensions", [{ ...shown, owner: credential, variables: [variable] }]);

    const { stdout, stderr } = await hunt(["api", "GET", "extensions", "--limit", "1"]);

    expect(stdout).not.toContain("horse");
    expect(stderr).toBe(`${note.trim()} Redacted the value in 1 record, because it is a secret.\n`);
  });

  it.each(["credential", "owner"])(
    "is redacted by hunt api if the path is that of a relation: %s",
    async (relation) => {
      respondWith(`GET ${path}/${relation}`, 200, credential);

      const { stdout } = await hunt(["api", "GET", `${path}/${relation}`]);

      expect(JSON.parse(stdout)).toEqual({ ...credential, password: "[redacted]" });
    },
  );

  it.each(["q.ndjson", "q.csv"])("is redacted by hunt export: %s", async (file) => {
    const cwd = temporaryDirectory();
    respondOnce("GET queries", [{ ...query, credential }]);

    const { stderr } = await hunt(["export", "queries", "--output", file], { cwd });

    const text = readFileSync(join(cwd, file), "utf8");
    expect(text).toContain("[redacted]");
    expect(text).not.toContain("horse");
    expect(stderr).toContain(note);
  });

  it("is not a password in the data of an alert", async () => {
    const alert = { id: shown.id, data: { password: "in a command line" } };
    respondOnce("GET Alerts", [alert]);

    const { stdout } = await hunt(["api", "GET", "Alerts", "--limit", "1"]);

    expect(JSON.parse(stdout)).toEqual([alert]);
  });
});
