import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { ZipFile } from "yazl";
import { formatExtension } from "../../src/gh-extension.js";
import { source } from "../../src/source.js";
import { readVersion } from "./hunt.js";

/**
 * Starts a server with a release of `hunt`, and returns the script of the gh extension, which downloads it from there.
 *
 * @param program text of the executable
 * @param checksum the one in the script. Default: that of the archive.
 */
export async function serveExtension(program: string, checksum?: string): Promise<string> {
  const archive = await zip(program);
  const server = createServer((_, response) => response.end(archive)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const version = readVersion();
  const name = `hunt_${version}_${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}.zip`;
  const checksums = `${checksum ?? createHash("sha256").update(archive).digest("hex")}  ${name}\n`;
  const script = formatExtension({ version, checksums });
  return script.replace(`${source.homepage}/releases/download`, `http://127.0.0.1:${port}`);
}

/** Returns an archive with a program `hunt`. */
async function zip(text: string): Promise<Buffer> {
  const file = new ZipFile();
  file.addBuffer(Buffer.from(text), "hunt", { mode: 0o100755 });
  file.end();
  return buffer(file.outputStream);
}
