import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Invitation } from "./invitation.js";

/** Where the parent finds the plugin, in Go's terms. */
export interface Address {
  readonly network: "unix" | "tcp";
  /** A path, or 127.0.0.1 and a port. */
  readonly address: string;
}

/**
 * Listens on a unix socket of its own, or on a TCP port of this machine alone where Go uses no unix sockets (Windows).
 *
 * @param onConnection is given every connection
 * @throws where the socket cannot be made, or none of the ports is free
 */
export async function listen(
  { socketFolder, ports }: Pick<Invitation, "socketFolder" | "ports">,
  onConnection: (socket: Socket) => void,
): Promise<Address> {
  const server = createServer(onConnection);
  return process.platform === "win32"
    ? listenOnPort(server, ports)
    : listenOnSocket(server, socketFolder ?? tmpdir());
}

async function listenOnSocket(server: Server, folder: string): Promise<Address> {
  // A path may have about 100 bytes, of which the system's folder for temporary files takes half on macOS.
  const address = join(folder, `hunt-${randomBytes(8).toString("hex")}`);
  // Nobody but this user: without a certificate, whoever may connect may do as the provider does.
  const before = process.umask(0o077);
  server.listen(address);
  process.umask(before);
  process.once("exit", () => rmSync(address, { force: true }));
  await once(server, "listening");
  return { network: "unix", address };
}

async function listenOnPort(server: Server, [first, last]: Invitation["ports"]): Promise<Address> {
  for (let port = first; port <= last; port++) {
    try {
      await once(server.listen(port, "127.0.0.1"), "listening");
      return { network: "tcp", address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(
    `All ports from ${first} to ${last} are in use. Set PLUGIN_MIN_PORT and PLUGIN_MAX_PORT to a range with a free one.`,
  );
}
