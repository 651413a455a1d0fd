/**
 * Whether `NO_PROXY` leaves an `https://` host out. The client lets undici decide, and this decides as its
 * EnvHttpProxyAgent does: `*` and nothing else is every host; else white space and commas part the entries, each a host
 * and all below it, whether or not `.` or `*.` comes first, and with a port that port alone.
 *
 * @param except as `NO_PROXY` has it
 */
export function isLeftOut({ hostname, port }: URL, except: string): boolean {
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
