/** The environment variables that `hunt` heeds, for the docs and the man page. */
export const variables: Readonly<Record<string, string>> = {
  HUNT_INSTANCE: "The instance, such as `acme` or `https://hunt.example.org:8443`.",
  HUNT_TOKEN: "The API token, as a pipeline's secret.",
  HUNT_TOKEN_FILE: "The path of a file that holds the token, as containers mount secrets.",
  XDG_CONFIG_HOME: "Where profiles are kept, in `huntkit/profiles.json`; `~/.config` unless told.",
  HTTPS_PROXY: "The proxy; hosts in `NO_PROXY` are reached without it.",
  NODE_EXTRA_CA_CERTS: "PEM file of certificates to trust, as Node reads it. `--ca` does the same.",
  NO_COLOR: "Set to anything, no colours.",
  FORCE_COLOR: "Set to anything but 0, colours also where stdout is no terminal.",
  HUNT_FORCE_TTY: "A number of columns: tables as in a terminal that wide, also where stdout is none.",
};
