/** A platform as the registries name it. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
  /** What runs there: a single executable, or the script, which needs Node. */
  readonly program: "executable" | "script";
}

/** The platforms of a release. Node has no single executables for the ones with a script. */
export const platforms: readonly Platform[] = [
  { os: "darwin", arch: "amd64", program: "executable" },
  { os: "darwin", arch: "arm64", program: "executable" },
  { os: "freebsd", arch: "amd64", program: "script" },
  { os: "linux", arch: "amd64", program: "executable" },
  { os: "linux", arch: "arm", program: "script" },
  { os: "linux", arch: "arm64", program: "executable" },
  { os: "windows", arch: "amd64", program: "executable" },
];

/** Returns the name of a platform in file names, such as `linux_amd64`. */
export function getPlatformName({ os, arch }: Pick<Platform, "os" | "arch">): string {
  return `${os}_${arch}`;
}

const processors: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
const systems: Partial<Record<string, string>> = { win32: "windows" };

/** Returns the name of the platform of this machine. */
export function getOwnPlatformName(): string {
  return getPlatformName({
    os: systems[process.platform] ?? process.platform,
    arch: processors[process.arch] ?? process.arch,
  });
}
