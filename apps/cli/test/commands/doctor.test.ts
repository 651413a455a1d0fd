import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";
import { startSandbox } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run, signedIn } from "../support/hunt.js";
import { expectValidOutput } from "../support/schema.js";

const { sandbox, hunt } = atHunt();

/** What each look found, by its name. */
async function verdicts(printed: string): Promise<Record<string, string>> {
  const { checks } = (await expectValidOutput("doctor", printed)) as {
    checks: { check: string; verdict: string; finding: string }[];
  };
  return Object.fromEntries(checks.map(({ check, verdict, finding }) => [check, `${verdict}: ${finding}`]));
}

describe("hunt doctor", () => {
  it("says of each thing between here and HUNT what it found", async () => {
    const { code, stdout } = await hunt(["doctor"]);
    expect({ code, stdout: stdout.replace(/clock {8}.*\n.*\n/, "clock ...\n") }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "✓ credentials  Token of http://HUNT from HUNT_TOKEN.
      ✓ proxy        No proxy is used for an instance on this machine.
      - dns          127.0.0.1 is an IP address.
      - tls          The instance is on this machine and does not use TLS.
      ✓ api          http://HUNT/api is a HUNT API, version 3.13.2.6410.
      ! clock ...
      ✓ token        The HUNT token is healthy: 264 days left.
      ",
      }
    `);
  });

  it("sees a clock that is off, and a token that dies soon", async () => {
    const { code, stdout } = await hunt(["doctor", "--json"], { token: sandbox().tokens.expiring });
    expect(code).toBe(0);
    expect(await verdicts(stdout)).toMatchObject({
      clock: expect.stringMatching(
        /^warning: The clock of this machine is (about )?\d+ (seconds?|minutes?|hours?|days?) (fast|slow), compared to HUNT\.$/,
      ) as string,
      token: "warning: The HUNT token expires in 10 days.",
    });
  });

  it("says which file of certificates cannot be read", async () => {
    expect(await hunt(["doctor", "--ca", "/no/such/file"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "hunt: Could not read /no/such/file for --ca (ENOENT).\n",
    });
  });

  it("looks at the way to HUNT without credentials, and says what is missing", async () => {
    const { code, stdout } = await run(["doctor", "--instance", sandbox().url, "--json"]);
    expect(code).toBe(2);
    expect(await verdicts(stdout)).toMatchObject({
      credentials: expect.stringContaining("failed: No token found for") as string,
      api: expect.stringContaining(" is a HUNT API, version ") as string,
    });
  });

  it("names an unknown host, a closed port, what is no HUNT and a dead token", async () => {
    const { admin } = sandbox().tokens;
    const look = async (env: Record<string, string>) => {
      const { code, stdout } = await run(["doctor", "--json"], { env });
      return { code, ...(await verdicts(stdout)) };
    };
    expect(await look(signedIn("no-such-host.invalid", admin))).toMatchObject({
      code: 13,
      dns: expect.stringMatching(/^failed: Could not resolve no-such-host\.invalid \(/) as string,
      tls: expect.stringContaining("skipped") as string,
    });
    expect(await look(signedIn("https://localhost:9", admin))).toMatchObject({
      code: 13,
      tls: "failed: Could not connect to localhost:9 with TLS (ECONNREFUSED).",
    });
    expect(await look(signedIn(sandbox().url, "a".repeat(64)))).toMatchObject({
      code: 12,
      token: expect.stringContaining("failed: HUNT does not accept the token") as string,
    });
    sandbox().faults.add({ match: "GET version", kind: "html" });
    expect(await look(signedIn(sandbox().url, admin))).toMatchObject({
      code: 13,
      api: expect.stringMatching(/^failed: GET version: /) as string,
    });
  });

  it("tells whose certificate it is, and what to do about one that nobody vouches for", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key, cert } });
    onTestFinished(secure.stop);
    const ca = join(temporaryDirectory(), "ca.pem");
    writeFileSync(ca, cert);
    const env = signedIn(secure.url, secure.tokens.admin);
    const untrusted = await run(["doctor", "--json"], { env });
    expect(untrusted.code).toBe(13);
    expect(untrusted.stdout).toContain("--ca ca.pem, or NODE_EXTRA_CA_CERTS");
    const trusted = await run(["doctor", "--ca", ca, "--json"], { env });
    expect(await verdicts(trusted.stdout)).toMatchObject({
      dns: expect.stringContaining("ok: localhost resolves to") as string,
      tls: expect.stringMatching(
        /^ok: The certificate of localhost was issued by .*, and expires in \d+ days\.$/,
      ) as string,
      token: expect.stringContaining("ok") as string,
    });
  });

  it("trusts what NODE_EXTRA_CA_CERTS names beside --ca, as the client does", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key, cert } });
    onTestFinished(secure.stop);
    const [extra, ca] = ["extra.pem", "ca.pem"].map((name) => join(temporaryDirectory(), name)) as [
      string,
      string,
    ];
    writeFileSync(extra, cert);
    writeFileSync(ca, (await generate([{ name: "commonName", value: "other" }])).cert);
    const { stdout } = await run(["doctor", "--ca", ca, "--json"], {
      env: { ...signedIn(secure.url, secure.tokens.admin), NODE_EXTRA_CA_CERTS: extra },
      asProcess: true,
    });
    expect(await verdicts(stdout)).toMatchObject({
      tls: expect.stringContaining("ok") as string,
      api: expect.stringContaining("ok") as string,
    });
  });

  it("refuses a file that holds no certificate, as the client does", async () => {
    const ca = join(temporaryDirectory(), "ca.pem");
    writeFileSync(ca, "none");
    expect(await hunt(["doctor", "--ca", ca])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("ca: no certificate found.") as string,
    });
  });

  it("says which proxy is used, without its password", async () => {
    const { stdout } = await run(["doctor", "--json"], {
      env: {
        ...signedIn("hunt.example.org", sandbox().tokens.admin),
        HTTPS_PROXY: "http://me:pass-word@127.0.0.1:9",
      },
    });
    expect(stdout).not.toContain("pass-word");
    expect(await verdicts(stdout)).toMatchObject({
      proxy: "ok: 127.0.0.1:9 (HTTPS_PROXY).",
      api: expect.stringContaining("failed") as string,
    });
  });
});
