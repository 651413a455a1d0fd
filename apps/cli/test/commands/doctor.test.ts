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

/** Returns verdict and finding of each check, by its name. */
async function verdicts(printed: string): Promise<Record<string, string>> {
  const { checks } = (await expectValidOutput("doctor", printed)) as {
    checks: { check: string; verdict: string; finding: string }[];
  };
  return Object.fromEntries(checks.map(({ check, verdict, finding }) => [check, `${verdict}: ${finding}`]));
}

describe("hunt doctor", () => {
  it("prints the result of each check on the way to HUNT", async () => {
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

  it("warns if the clock of this machine is wrong", async () => {
    const { code, stdout } = await hunt(["doctor", "--json"]);

    expect(code).toBe(0);
    expect((await verdicts(stdout))["clock"]).toMatch(
      /^warning: The clock of this machine is (about )?\d+ (seconds?|minutes?|hours?|days?) (fast|slow), compared to HUNT\.$/,
    );
  });

  it("warns if the token expires soon", async () => {
    const { code, stdout } = await hunt(["doctor", "--json"], { token: sandbox().tokens.expiring });

    expect(code).toBe(0);
    expect((await verdicts(stdout))["token"]).toBe("warning: The HUNT token expires in 10 days.");
  });

  it("exits with code 2 if the file in --ca cannot be read", async () => {
    expect(await hunt(["doctor", "--ca", "/no/such/file"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "hunt: Could not read /no/such/file for --ca (ENOENT).\n",
    });
  });

  it("checks the connection without credentials, and reports that they are missing", async () => {
    const { code, stdout } = await run(["doctor", "--instance", sandbox().url, "--json"]);
    expect(code).toBe(2);
    expect(await verdicts(stdout)).toMatchObject({
      credentials: expect.stringContaining("failed: No token found for") as string,
      api: expect.stringContaining(" is a HUNT API, version ") as string,
    });
  });

  const check = async (env: Record<string, string>) => {
    const { code, stdout } = await run(["doctor", "--json"], { env });
    return { code, findings: await verdicts(stdout) };
  };

  it("exits with code 13 if the host is unknown, and skips the check of TLS", async () => {
    const { code, findings } = await check(signedIn("no-such-host.invalid", sandbox().tokens.admin));

    expect(code).toBe(13);
    expect(findings["dns"]).toMatch(/^failed: Could not resolve no-such-host\.invalid \(/);
    expect(findings["tls"]).toContain("skipped");
  });

  it("exits with code 13 if the port is closed", async () => {
    const { code, findings } = await check(signedIn("https://localhost:9", sandbox().tokens.admin));

    expect(code).toBe(13);
    expect(findings["tls"]).toBe("failed: Could not connect to localhost:9 with TLS (ECONNREFUSED).");
  });

  it("exits with code 12 if HUNT does not accept the token", async () => {
    const { code, findings } = await check(signedIn(sandbox().url, "a".repeat(64)));

    expect(code).toBe(12);
    expect(findings["token"]).toContain("failed: HUNT does not accept the token");
  });

  it("exits with code 13 if the server is not a HUNT API", async () => {
    sandbox().faults.add({ match: "GET version", kind: "html" });

    const { code, findings } = await check(signedIn(sandbox().url, sandbox().tokens.admin));

    expect(code).toBe(13);
    expect(findings["api"]).toMatch(/^failed: GET version: /);
  });

  /** Starts a sandbox with a self-signed certificate, and returns the path of the certificate. */
  const startWithTls = async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key, cert } });
    onTestFinished(secure.stop);
    const certificate = join(temporaryDirectory(), "certificate.pem");
    writeFileSync(certificate, cert);
    return { certificate, env: signedIn(secure.url, secure.tokens.admin) };
  };

  it("exits with code 13 and advice if the certificate is not trusted", async () => {
    const { env } = await startWithTls();

    const { code, stdout } = await run(["doctor", "--json"], { env });

    expect(code).toBe(13);
    expect(stdout).toContain("--ca ca.pem, or NODE_EXTRA_CA_CERTS");
  });

  it("prints the issuer and the validity of a certificate that --ca trusts", async () => {
    const { certificate, env } = await startWithTls();

    const { stdout } = await run(["doctor", "--ca", certificate, "--json"], { env });

    const findings = await verdicts(stdout);
    expect(findings["dns"]).toContain("ok: localhost resolves to");
    expect(findings["tls"]).toMatch(
      /^ok: The certificate of localhost was issued by .*, and expires in \d+ days\.$/,
    );
    expect(findings["token"]).toContain("ok");
  });

  it("trusts the certificates in NODE_EXTRA_CA_CERTS in addition to --ca, as the client does", async () => {
    const { certificate, env } = await startWithTls();
    const ca = join(temporaryDirectory(), "ca.pem");
    writeFileSync(ca, (await generate([{ name: "commonName", value: "other" }])).cert);

    const { stdout } = await run(["doctor", "--ca", ca, "--json"], {
      env: { ...env, NODE_EXTRA_CA_CERTS: certificate },
      asProcess: true,
    });

    const findings = await verdicts(stdout);
    expect(findings["tls"]).toContain("ok");
    expect(findings["api"]).toContain("ok");
  });

  it("rejects a file without a certificate in --ca, as the client does", async () => {
    const ca = join(temporaryDirectory(), "ca.pem");
    writeFileSync(ca, "none");
    expect(await hunt(["doctor", "--ca", ca])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("ca: no certificate found.") as string,
    });
  });

  it("prints the proxy without its password", async () => {
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
