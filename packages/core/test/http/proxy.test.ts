import { describe, expect, it } from "vitest";
import { findProxy } from "../../src/http/proxy.js";

const hunt = { origin: "https://hunt.example.org" };
const HTTPS_PROXY = "http://proxy:3128";

describe("findProxy", () => {
  it.each([
    ["HTTPS_PROXY", { HTTPS_PROXY: "http://a:1" }, "http://a:1"],
    [
      "https_proxy before HTTPS_PROXY",
      { https_proxy: "http://a:1", HTTPS_PROXY: "http://b:1" },
      "http://a:1",
    ],
    ["an address without a scheme", { HTTPS_PROXY: "a:1" }, "http://a:1"],
    ["an address with white space around it", { HTTPS_PROXY: " http://a:1\n" }, "http://a:1"],
    ["ALL_PROXY", { ALL_PROXY: "a:1" }, "http://a:1"],
    ["all_proxy before ALL_PROXY", { all_proxy: "http://a:1", ALL_PROXY: "http://b:1" }, "http://a:1"],
    ["HTTPS_PROXY before ALL_PROXY", { HTTPS_PROXY: "http://a:1", ALL_PROXY: "http://b:1" }, "http://a:1"],
  ])("uses %s", (_, env, url) => {
    expect(findProxy(hunt, env)?.url).toBe(url);
  });

  it("ignores ALL_PROXY if it is a SOCKS proxy", () => {
    expect(findProxy(hunt, { ALL_PROXY: "socks5://a:1" })).toBeNull();
  });

  it("rejects HTTPS_PROXY if it is a SOCKS proxy, and does not repeat its value", () => {
    const act = () => findProxy(hunt, { HTTPS_PROXY: "socks5://me:pass-word@a:1" });

    expect(act).toThrow(/^HTTPS_PROXY: /);
    expect(act).not.toThrow(/pass-word/);
  });

  it.each([
    ["https://hunt.example.org", "x,*"],
    ["https://hunt.example.org", "hunt.example.org"],
    ["https://hunt.example.org", " example.org "],
    ["https://hunt.example.org", "x, .example.org"],
    ["https://hunt.example.org", "*.example.org"],
    ["https://hunt.example.org", "x\texample.org:443"],
    ["https://10.1.2.3", "10.0.0.0/8"],
    ["https://10.1.2.3:8443", "10.1.2.3"],
    ["https://[::1]", "::1"],
    ["https://[::1]", "[::1]"],
    ["https://[::1]", "0:0:0:0:0:0:0:1"],
    ["https://[::1]:8443", "[::1]:8443"],
    ["https://[fd00::7]", "fd00::/8"],
  ])("connects to %s directly if NO_PROXY is %j", (origin, NO_PROXY) => {
    expect(findProxy({ origin }, { HTTPS_PROXY, NO_PROXY })).toBeNull();
  });

  it.each([
    ["https://hunt.example.org", ""],
    ["https://hunt.example.org", ",,"],
    ["https://hunt.example.org", "unt.example.org"],
    ["https://hunt.example.org", "a.hunt.example.org"],
    ["https://hunt.example.org", "example.org:8443"],
    ["https://11.1.2.3", "10.0.0.0/8"],
    ["https://10.1.2.3", "10.0.0.0/99"],
    ["https://[::2]", "::1"],
    ["https://[::1]", "[::1]:8443"],
  ])("uses the proxy for %s if NO_PROXY is %j", (origin, NO_PROXY) => {
    expect(findProxy({ origin }, { HTTPS_PROXY, NO_PROXY })?.url).toBe(HTTPS_PROXY);
  });
});
