import { arch, platform } from "node:os";

const processors: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" };

/** This machine as Terraform names it: `linux_amd64`. Both have the same names for systems, but for Windows. */
export function thisPlatform(): string {
  return `${platform()}_${processors[arch()] ?? arch()}`;
}
