/** What the parent asks for: Terraform, OpenTofu, or whatever else speaks HashiCorp's go-plugin protocol. */
export interface Invitation {
  /** The only certificate to accept, as PEM; undefined where nothing is to be encrypted. */
  readonly clientCertificate: string | undefined;
  /** The folder to put a unix socket in; undefined for that of the system. */
  readonly socketFolder: string | undefined;
  /** The first and the last TCP port to try, for systems where unix sockets are not in use. */
  readonly ports: readonly [first: number, last: number];
  /** Whether the parent knows of several services over one connection, which it wants to be answered. */
  readonly knowsMultiplexing: boolean;
}

/** Terraform's own, so that nobody starts a provider by mistake. It protects nothing. */
const magicCookie = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

/** The version of Terraform's protocol that is spoken here. */
export const protocolVersion = 6;

/**
 * Reads what the parent asks for.
 *
 * @param env the environment's variables
 * @returns the invitation, or, where there is none to follow, what to tell whoever started this
 */
export function readInvitation(env: NodeJS.ProcessEnv): Invitation | { readonly refusal: string } {
  if (env[magicCookie.name] !== magicCookie.value) return { refusal: startedByHand };
  const versions = (env["PLUGIN_PROTOCOL_VERSIONS"] ?? "").split(",").map(Number);
  if (!versions.includes(protocolVersion))
    return {
      refusal: `terraform-provider-hunt speaks version ${protocolVersion} of the plugin protocol, but was asked for ${versions.join(", ")}.\nUse Terraform 1.0 or newer, or OpenTofu.\n`,
    };
  return {
    clientCertificate: env["PLUGIN_CLIENT_CERT"] || undefined,
    socketFolder: env["PLUGIN_UNIX_SOCKET_DIR"] || undefined,
    // The least and the most of go-plugin.
    ports: [Number(env["PLUGIN_MIN_PORT"] || 10_000), Number(env["PLUGIN_MAX_PORT"] || 25_000)],
    knowsMultiplexing: "PLUGIN_MULTIPLEX_GRPC" in env,
  };
}

const startedByHand = `terraform-provider-hunt is a plugin: Terraform and OpenTofu start it by themselves, and it does nothing by hand.

To use it, name it in the configuration and run terraform or tofu as ever:

  terraform {
    required_providers {
      hunt = { source = "huntkit/hunt" }
    }
  }

To look into it while it runs, start it with --debug and follow what it says.
`;
