import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox } from "@huntkit/sandbox";

/**
 * A server whose CPU time is measured. It sends its address and a token, and responds to each message with the CPU time so far in
 * milliseconds.
 *
 * @argument `sandbox`, or `bare` for a server of node:http that sends what it received on stdin
 */
const start = { sandbox: serveSandbox, bare: serveBytes };
const address = await start[process.argv[2] as keyof typeof start]();
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send!((user + system) / 1_000);
});
process.send!(address);

async function serveSandbox() {
  const { url, tokens } = await startSandbox();
  return { url, token: tokens.admin };
}

async function serveBytes() {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "" };
}
