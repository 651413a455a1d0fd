import { HuntClient, parseInstance } from "@huntkit/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkProxy } from "../../src/commands/doctor/network.js";

/** Nothing listens on this port, so a client that uses the proxy reports that the proxy failed. */
const HTTPS_PROXY = "http://127.0.0.1:9";

/** Returns whether the client uses the proxy. */
async function isUsedByClient(instance: string, env: Record<string, string>): Promise<boolean> {
  const client = new HuntClient({ instance, env, retry: { retries: 0 } });
  onTestFinished(() => client.close());
  const problem = await client.version().then(
    () => "none",
    (error: { problem?: string }) => error.problem,
  );
  return problem === "proxy";
}

describe("hunt doctor and the client", () => {
  it.each([
    ["the host", "hunt.test.invalid", false],
    ["the host in capitals", "HUNT.Test.INVALID", false],
    ["a parent domain", "test.invalid", false],
    ["a leading dot", ".test.invalid", false],
    ["a leading dot, and the host itself", ".hunt.test.invalid", false],
    ["a leading asterisk", "*.test.invalid", false],
    ["only an asterisk", "*", false],
    ["an asterisk among others", "other.invalid,*", false],
    ["an asterisk without a dot", "*test.invalid", true],
    ["a suffix of the host name that is not a parent domain", "est.invalid", true],
    ["a subdomain", "a.hunt.test.invalid", true],
    ["another host", "other.invalid", true],
    ["several hosts, separated by commas and white space", "other.invalid , a.invalid\ttest.invalid", false],
    ["nothing", "", true],
    ["only commas", ",,", true],
    ["the default port of https://", "test.invalid:443", false],
    ["another port", "test.invalid:8443", true],
    ["port 0, which means any port", "test.invalid:0", false],
    ["a URL, which is not a host", "https://hunt.test.invalid", true],
  ])("agree on the proxy if NO_PROXY contains %s (%j)", async (_, NO_PROXY, isUsed) => {
    await expectBoth("https://hunt.test.invalid", { HTTPS_PROXY, NO_PROXY }, isUsed);
  });

  it.each([
    ["https://hunt.test.invalid:8443", "hunt.test.invalid", false],
    ["https://hunt.test.invalid:8443", "hunt.test.invalid:8443", false],
    ["https://hunt.test.invalid:8443", "hunt.test.invalid:443", true],
    ["https://127.0.0.1:1", "127.0.0.1", false],
    ["https://127.0.0.1:1", "127.0.0.0/8", false],
    ["https://[::1]:1", "[::1]", false],
    ["https://[::1]:1", "[::1]:1", false],
    ["https://[::1]:1", "::1", false],
  ])("agree on the proxy for %s if NO_PROXY contains %j", async (instance, NO_PROXY, isUsed) => {
    await expectBoth(instance, { HTTPS_PROXY, NO_PROXY }, isUsed);
  });

  it.each([
    [
      "variables in lower case take precedence",
      { https_proxy: HTTPS_PROXY, HTTPS_PROXY: "", no_proxy: "other.invalid", NO_PROXY: "*" },
      true,
    ],
    ["an empty no_proxy takes precedence over NO_PROXY", { HTTPS_PROXY, no_proxy: "", NO_PROXY: "*" }, true],
    ["HTTP_PROXY is ignored", { HTTP_PROXY: HTTPS_PROXY }, false],
    ["the scheme of the proxy is optional", { HTTPS_PROXY: "127.0.0.1:9" }, true],
    ["ALL_PROXY is used without HTTPS_PROXY", { ALL_PROXY: HTTPS_PROXY }, true],
  ])("agree on the variables for the proxy: %s", async (_, env, isUsed) => {
    await expectBoth("https://hunt.test.invalid", env, isUsed);
  });

  it("use no proxy for a HUNT instance on this machine without TLS", async () => {
    await expectBoth("http://127.0.0.1:1", { HTTPS_PROXY }, false);
  });

  it("reject a proxy that is not supported with the same message, without its password", () => {
    const env = { HTTPS_PROXY: "socks5://me:pass-word@127.0.0.1:9", NO_PROXY: "*" };
    const { result } = checkProxy(parseInstance("hunt.test.invalid"), env);
    expect(result).toMatchObject({ verdict: "failed", exitCode: 2 });
    expect(() => new HuntClient({ instance: "hunt.test.invalid", env })).toThrow(result.finding);
    expect(result.finding).not.toContain("pass-word");
  });
});

async function expectBoth(instance: string, env: Record<string, string>, isUsed: boolean): Promise<void> {
  expect({
    client: await isUsedByClient(instance, env),
    doctor: checkProxy(parseInstance(instance), env).isUsed,
  }).toEqual({ client: isUsed, doctor: isUsed });
}
