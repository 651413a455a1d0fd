import { execFile, execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { read, root } from "./repository.js";

/** The published packages and their directories. */
const published = {
  "@huntkit/core": "packages/core",
  "@huntkit/sandbox": "packages/sandbox",
  "@huntkit/terraform-plugin": "packages/terraform-plugin",
  "@huntkit/testing": "packages/testing",
};

/** The dependencies in a package.json. */
export type Manifest = Partial<
  Record<"dependencies" | "devDependencies" | "peerDependencies", Record<string, string>>
>;

/** The packages in their published form in a temporary directory, and projects that use them. */
export class Consumers {
  readonly #temp = mkdtempSync(join(tmpdir(), "consumers-"));
  /** A directory outside of any node_modules. */
  readonly away = join(this.#temp, "away");

  /** Packs the packages. Publishing would upload the same files. */
  constructor() {
    mkdirSync(this.away);
    const { packageManager } = JSON.parse(read("package.json")) as { packageManager: string };
    const filters = Object.keys(published).flatMap((name) => ["--filter", name]);
    const pack = [
      "--yes",
      "--prefer-offline",
      packageManager,
      ...filters,
      "pack",
      "--pack-destination",
      this.#temp,
    ];
    execFileSync("npx", pack, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  }

  /**
   * Copies a project from checks/consumers and installs the packages in its package.json as npm would, but
   * without a network: huntkit's packages are unpacked, and their dependencies and those of the project are
   * linked.
   *
   * @returns the directory of the copy
   */
  install(name: string): string {
    const project = join(this.#temp, name);
    cpSync(join(root, "checks/consumers", name), project, { recursive: true });
    const { dependencies, devDependencies } = readManifest(project);
    for (const dependency of Object.keys({ ...dependencies, ...devDependencies })) {
      if (dependency in published) this.#unpack(dependency as keyof typeof published, project);
      else link(dependency, join(root, "checks"), project);
    }
    return project;
  }

  remove(): void {
    rmSync(this.#temp, { recursive: true });
  }

  #unpack(name: keyof typeof published, project: string): void {
    const folder = join(project, "node_modules", name);
    const archive = readdirSync(this.#temp).find(
      (file) => file.startsWith(name.replace("@", "").replace("/", "-")) && file.endsWith(".tgz"),
    );
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-xzf", join(this.#temp, archive!), "--strip-components=1", "-C", folder]);
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {}))
      if (!(dependency in published)) link(dependency, join(root, published[name]), project);
  }
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Runs Node in a directory, and returns its output. Throws if it fails. */
export function node(
  folder: string,
  parameters: string[],
  env: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, parameters, {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
  });
}

function link(dependency: string, from: string, project: string): void {
  const path = join(project, "node_modules", dependency);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(join(from, "node_modules", dependency)), path, "junction");
}
