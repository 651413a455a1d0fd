import { type Context, AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../../hunt/connection.js";
import { modelResources } from "../../hunt/index.js";
import type { ModelResource } from "../../hunt/model/resource.js";
import { huntProvider } from "../../hunt/provider.js";
import { ScriptError, type Shell } from "../shell.js";
import type { Found } from "./found.js";

/** What can be exported: every model of HUNT's. API tokens are not among them: each has to be delivered somewhere, and where, only its owner knows. */
export const exportable: readonly string[] = modelResources.map(({ resource }) => resource.name);

/** How the reading of one type went. */
export type Outcome =
  | { readonly type: string; readonly count: number }
  | { readonly type: string; readonly problem: string };

/**
 * Reads all objects of the given types, as an import by Terraform would read them.
 *
 * @param onType told how it went with each type
 * @throws {ScriptError} when HUNT cannot be asked at all
 */
export async function collect(
  types: readonly string[],
  shell: Shell,
  onType: (outcome: Outcome) => void,
): Promise<Found[]> {
  const provider = huntProvider({ env: shell.env });
  const explained = (error: unknown): string => {
    const { summary, detail } = error instanceof AttributeError ? error : provider.explain(error);
    return `${summary}. ${detail}`;
  };
  const context = await contextOf(provider, shell).catch((error: unknown) => {
    throw new ScriptError(explained(error), { cause: error });
  });
  const found: Found[] = [];
  try {
    for (const each of modelResources.filter(({ resource }) => types.includes(resource.name))) {
      const { name: type } = each.resource;
      const objects = await objectsOf(each, context).catch((error: unknown) => explained(error));
      shell.signal.throwIfAborted();
      onType(typeof objects === "string" ? { type, problem: objects } : { type, count: objects.length });
      if (typeof objects !== "string") found.push(...objects);
    }
  } finally {
    await context.client.client.close();
  }
  return found;
}

async function contextOf(
  provider: ReturnType<typeof huntProvider>,
  { signal, note }: Shell,
): Promise<Context<Connection>> {
  const warn = (summary: string, detail: string) => note(`${summary}. ${detail}`);
  const addError = (_path: unknown, summary: string, detail: string) => {
    throw new ScriptError(`${summary}. ${detail}`);
  };
  const now = Date.now;
  const config = { instance: null, token: null, max_retries: null, max_concurrency: null, warn_days: null };
  const client = await provider.configure(config, { terraformVersion: "", signal, now, warn, addError });
  return { client: client!, signal, now, warn, private: { get: () => undefined, set: () => undefined } };
}

async function objectsOf(
  { resource, dataSources: [, plural] }: ModelResource,
  context: Context<Connection>,
): Promise<Found[]> {
  const { name: type, attributes } = resource;
  const listed = await plural!.read({ where: null, order: null, limit: null }, context);
  const rows = listed[plural!.name.replace(/^hunt_/, "")] as { id: string }[];
  return Promise.all(
    rows.map(async ({ id }) => ({ type, id, attributes, state: await resource.import!(id, context) })),
  );
}
