import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { connect, rootCertificates, type PeerCertificate } from "node:tls";
import { dayMs } from "@huntkit/core";
import type { Environment } from "../program/context.js";
import { failed, ok, skipped, warning, type Result } from "./check.js";

/** Milliseconds for each look. */
const patience = 10_000;

/** Whether requests go through a proxy, and what is to be said of it. */
export interface ProxyLook {
  readonly isUsed: boolean;
  readonly result: Result;
}

/** Looks at the proxy that the environment sets; of its address, the credentials are not told. */
export function checkProxy(url: URL, env: Environment): ProxyLook {
  const text = env["https_proxy"] || env["HTTPS_PROXY"];
  const except = (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(/[\s,]+/).filter((each) => each !== "");
  if (!text) return { isUsed: false, result: ok("proxy", "None is set: HUNT is reached directly.") };
  if (url.protocol === "http:") return { isUsed: false, result: ok("proxy", "HTTPS_PROXY is set, and not for a HUNT on this machine.") };
  if (except.some((each) => each === "*" || `.${url.hostname}`.endsWith(`.${each.replace(/^\*?\./, "").replace(/:\d+$/, "")}`))) return { isUsed: false, result: ok("proxy", "HTTPS_PROXY is set, and NO_PROXY leaves this HUNT out: it is reached directly.") };
  try {
    const { host } = new URL(text.includes("://") ? text : `http://${text}`);
    return { isUsed: true, result: ok("proxy", `${host}, by HTTPS_PROXY.`) };
  } catch {
    return { isUsed: true, result: failed("proxy", "The value of HTTPS_PROXY is no address.", "Write it like http://proxy.example.org:3128.", 2) };
  }
}

/** Whether the name is known. */
export async function checkDns({ hostname }: URL, isProxied: boolean): Promise<Result> {
  const host = withoutBrackets(hostname);
  if (isIP(host) !== 0) return skipped("dns", `${host} is an address, which needs no DNS.`);
  if (isProxied) return skipped("dns", "The proxy looks up the name.");
  try {
    const found = await lookup(host, { all: true });
    return ok("dns", `${host} is ${found.map(({ address }) => address).join(", ")}.`);
  } catch (error) {
    return failed("dns", `The name ${host} was not found (${(error as NodeJS.ErrnoException).code}).`, "Is the instance spelt right? Does this machine's DNS know it, as from within a VPN?");
  }
}

/**
 * Whether a TLS connection can be had, and whose certificate it shows.
 *
 * @param ca PEM to trust beside Node's own list
 * @param now milliseconds since 1970
 */
export async function checkTls(url: URL, isProxied: boolean, ca: string | undefined, now: number): Promise<Result> {
  if (url.protocol === "http:") return skipped("tls", "A HUNT on this machine, without TLS.");
  if (isProxied) return skipped("tls", "The connection goes through the proxy; the next look tells.");
  try {
    const certificate = await certificateOf(url, ca);
    const issuer = String(certificate.issuer?.O ?? certificate.issuer?.CN ?? "nobody known");
    const left = Math.floor((Date.parse(certificate.valid_to) - now) / dayMs);
    const finding = `The certificate of ${url.hostname} is by ${issuer}, and valid for ${left} days.`;
    return left < 14 ? warning("tls", finding, "Tell whoever runs this HUNT to renew it.") : ok("tls", finding);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return failed("tls", `No trusted connection to ${url.host} (${code || message}).`, remedyFor(code));
  }
}

function certificateOf({ hostname, port }: URL, ca: string | undefined): Promise<PeerCertificate> {
  const host = withoutBrackets(hostname);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) || 443, ...(isIP(host) === 0 && { servername: host }), ...(ca !== undefined && { ca: [...rootCertificates, ca] }), timeout: patience }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on("error", reject).on("timeout", () => socket.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })));
  });
}

function remedyFor(code: string): string {
  if (/SELF_SIGNED|UNABLE_TO|ISSUER/.test(code)) return "Is there an authority of your own, or a proxy that looks into TLS? Trust its certificate: --ca ca.pem, or NODE_EXTRA_CA_CERTS.";
  if (/EXPIRED|NOT_YET/.test(code)) return "The certificate is out of date, or this machine's clock is wrong.";
  if (/SSL_WRONG_VERSION|SSL_PACKET/.test(code)) return "What answers there does not speak TLS. Is the port right?";
  if (/ALTNAME/.test(code)) return "The certificate is for another name. Is the instance spelt as its certificate has it?";
  if (code === "ECONNREFUSED") return "Nothing listens there. Is the port right, and the server up?";
  return "Is a firewall in between, or must a proxy be used? Set HTTPS_PROXY.";
}

/** An address of IPv6 as Node's sockets take it: a URL has it in brackets. */
function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
