import { escapeForTerminal } from "@huntkit/core/escape";
import { replaceFile } from "@huntkit/core/files";
import type { RotationResult } from "@huntkit/core/rotation";
import { startSandbox, type LoggedRequest, type Sandbox, type SandboxOptions } from "@huntkit/sandbox";
import type * as plugin from "@huntkit/terraform-plugin";
import type * as engine from "@huntkit/terraform-plugin/engine";
import type * as server from "@huntkit/terraform-plugin/plugin";

/** The public types of all packages, which the compiler checks together with those of their dependencies. */
export type All = [typeof plugin, typeof engine, typeof server, RotationResult, Sandbox, LoggedRequest];

export const functions = [escapeForTerminal, replaceFile];

const options: SandboxOptions = { now: "2026-03-01" };
export const started: Promise<Sandbox> = startSandbox(options);
