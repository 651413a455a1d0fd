import { join } from "node:path";

/**
 * Returns the directory for huntkit's files: profiles, and journals of rotations. On Windows it is in
 * AppData, on other systems in the directory of the XDG Base Directory Specification.
 *
 * @param home the user's home directory. Default: the one in `env`.
 * @returns null if there is no home directory
 */
export function getConfigDirectory(
  env: NodeJS.ProcessEnv,
  home: string | undefined = env["HOME"] ?? env["USERPROFILE"],
): string | null {
  const base =
    env["XDG_CONFIG_HOME"] ||
    (process.platform === "win32" && env["APPDATA"]) ||
    (home ? join(home, ".config") : null);
  return base ? join(base, "huntkit") : null;
}
