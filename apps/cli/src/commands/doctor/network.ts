import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { dayMs, type Instance, isHuntError, readProxyFromEnv } from "@huntkit/core";
import type { Environment } from "../../program/system.js";
import { createFailure, createOk, type CheckResult, createSkipped, createWarning } from "./finding.js";

/** Milliseconds for each look. */
const timeoutMs = 10_000;

/** Whether requests go through a proxy, and what is to be said of it. */
export interface ProxyCheck {
  readonly isUsed: boolean;
  readonly result: CheckResult;
}

/** Looks at the proxy that the client takes from the environment; of its address, the credentials are not told. */
export function checkProxy(instance: Instance, env: Environment): ProxyCheck {
  const url = new URL(instance.origin);
  try {
    const proxy = readProxyFromEnv(instance, env);
    if (!proxy)
      return createDirectResult(
        url.protocol === "http:"
          ? "None is used for a HUNT on this machine, without TLS."
          : "None is set: HUNT is reached directly.",
      );
    if (isExcludedFromProxy(url, proxy.except))
      return createDirectResult(
        "HTTPS_PROXY is set, and NO_PROXY leaves this HUNT out: it is reached directly.",
      );
    return { isUsed: true, result: createOk("proxy", `${new URL(proxy.url).host}, by HTTPS_PROXY.`) };
  } catch (error) {
    if (!isHuntError(error)) throw error;
    return { isUsed: true, result: createFailure("proxy", error.message, "", 2) };
  }
}

function createDirectResult(finding: string): ProxyCheck {
  return { isUsed: false, result: createOk("proxy", finding) };
}

/** Whether the name is known. */
export async function checkDns({ hostname }: URL, isProxied: boolean): Promise<CheckResult> {
  const host = stripBrackets(hostname);
  if (isIP(host) !== 0) return createSkipped("dns", `${host} is an address, which needs no DNS.`);
  if (isProxied) return createSkipped("dns", "The proxy looks up the name.");
  try {
    const found = await lookup(host, { all: true });
    return createOk("dns", `${host} is ${found.map(({ address }) => address).join(", ")}.`);
  } catch (error) {
    return createFailure(
      "dns",
      `The name ${host} was not found (${(error as NodeJS.ErrnoException).code}).`,
      "Is the instance spelt right? Does this machine's DNS know it, as from within a VPN?",
    );
  }
}

/**
 * Whether a TLS connection can be had, and whose certificate it shows.
 *
 * @param ca all certificates to trust, in PEM; Node's own list unless told
 * @param now milliseconds since 1970
 */
export async function checkTls(
  url: URL,
  isProxied: boolean,
  ca: readonly string[] | undefined,
  now: number,
): Promise<CheckResult> {
  if (url.protocol === "http:") return createSkipped("tls", "A HUNT on this machine, without TLS.");
  if (isProxied) return createSkipped("tls", "The connection goes through the proxy; the next look tells.");
  try {
    const certificate = await getCertificate(url, ca);
    const issuer = String(certificate.issuer?.O ?? certificate.issuer?.CN ?? "nobody known");
    const left = Math.floor((Date.parse(certificate.valid_to) - now) / dayMs);
    const finding = `The certificate of ${url.hostname} is by ${issuer}, and valid for ${left} days.`;
    return left < 14
      ? createWarning("tls", finding, "Tell whoever runs this HUNT to renew it.")
      : createOk("tls", finding);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return createFailure(
      "tls",
      `No trusted connection to ${url.host} (${code || message}).`,
      getRemedy(code),
    );
  }
}

function getCertificate(
  { hostname, port }: URL,
  ca: readonly string[] | undefined,
): Promise<PeerCertificate> {
  const host = stripBrackets(hostname);
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host,
        port: Number(port) || 443,
        ...(isIP(host) === 0 && { servername: host }),
        ...(ca !== undefined && { ca: [...ca] }),
        timeout: timeoutMs,
      },
      () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      },
    );
    socket
      .on("error", reject)
      .on("timeout", () =>
        socket.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })),
      );
  });
}

function getRemedy(code: string): string {
  if (/SELF_SIGNED|UNABLE_TO|ISSUER/.test(code))
    return "Is there an authority of your own, or a proxy that looks into TLS? Trust its certificate: --ca ca.pem, or NODE_EXTRA_CA_CERTS.";
  if (/EXPIRED|NOT_YET/.test(code))
    return "The certificate is out of date, or this machine's clock is wrong.";
  if (/SSL_WRONG_VERSION|SSL_PACKET/.test(code))
    return "What answers there does not speak TLS. Is the port right?";
  if (/ALTNAME/.test(code))
    return "The certificate is for another name. Is the instance spelt as its certificate has it?";
  if (code === "ECONNREFUSED") return "Nothing listens there. Is the port right, and the server up?";
  return "Is a firewall in between, or must a proxy be used? Set HTTPS_PROXY.";
}

/** An address of IPv6 as Node's sockets take it: a URL has it in brackets. */
function stripBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * Whether `NO_PROXY` leaves an `https://` host out. The client lets undici decide, and this decides as its
 * EnvHttpProxyAgent does: `*` and nothing else is every host; else white space and commas part the entries, each a host
 * and all below it, whether or not `.` or `*.` comes first, and with a port that port alone.
 *
 * @param except as `NO_PROXY` has it
 */
export function isExcludedFromProxy({ hostname, port }: URL, except: string): boolean {
  if (except === "*") return true;
  return except
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const [, host = entry, portOfEntry = "0"] = /^(.+):(\d+)$/.exec(entry) ?? [];
      const name = host.replace(/^\*?\./, "").toLowerCase();
      const isPort = Number(portOfEntry) === 0 || Number(portOfEntry) === Number(port || 443);
      return isPort && (hostname === name || hostname.endsWith(`.${name}`));
    });
}
