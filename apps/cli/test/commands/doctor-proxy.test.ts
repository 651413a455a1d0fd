import { HuntClient, parseInstance } from "@huntkit/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkProxy } from "../../src/commands/doctor/network.js";

/** Nothing listens there: a client that goes through it says that the proxy failed. */
const HTTPS_PROXY = "http://127.0.0.1:9";

/** Whether the client goes through the proxy. */
async function isUsedByClient(instance: string, env: Record<string, string>): Promise<boolean> {
  const client = new HuntClient({ instance, env, retry: { retries: 0 } });
  onTestFinished(() => client.close());
  const problem = await client.version().then(
    () => "none",
    (error: { problem?: string }) => error.problem,
  );
  return problem === "proxy";
}

describe("hunt doctor and the client agree on the proxy", () => {
  it.each([
    ["the host", "hunt.test.invalid", false],
    ["the host in capitals", "HUNT.Test.INVALID", false],
    ["a host above it", "test.invalid", false],
    ["a leading dot", ".test.invalid", false],
    ["a leading dot, and the host itself", ".hunt.test.invalid", false],
    ["a leading asterisk", "*.test.invalid", false],
    ["an asterisk alone", "*", false],
    ["an asterisk among others", "other.invalid,*", false],
    ["an asterisk without a dot", "*test.invalid", true],
    ["an end of the host's name that is no host above it", "est.invalid", true],
    ["a host below it", "a.hunt.test.invalid", true],
    ["another host", "other.invalid", true],
    ["several, parted by commas and white space", "other.invalid , a.invalid\ttest.invalid", false],
    ["nothing", "", true],
    ["only commas", ",,", true],
    ["the port that https:// has", "test.invalid:443", false],
    ["another port", "test.invalid:8443", true],
    ["port 0, which is any", "test.invalid:0", false],
    ["a scheme, which is no host", "https://hunt.test.invalid", true],
  ])("where NO_PROXY holds %s (%j)", async (_, NO_PROXY, isUsed) => {
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
  ])("at %s where NO_PROXY holds %j", async (instance, NO_PROXY, isUsed) => {
    await expectBoth(instance, { HTTPS_PROXY, NO_PROXY }, isUsed);
  });

  it.each([
    [
      "lower case goes before capitals",
      { https_proxy: HTTPS_PROXY, HTTPS_PROXY: "", no_proxy: "other.invalid", NO_PROXY: "*" },
      true,
    ],
    ["an empty no_proxy goes before NO_PROXY", { HTTPS_PROXY, no_proxy: "", NO_PROXY: "*" }, true],
    ["HTTP_PROXY is not looked at", { HTTP_PROXY: HTTPS_PROXY }, false],
    ["a scheme may be left out", { HTTPS_PROXY: "127.0.0.1:9" }, true],
    ["ALL_PROXY is used without HTTPS_PROXY", { ALL_PROXY: HTTPS_PROXY }, true],
  ])("by names: %s", async (_, env, isUsed) => {
    await expectBoth("https://hunt.test.invalid", env, isUsed);
  });

  it("for a HUNT on this machine without TLS, which no proxy is used for", async () => {
    await expectBoth("http://127.0.0.1:1", { HTTPS_PROXY }, false);
  });

  it("that cannot be used: doctor says what the client refuses, without the password", () => {
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
