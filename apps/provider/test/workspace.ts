import { fileURLToPath } from "node:url";
import type { Sandbox } from "@huntkit/sandbox";
import { Workspace as EngineWorkspace, type Engine } from "@huntkit/test-kit/terraform";

/** The directory of the built provider. */
export const builtProvider = fileURLToPath(new URL("../dist", import.meta.url));

/** The first lines of every configuration. */
export const requireHunt = `terraform {
  required_providers {
    hunt = { source = "huntkit/hunt" }
  }
}
`;

export interface WorkspaceOptions {
  /** Contents by path in the workspace, for example `main.tf`. */
  readonly files: Readonly<Record<string, string>>;
  /** The HUNT instance that the provider connects to, as an administrator. */
  readonly sandbox?: Sandbox;
  /** Additional environment variables. They override the others. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A directory with a configuration, and an engine that runs this provider in it. */
export class Workspace extends EngineWorkspace {
  constructor(engine: Engine, { files, sandbox, env = {} }: WorkspaceOptions) {
    const connection = sandbox && { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
    super(engine, {
      files,
      source: "huntkit/hunt",
      provider: builtProvider,
      env: { ...connection, ...env },
    });
  }
}
