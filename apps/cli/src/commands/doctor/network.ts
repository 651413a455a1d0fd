import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { type Instance, isHuntError } from "@huntkit/core";
import { dayMs } from "@huntkit/core/internal";
import { readProxyFromEnv } from "@huntkit/core/network";
import { formatDaysFromNow } from "@huntkit/toolkit";
import type { Environment } from "../../program/system.js";
import { createFailure, createOk, type CheckResult, createSkipped, createWarning } from "./finding.js";

/** Timeout of a TLS handshake. */
const timeoutMs = 10_000;

/** Whether requests use a proxy, and the result of the check. */
export interface ProxyCheck {
  readonly isUsed: boolean;
  readonly result: CheckResult;
}

/** Checks the proxy in the environment. Its credentials are not printed. */
export function checkProxy(instance: Instance, env: Environment): ProxyCheck {
  const url = new URL(instance.origin);
  try {
    const proxy = readProxyFromEnv(instance, env);
    if (!proxy)
      return createDirectResult(
        url.protocol === "http:"
          ? "No proxy is used for an instance on this machine."
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

/** Checks that DNS resolves the name of the instance. */
export async function checkDns({ hostname }: URL, isProxied: boolean): Promise<CheckResult> {
  const host = stripBrackets(hostname);
  if (isIP(host) !== 0) return createSkipped("dns", `${host} is an IP address.`);
  if (isProxied) return createSkipped("dns", "The proxy resolves the name.");
  try {
    const found = await lookup(host, { all: true });
    return createOk("dns", `${host} resolves to ${found.map(({ address }) => address).join(", ")}.`);
  } catch (error) {
    return createFailure(
      "dns",
      `Could not resolve ${host} (${(error as NodeJS.ErrnoException).code}).`,
      "Check the spelling of the instance, and whether you need a VPN.",
    );
  }
}

const ignoredVariable = "NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: hunt always verifies certificates.";
const variableAdvice =
  "Remove the variable, because other programs use it. To trust more certificates, use --ca.";

/**
 * Checks that a TLS connection is possible, and that the certificate does not expire soon.
 *
 * @param ca all certificates to trust, in PEM. Default: the list of Node.
 * @param now milliseconds since 1970
 */
export async function checkTls(
  url: URL,
  isProxied: boolean,
  ca: readonly string[] | undefined,
  now: number,
  env: Environment,
): Promise<CheckResult> {
  if (url.protocol === "http:")
    return createSkipped("tls", "The instance is on this machine and does not use TLS.");
  const isVerificationOff = env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0";
  if (isProxied && !isVerificationOff)
    return createSkipped("tls", "The connection uses the proxy. The next check covers it.");
  if (isProxied) return createWarning("tls", ignoredVariable, variableAdvice);
  try {
    const certificate = await getCertificate(url, ca);
    const issuer = String(certificate.issuer?.O ?? certificate.issuer?.CN ?? "an unknown issuer");
    const left = Math.floor((Date.parse(certificate.valid_to) - now) / dayMs);
    const finding = `The certificate of ${url.hostname} was issued by ${issuer}, and expires ${formatDaysFromNow(left)}.`;
    if (left < 14)
      return createWarning("tls", finding, "Ask the operator of the instance to renew the certificate.");
    return isVerificationOff
      ? createWarning("tls", `${finding} ${ignoredVariable}`, variableAdvice)
      : createOk("tls", finding);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return createFailure(
      "tls",
      `Could not connect to ${url.host} with TLS (${code || message}).`,
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
    return (
      "If you use your own certificate authority, or a proxy that inspects TLS, trust its certificate: " +
      "--ca ca.pem, or NODE_EXTRA_CA_CERTS."
    );
  if (/EXPIRED|NOT_YET/.test(code))
    return "The certificate has expired, or the clock of this machine is wrong.";
  if (/SSL_WRONG_VERSION|SSL_PACKET/.test(code)) return "The server does not support TLS. Check the port.";
  if (/ALTNAME/.test(code))
    return "The certificate is for a different name. Check the spelling of the instance.";
  if (code === "ECONNREFUSED")
    return "The server is not listening on this port. Check the port and the server.";
  return "Check whether a firewall blocks the connection. If you need a proxy, set HTTPS_PROXY.";
}

/** Removes the brackets that an IPv6 address has in a URL. */
function stripBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
