import { isUnknown } from "../../src/cty/value.js";
import type { ProviderClient } from "../../src/engine/client.js";
import { connect } from "../../src/engine/config.js";
import { Lifecycle } from "../../src/engine/lifecycle.js";
import { bool, list, map, number, object, set, string } from "../../src/framework/attribute-builders.js";
import type { Attributes, Planned, State } from "../../src/framework/attribute.js";
import type { ProviderFunction } from "../../src/framework/function.js";
import type { Provider } from "../../src/framework/provider.js";
import {
  type DataSource,
  defineResource,
  type Ephemeral,
  type Resource,
} from "../../src/framework/resource.js";
import { createServer, type ProviderServer } from "../../src/framework/server.js";

/** A store of things, which stands in for the API of a provider. */
export class Store {
  readonly things = new Map<string, State<typeof attributes>>();
  readonly passwords = new Map<string, string>();
  /** The calls of the store, in order. */
  readonly calls: string[] = [];
  #made = 0;

  nextId(): string {
    this.#made += 1;
    return `thing-${this.#made}`;
  }
}

export const attributes = {
  id: string({ computed: true, useStateForUnknown: true, notNull: true, description: "The ID." }),
  name: string({
    required: true,
    description: "The name.",
    validate: [
      (name) => (name.length > 8 ? "The name is longer than 8 letters. Use a shorter one" : undefined),
    ],
  }),
  kind: string({
    optional: true,
    oneOf: ["round", "square"],
    requiresReplace: true,
    description: "The kind.",
  }),
  color: string({ optional: true, default: "blue", description: "The color." }),
  size: number({ optional: true, description: "The size." }),
  active: bool({ optional: true, computed: true, description: "Whether it is active." }),
  revision: number({ computed: true, description: "The number of writes." }),
  tags: list("string", { optional: true, description: "Tags." }),
  groups: set("string", { optional: true, description: "Groups." }),
  labels: map("string", { optional: true, description: "Labels." }),
  options: object(
    {
      attributes: {
        hosts: bool({ required: true, description: "Whether hosts are included." }),
        depth: number({ optional: true, default: 1, description: "The maximum depth." }),
        seen: string({ computed: true, description: "The revision that was seen." }),
      },
    },
    { optional: true, description: "Options." },
  ),
  parts: list(
    {
      attributes: {
        key: string({ required: true, description: "The key." }),
        serial: string({ computed: true, useStateForUnknown: true, description: "The serial number." }),
      },
    },
    { optional: true, description: "Parts." },
  ),
  secret: string({ optional: true, sensitive: true, description: "A secret in the state." }),
  password_wo: string({ optional: true, writeOnly: true, description: "A secret that is not in the state." }),
  password_wo_version: number({ optional: true, description: "Change it to send the password again." }),
};

type Thing = State<typeof attributes>;

/** A resource with one attribute of every kind. */
export const thing = defineResource({
  name: "toy_thing",
  description: "A thing.",
  attributes,
  async create(planned, config, { client }: { client: Store }) {
    client.calls.push("create");
    const id = client.nextId();
    if (config.password_wo !== null) client.passwords.set(id, config.password_wo);
    return save(client, planned, id, 1);
  },
  async read({ id }, { client }) {
    client.calls.push("read");
    return client.things.get(id) ?? null;
  },
  async update(planned, prior, config, { client }) {
    client.calls.push("update");
    if (config.password_wo !== null && planned.password_wo_version !== prior.password_wo_version)
      client.passwords.set(prior.id, config.password_wo);
    return save(client, planned, prior.id, (prior.revision ?? 0) + 1);
  },
  async delete({ id }, { client }) {
    client.calls.push("delete");
    client.things.delete(id);
  },
  async import(id, { client }) {
    const found = client.things.get(id);
    if (!found) throw new Error(`No thing has the ID ${id}`);
    return found;
  },
});

function save(store: Store, planned: Planned<typeof attributes>, id: string, revision: number): Thing {
  const options = planned.options && { ...planned.options, seen: `revision ${revision}` };
  const parts =
    planned.parts &&
    planned.parts.map(({ key, serial }) => ({
      key,
      serial: isUnknown(serial) ? `serial of ${key}` : serial,
    }));
  const saved: Thing = {
    ...planned,
    id,
    revision,
    options,
    parts,
    active: isUnknown(planned.active) ? true : planned.active,
  };
  store.things.set(id, saved);
  return saved;
}

/** What a toy provider offers. Default: one resource. */
export interface Toys {
  resources?: readonly Resource<Store>[];
  dataSources?: readonly DataSource<Store>[];
  ephemerals?: readonly Ephemeral<Store>[];
  functions?: readonly ProviderFunction[];
  provider?: Partial<Provider<Store>>;
}

export const providerAttributes: Attributes = {
  url: string({
    optional: true,
    description: "URL of the store.",
    validate: [
      (url) => (url.startsWith("http") ? undefined : "It is not a URL. Use one that begins with https://"),
    ],
  }),
};

/** Creates a provider of toys, and its store. */
export function toyServer(toys: Toys = {}): { server: ProviderServer; store: Store } {
  const store = new Store();
  const server = createServer<Store, Attributes>({
    name: "toy",
    description: "Toys.",
    attributes: providerAttributes,
    configure: async () => store,
    resources: toys.resources ?? [thing],
    dataSources: toys.dataSources ?? [],
    ephemerals: toys.ephemerals ?? [],
    functions: toys.functions ?? [],
    explain: (error) => ({
      summary: "The store returned an error",
      detail: error instanceof Error ? error.message : "No reason was given",
    }),
    ...toys.provider,
  });
  return { server, store };
}

/** Creates and configures a toy provider, with an engine for it. */
export async function useToys(
  toys: Toys = {},
): Promise<{ store: Store; client: ProviderClient; life: Lifecycle; server: ProviderServer }> {
  const { server, store } = toyServer(toys);
  const { client } = await connect(server, {});
  return { store, client, server, life: new Lifecycle(client, (toys.resources ?? [thing])[0]!.name) };
}

/** Returns the thing with other handlers. */
export function thingWith(changes: Partial<typeof thing>): Resource<Store> {
  return { ...thing, ...changes };
}
