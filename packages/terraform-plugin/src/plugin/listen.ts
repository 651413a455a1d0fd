import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Address, HandshakeEnv } from "./handshake.js";

/**
 * Listens on a new unix socket, or on a TCP port of this machine if Go does not use unix sockets there
 * (Windows).
 *
 * @param onConnection receives every connection
 * @throws if the socket cannot be created, or no port is free
 */
export async function listen(
  { socketDirectory, ports }: Pick<HandshakeEnv, "socketDirectory" | "ports">,
  onConnection: (socket: Socket) => void,
): Promise<Address> {
  const server = createServer({ noDelay: true }, onConnection);
  return process.platform === "win32"
    ? listenOnPort(server, ports)
    : listenOnSocket(server, socketDirectory ?? tmpdir());
}

async function listenOnSocket(server: Server, directory: string): Promise<Address> {
  // A path can have about 100 bytes. On macOS, the system's temporary directory takes half of them.
  const address = join(directory, `plugin-${randomBytes(8).toString("hex")}`);
  // Only this user can connect: without a certificate, anyone who can connect can use the provider.
  const before = process.umask(0o077);
  server.listen(address);
  process.umask(before);
  process.once("exit", () => rmSync(address, { force: true }));
  await once(server, "listening");
  return { network: "unix", address };
}

async function listenOnPort(server: Server, [first, last]: HandshakeEnv["ports"]): Promise<Address> {
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
