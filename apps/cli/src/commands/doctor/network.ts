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
          ? "No proxy is used for an instance on this machine without TLS."
          : "No proxy is set. The connection is direct.",
      );
    if (proxy.isExcluded)
      return createDirectResult(
        `${proxy.source} is set, but NO_PROXY excludes this instance. The connection is direct.`,
      );
    return { isUsed: true, result: createOk("proxy", `${new URL(proxy.url).host} (${proxy.source}).`) };
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
  if (isIP(host) !== 0) return createSkipped("dns", `${host} is an address and requires no DNS.`);
  if (isProxied) return createSkipped("dns", "The proxy resolves the name.");
  try {
    const found = await lookup(host, { all: true });
    return createOk("dns", `${host} resolves to ${found.map(({ address }) => address).join(", ")}.`);
  } catch (error) {
    return createFailure(
      "dns",
      `The name ${host} was not found (${(error as NodeJS.ErrnoException).code}).`,
      "Check the spelling of the instance, and whether its name resolves only in a VPN.",
    );
  }
}

const ignoredVariable = "NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: hunt always verifies certificates.";
const variableAdvice =
  "Remove the variable, because other programs obey it. Trust more certificates with --ca.";

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
  env: Environment,
): Promise<CheckResult> {
  if (url.protocol === "http:") return createSkipped("tls", "An instance on this machine without TLS.");
  const isVerificationOff = env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0";
  if (isProxied && !isVerificationOff)
    return createSkipped("tls", "The connection uses the proxy. The next check covers it.");
  if (isProxied) return createWarning("tls", ignoredVariable, variableAdvice);
  try {
    const certificate = await getCertificate(url, ca);
    const issuer = String(certificate.issuer?.O ?? certificate.issuer?.CN ?? "an unknown issuer");
    const left = Math.floor((Date.parse(certificate.valid_to) - now) / dayMs);
    const finding = `The certificate of ${url.hostname} is issued by ${issuer} and valid for ${left} days.`;
    return left < 14
      ? createWarning("tls", finding, "Ask the operator of this instance to renew it.")
      : isVerificationOff
        ? createWarning("tls", `${finding} ${ignoredVariable}`, variableAdvice)
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
        rejectUnauthorized: true,
        timeout: timeoutMs,
      },
      () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      },
    );
    socket
      .on("error", reject)
      .on("timeout", () => socket.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })));
  });
}

function getRemedy(code: string): string {
  if (/SELF_SIGNED|UNABLE_TO|ISSUER/.test(code))
    return "If you use your own certificate authority, or a proxy that inspects TLS, trust its certificate: --ca ca.pem, or NODE_EXTRA_CA_CERTS.";
  if (/EXPIRED|NOT_YET/.test(code))
    return "The certificate has expired, or the clock of this machine is wrong.";
  if (/SSL_WRONG_VERSION|SSL_PACKET/.test(code)) return "The server does not support TLS. Check the port.";
  if (/ALTNAME/.test(code)) return "The certificate is for another name. Check the spelling of the instance.";
  if (code === "ECONNREFUSED") return "No server is listening there. Check the port and the server.";
  return "Check for a firewall. If you need a proxy, set HTTPS_PROXY.";
}

/** An address of IPv6 as Node's sockets take it: a URL has it in brackets. */
function stripBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
