import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:https";
import { once } from "node:events";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ServerResponse } from "node:http";
import { generate } from "selfsigned";
import { getReleaseFileName } from "./create-release.js";
import { parseChecksums } from "./checksums.js";

/** A release in a registry. */
export interface ServedRelease {
  /** Directory of the files. */
  readonly directory: string;
  readonly version: string;
  /** The key that the registry has for this provider. */
  readonly publicKey: string;
  readonly keyId: string;
  /** The content of SHA256SUMS. */
  readonly checksums: string;
}

/** A provider registry and a network mirror on loopback, over HTTPS. */
export interface RegistryServer {
  /** Host and port, as a source address begins with them. */
  readonly host: string;
  /** The certificate to trust, as PEM. */
  readonly certificate: string;
  /** The paths that were requested, in their order. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

const providers = "/v1/providers/";
const mirror = "/mirror/";
const files = "/files/";

/**
 * Serves a release as the public registries do: the provider registry protocol with service discovery, and the provider
 * network mirror protocol under `/mirror/` (both in Terraform's documentation, "Internals").
 *
 * @param release read at each request, so a test can change the files
 */
export async function startRegistryServer(release: ServedRelease): Promise<RegistryServer> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  const requests: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const path = request.url ?? "/";
    requests.push(path);
    void respond(path, release, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    certificate: cert,
    requests,
    stop: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

async function respond(path: string, release: ServedRelease, response: ServerResponse): Promise<void> {
  const file = path.startsWith(files) ? join(release.directory, basename(path)) : undefined;
  if (file === undefined) {
    const body = createDocument(path, release);
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? { errors: ["Not found"] }));
    return;
  }
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) response.writeHead(404).end();
  else {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": found.size });
    // An engine that rejects an archive closes the connection, and needs nothing more.
    await pipeline(createReadStream(file), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    });
  }
}

function createDocument(path: string, release: ServedRelease): object | undefined {
  if (path === "/.well-known/terraform.json") return { "providers.v1": providers };
  if (path === `${providers}huntkit/hunt/versions`) return createVersions(release);
  const [, os, arch] =
    new RegExp(`^${providers}huntkit/hunt/${release.version}/download/(\\w+)/(\\w+)$`).exec(path) ?? [];
  if (os !== undefined && arch !== undefined) return createDownload(os, arch, release);
  if (!path.startsWith(mirror)) return undefined;
  if (path.endsWith("/huntkit/hunt/index.json")) return { versions: { [release.version]: {} } };
  if (path.endsWith(`/huntkit/hunt/${release.version}.json`)) return createMirrorArchives(release);
  return undefined;
}

function listArchives({ checksums, version }: ServedRelease) {
  const prefix = getReleaseFileName(version, "");
  return [...parseChecksums(checksums)].flatMap(([file, checksum]) => {
    if (!file.endsWith(".zip")) return [];
    const platform = file.slice(prefix.length, -".zip".length);
    const [os, arch] = platform.split("_") as [string, string];
    return [{ file, checksum, platform, os, arch }];
  });
}

function createVersions(release: ServedRelease): object {
  const platforms = listArchives(release).map(({ os, arch }) => ({ os, arch }));
  return { versions: [{ version: release.version, protocols: ["6.0"], platforms }] };
}

function createDownload(os: string, arch: string, release: ServedRelease): object | undefined {
  const archive = listArchives(release).find((each) => each.os === os && each.arch === arch);
  if (archive === undefined) return undefined;
  const sums = `${files}${getReleaseFileName(release.version, "SHA256SUMS")}`;
  return {
    protocols: ["6.0"],
    os,
    arch,
    filename: archive.file,
    download_url: `${files}${archive.file}`,
    shasums_url: sums,
    shasums_signature_url: `${sums}.sig`,
    shasum: archive.checksum,
    signing_keys: { gpg_public_keys: [{ key_id: release.keyId, ascii_armor: release.publicKey }] },
  };
}

function createMirrorArchives(release: ServedRelease): object {
  const archives = listArchives(release).map(
    ({ platform, file, checksum }) =>
      [platform, { url: `${files}${file}`, hashes: [`zh:${checksum}`] }] as const,
  );
  return { archives: Object.fromEntries(archives) };
}
