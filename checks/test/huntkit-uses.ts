import { readManifest } from "@huntkit/test-kit";
import { parse } from "yaml";
import { read, root } from "./repository.js";

/** The action's `action.yml`. */
export const manifest = readManifest(root);

/** Attributes of an input or a secret of a reusable workflow. */
export interface CallParameter {
  description?: string;
  type?: string;
  required?: boolean;
  default?: string | number | boolean;
}

/** The reusable workflow. */
export const calledWorkflow = parse(read(".github/workflows/hunt-token.yml")) as {
  on: {
    workflow_call: {
      inputs: Record<string, CallParameter>;
      secrets: Record<string, CallParameter>;
      outputs: Record<string, { description?: string; value: string }>;
    };
  };
};

/** A step or a job with `uses`. */
export interface Use {
  id?: string;
  uses: string;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
  env?: Record<string, string>;
}

/** Returns all steps and jobs with `uses` in YAML, in complete workflows and in parts of them. */
export function usesIn(node: unknown): Use[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(usesIn);
  return "uses" in node && typeof node.uses === "string" ? [node as Use, ...inner] : inner;
}

/** Returns whether it is huntkit's action. */
export const isAction = ({ uses }: Use): boolean => uses.startsWith("huntkit/huntkit@");

/** Returns whether it is the reusable workflow. */
export const isCalledWorkflow = ({ uses }: Use): boolean =>
  uses.startsWith("huntkit/huntkit/.github/workflows/hunt-token.yml@");

/**
 * Returns the errors of a use. For huntkit: unknown and missing parameters. For others: a missing pin to a
 * commit.
 */
export function findFaults(use: Use): string[] {
  const { inputs, secrets } = calledWorkflow.on.workflow_call;
  if (isAction(use)) return faults(use.with, manifest.inputs);
  if (isCalledWorkflow(use)) return [...faults(use.with, inputs), ...faults(use.secrets, secrets)];
  return use.uses.startsWith("./") || /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(use.uses)
    ? []
    : [`${use.uses}: it is not pinned to a commit`];
}

function faults(
  given: Record<string, unknown> = {},
  known: Record<string, { required?: boolean }>,
): string[] {
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${name}: the parameter does not exist`);
  const missing = Object.keys(known)
    .filter((name) => known[name]!.required && !Object.hasOwn(given, name))
    .map((name) => `${name}: it is required`);
  return [...unknown, ...missing];
}
