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

/** What is published, and where it is made. */
const published = {
  "@huntkit/core": "packages/core",
  "@huntkit/sandbox": "packages/sandbox",
  "@huntkit/terraform-plugin": "packages/terraform-plugin",
  "@huntkit/testing": "packages/testing",
};

/** What a package.json says of dependencies. */
export type Manifest = Partial<
  Record<"dependencies" | "devDependencies" | "peerDependencies", Record<string, string>>
>;

/** The packages as they are published, in a temporary folder, and projects that use them. */
export class Consumers {
  readonly #temp = mkdtempSync(join(tmpdir(), "consumers-"));
  /** A folder from which no node_modules can be seen. */
  readonly away = join(this.#temp, "away");

  /** Packs the packages; publishing would put the same files up. */
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
   * Copies a project from checks/consumers and installs what its package.json names, as npm would but without
   * a network: huntkit's packages are unpacked, and what these and the project depend on is linked from where
   * it is already.
   *
   * @returns the folder of the copy
   */
  install(name: string): string {
    const project = join(this.#temp, name);
    cpSync(join(root, "checks/consumers", name), project, { recursive: true });
    const { dependencies, devDependencies } = manifestOf(project);
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
    for (const dependency of Object.keys(manifestOf(folder).dependencies ?? {}))
      if (!(dependency in published)) link(dependency, join(root, published[name]), project);
  }
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Runs Node in a folder, and gives what it wrote; fails where it ends badly. */
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
