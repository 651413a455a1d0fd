/** What identifies a provider. */
export interface PluginOptions {
  /**
   * The provider's source address as configurations write it, such as `acme/notes`. The executable is then
   * `terraform-provider-notes`.
   */
  readonly address: string;
}

/**
 * The parent's request in the environment. The parent is Terraform, OpenTofu, or another program with
 * HashiCorp's go-plugin protocol.
 */
export interface HandshakeEnv {
  /** The only certificate to accept, as PEM. Undefined if nothing is encrypted. */
  readonly clientCertificate: string | undefined;
  /** The directory for a unix socket. Undefined for the system's temporary directory. */
  readonly socketDirectory: string | undefined;
  /** The first and the last TCP port to try, on systems without unix sockets. */
  readonly ports: readonly [first: number, last: number];
  /**
   * Whether the parent supports several services over one connection. If so, the handshake has another field.
   */
  readonly supportsMultiplexing: boolean;
}

/** The address of the plugin, in Go's terms. */
export interface Address {
  readonly network: "unix" | "tcp";
  /** A path, or 127.0.0.1 and a port. */
  readonly address: string;
}

/**
 * Terraform's own value. It prevents that a provider is started by mistake, and is not a security feature.
 */
const magicCookie = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

/** The supported version of Terraform's plugin protocol. */
export const protocolVersion = 6;

/** The version of go-plugin's own protocol: the handshake, and the services in addition to the provider. */
const coreVersion = 1;

/** go-plugin's own limits. */
const defaultPorts = { first: 10_000, last: 25_000 };

/** Returns the name of a provider: `notes` for `acme/notes`. */
export function getProviderName({ address }: PluginOptions): string {
  return address.slice(address.lastIndexOf("/") + 1);
}

/** Returns the name of a provider's executable: `terraform-provider-notes` for `acme/notes`. */
export function getExecutableName(options: PluginOptions): string {
  return `terraform-provider-${getProviderName(options)}`;
}

/**
 * Reads the parent's request from the environment.
 *
 * @param env environment variables
 * @returns the parent's request, or what to print if the process was started in another way
 */
export function readHandshakeEnv(
  env: NodeJS.ProcessEnv,
  options: PluginOptions,
): HandshakeEnv | { readonly refusal: string } {
  if (env[magicCookie.name] !== magicCookie.value) return { refusal: explainUse(options) };
  const versions = (env["PLUGIN_PROTOCOL_VERSIONS"] ?? "").split(",").map(Number);
  if (!versions.includes(protocolVersion))
    return {
      refusal:
        `${getExecutableName(options)} supports version ${protocolVersion} of the plugin protocol, ` +
        `but the parent requested ${versions.join(", ")}.\nUse Terraform 1.0 or newer, or OpenTofu.\n`,
    };
  return {
    clientCertificate: env["PLUGIN_CLIENT_CERT"] || undefined,
    socketDirectory: env["PLUGIN_UNIX_SOCKET_DIR"] || undefined,
    ports: [
      Number(env["PLUGIN_MIN_PORT"] || defaultPorts.first),
      Number(env["PLUGIN_MAX_PORT"] || defaultPorts.last),
    ],
    supportsMultiplexing: "PLUGIN_MULTIPLEX_GRPC" in env,
  };
}

/**
 * Formats the line of the handshake, which contains the address of the plugin (go-plugin).
 *
 * @param certificate the certificate to trust, in DER. Undefined if nothing is encrypted.
 */
export function formatHandshake(
  { network, address }: Address,
  certificate: Uint8Array | undefined,
  { supportsMultiplexing }: Pick<HandshakeEnv, "supportsMultiplexing">,
): string {
  // go-plugin decodes base64 without padding.
  const encoded =
    certificate === undefined ? "" : Buffer.from(certificate).toString("base64").replace(/=+$/, "");
  const fields = [coreVersion, protocolVersion, network, address, "grpc", encoded];
  return [...fields, ...(supportsMultiplexing ? ["false"] : [])].join("|");
}

function explainUse(options: PluginOptions): string {
  return `${getExecutableName(options)} is a plugin. Do not run it directly: Terraform and OpenTofu start it.

To use it, add it to the configuration, and run terraform or tofu:

  terraform {
    required_providers {
      ${getProviderName(options)} = { source = "${options.address}" }
    }
  }

To debug it, start it with --debug and follow the instructions that it prints.
`;
}
