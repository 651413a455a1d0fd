import { BlockList, isIP } from "node:net";

/**
 * Returns whether `NO_PROXY` excludes a host, with the rules of curl and Go. Commas or white space separate
 * the entries, and `*` excludes every host. An entry is a host, which includes all its subdomains, with or
 * without a leading `.` or `*.`; an address; or a range of addresses such as `10.0.0.0/8` or `fd00::/8`. An
 * entry with a port applies only to that port.
 *
 * @param url address of the server
 * @param except value of `NO_PROXY`
 */
export function isExcludedFromProxy({ hostname, port, protocol }: URL, except: string): boolean {
  const host = stripBrackets(hostname);
  const hostPort = Number(port) || (protocol === "http:" ? 80 : 443);
  return except
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .some((entry) => entry === "*" || matchesEntry(host, hostPort, entry.toLowerCase()));
}

function matchesEntry(host: string, port: number, entry: string): boolean {
  if (isIP(entry) === 6) return isInRange(host, entry, 128);
  const [, range, bits] = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (range !== undefined) return isInRange(host, range, Number(bits));
  const [, name = entry, portOfEntry = "0"] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (Number(portOfEntry) !== 0 && Number(portOfEntry) !== port) return false;
  const plainName = stripBrackets(name).replace(/^\*?\./, "");
  if (isIP(plainName) === 6) return isInRange(host, plainName, 128);
  return host === plainName || host.endsWith(`.${plainName}`);
}

/** Compares addresses by value, not by notation. An invalid range contains no address. */
function isInRange(host: string, range: string, bits: number): boolean {
  const family = isIP(range) === 6 ? "ipv6" : "ipv4";
  if (isIP(range) === 0 || isIP(host) !== isIP(range) || bits > (family === "ipv6" ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(range, bits, family);
  return list.check(host, family);
}

function stripBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
