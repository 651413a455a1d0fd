import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { createSbom, type Component, type Sbom } from "@huntkit/build-plugins";
import { hashFile } from "../provider/checksums.js";
import type { Program } from "./programs.js";

const run = promisify(execFile);

/** What `process.versions` lists besides parts of Node: Node itself, and versions of its interfaces. */
const notParts = new Set(["node", "modules", "napi"]);

/**
 * Creates the SBOM of a single executable: the packages of its bundle, and Node with its parts.
 *
 * @param file path of the executable
 * @param node path of the Node that is in it
 */
export async function createExecutableSbom(program: Program, file: string, node: string): Promise<Sbom> {
  const bundle = JSON.parse(await readFile(program.sbom, "utf8")) as Sbom;
  const { version, licenses } = bundle.metadata.component;
  const { stdout } = await run(node, ["-p", "JSON.stringify(process.versions)"]);
  const versions = JSON.parse(stdout) as Record<string, string>;
  const executable: Component = {
    type: "application",
    "bom-ref": `${program.name}@${version}`,
    name: program.name,
    version: version!,
    hashes: [{ alg: "SHA-256", content: await hashFile(file) }],
    licenses: licenses!,
  };
  return createSbom(executable, [...bundle.components, describeNode(versions)]);
}

function describeNode({ node, ...versions }: Record<string, string>): Component {
  const parts = Object.entries(versions).filter(([name, version]) => !notParts.has(name) && version !== "");
  return {
    type: "platform",
    "bom-ref": `pkg:generic/node@${node}`,
    name: "node",
    version: node!,
    licenses: [{ license: { id: "MIT" } }],
    // Scanners find the vulnerabilities of programs that are not packages by this name.
    cpe: `cpe:2.3:a:nodejs:node.js:${node}:*:*:*:*:*:*:*`,
    purl: `pkg:generic/node@${node}`,
    components: parts.map(([name, version]) => describePart(name, version)),
  };
}

function describePart(name: string, version: string): Component {
  const purl = `pkg:generic/${name}@${version}`;
  return {
    type: "library",
    "bom-ref": `node/${purl}`,
    name,
    version,
    ...(name === "openssl" ? { cpe: `cpe:2.3:a:openssl:openssl:${version}:*:*:*:*:*:*:*` } : {}),
    purl,
  };
}
