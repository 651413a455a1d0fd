import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { findProgram, RunCommandError, readCommandOutput } from "@huntkit/core/credentials";
import type { Environment } from "../program/system.js";

/** The operating system's store of secrets. */
export interface Keyring {
  /** Name for messages, such as `the macOS keychain`. */
  readonly name: string;
  /**
   * Returns the secret of an entry, or null if the entry does not exist.
   *
   * @throws {Error} if the keyring cannot be read
   */
  read(entry: string): Promise<string | null>;
  /** Writes a secret, and replaces the one that the entry has. */
  write(entry: string, value: string): Promise<void>;
  /** Removes an entry, if it exists. */
  remove(entry: string): Promise<void>;
}

/** A keyring, or the reason why there is none: a clause that fits after "because". */
export type KeyringSearch =
  | { readonly keyring: Keyring }
  | { readonly keyring: null; readonly reason: string };

/** Maximum duration of one access in milliseconds. The user may have to unlock the keyring. */
const keyringTimeoutMs = 60_000;

/** Name under which all entries are stored. */
const service = "huntkit";

/**
 * Creates the keyring of a platform, which is accessed through a program of the operating system. Secrets are
 * passed on stdin, because other users can see the arguments of a process.
 */
export async function createKeyring(env: Environment, platform: string): Promise<KeyringSearch> {
  switch (platform) {
    case "darwin":
      return createIfFound(await findProgram("security", env), "security", createKeychain, env);
    case "win32":
      return createIfFound(await findPowerShell(env), "Windows PowerShell", createCredentialLocker, env);
    default:
      return (await hasSessionBus(env))
        ? createIfFound(await findProgram("secret-tool", env), "secret-tool", createSecretService, env)
        : { keyring: null, reason: "no session bus is running" };
  }
}

type Run = (args: readonly string[], input?: string) => Promise<string>;

function createIfFound(
  path: string | null,
  program: string,
  create: (run: Run) => Keyring,
  env: Environment,
): KeyringSearch {
  if (path === null) return { keyring: null, reason: `${program} was not found` };
  const run: Run = (args, input) =>
    readCommandOutput([path, ...args], {
      env,
      timeoutMs: keyringTimeoutMs,
      ...(input !== undefined && { input }),
    });
  return { keyring: create(run) };
}

/** Creates a keyring for the Secret Service API, which uses libsecret's command (secret-tool(1)). */
function createSecretService(run: Run): Keyring {
  const attributes = (entry: string): string[] => ["service", service, "entry", entry];
  // If there is no such entry, it exits with code 1 and prints nothing.
  const isMissing = (failure: RunCommandError): boolean => failure.exitCode === 1 && failure.isSilent();
  return {
    name: "the keyring",
    read: (entry) => nullIf(isMissing, run(["lookup", ...attributes(entry)])),
    write: async (entry, value) =>
      void (await run(["store", `--label=HUNT API token (${entry})`, ...attributes(entry)], value)),
    remove: async (entry) => void (await nullIf(isMissing, run(["clear", ...attributes(entry)]))),
  };
}

/** The exit code of `security` for an item that does not exist (errSecItemNotFound). */
const itemNotFound = 44;

/**
 * Creates a keyring for the login keychain (security(1)). Its interactive mode reads the secret from stdin.
 */
function createKeychain(run: Run): Keyring {
  const isMissing = (failure: RunCommandError): boolean => failure.exitCode === itemNotFound;
  return {
    name: "the macOS keychain",
    read: (entry) => nullIf(isMissing, run(["find-generic-password", "-s", service, "-a", entry, "-w"])),
    write: async (entry, value) =>
      void (await run(["-i"], `add-generic-password -U -s ${service} -a ${entry} -w ${value}\n`)),
    remove: async (entry) =>
      void (await nullIf(isMissing, run(["delete-generic-password", "-s", service, "-a", entry]))),
  };
}

/**
 * Returns a script that loads the classes and runs `action`. It exits with code {@link itemNotFound} if an
 * entry does not exist (HRESULT of ERROR_NOT_FOUND).
 */
const lockerScript = (action: string): string => `$ErrorActionPreference = 'Stop'
[void][Windows.Security.Credentials.PasswordVault, Windows.Security.Credentials, ContentType = WindowsRuntime]
[void][Windows.Security.Credentials.PasswordCredential, Windows.Security.Credentials, ContentType = WindowsRuntime]
$vault = New-Object Windows.Security.Credentials.PasswordVault
try { ${action} } catch {
  if ($_.Exception.GetBaseException().HResult -eq -2147023728) { exit ${itemNotFound} }
  exit 1
}`;

/**
 * Creates a keyring for the Windows Credential Manager, which uses the PowerShell that is part of Windows.
 */
function createCredentialLocker(run: Run): Keyring {
  const isMissing = (failure: RunCommandError): boolean => failure.exitCode === itemNotFound;
  const runScript = (action: string, input?: string): Promise<string> =>
    run(["-NoProfile", "-NonInteractive", "-Command", lockerScript(action)], input);
  const find = (entry: string): string => `$found = $vault.Retrieve('${service}', '${entry}')`;
  return {
    name: "the Windows Credential Manager",
    read: (entry) =>
      nullIf(
        isMissing,
        runScript(`${find(entry)}; $found.RetrievePassword(); [Console]::Out.Write($found.Password)`),
      ),
    write: async (entry, value) => {
      const create = `New-Object Windows.Security.Credentials.PasswordCredential('${service}', '${entry}', $value)`;
      await runScript(`$value = [Console]::In.ReadToEnd().Trim(); $vault.Add((${create}))`, value);
    },
    remove: async (entry) =>
      void (await nullIf(isMissing, runScript(`${find(entry)}; $vault.Remove($found)`))),
  };
}

async function nullIf(
  isMissing: (failure: RunCommandError) => boolean,
  output: Promise<string>,
): Promise<string | null> {
  try {
    return await output;
  } catch (error) {
    if (error instanceof RunCommandError && isMissing(error)) return null;
    throw error;
  }
}

async function findPowerShell(env: Environment): Promise<string | null> {
  const root = env["SystemRoot"];
  if (!root) return null;
  const path = join(root, "System32", "WindowsPowerShell", "v1.0", "powershell.exe");
  return (await isExecutable(path)) ? path : null;
}

/**
 * Returns whether a session bus is running. Otherwise, libsecret would start one, without an unlocked
 * keyring.
 */
async function hasSessionBus(env: Environment): Promise<boolean> {
  if (env["DBUS_SESSION_BUS_ADDRESS"]) return true;
  const directory = env["XDG_RUNTIME_DIR"];
  return Boolean(directory) && (await isReadable(join(directory!, "bus")));
}

const isExecutable = (path: string): Promise<boolean> => isAccessible(path, constants.X_OK);
const isReadable = (path: string): Promise<boolean> => isAccessible(path, constants.R_OK);

function isAccessible(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
