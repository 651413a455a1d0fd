/**
 * The part of the engine's JSON output that tests use:
 * https://developer.hashicorp.com/terraform/internals/json-format.
 */

export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  /** Changes that were made outside the engine. */
  readonly resource_drift?: readonly ResourceChange[];
}

export interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly ("no-op" | "create" | "read" | "update" | "delete")[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly importing?: object;
  };
}

export interface State {
  readonly values?: {
    readonly root_module: { readonly resources?: readonly StateResource[] };
    readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

export interface StateResource {
  readonly address: string;
  readonly tainted?: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Returns the actions of a plan by address. Empty if there are none. */
export function actions({ resource_changes = [] }: Plan): Record<string, string> {
  const changes = resource_changes.map(
    ({ address, change }) => [address, change.actions.join(", ")] as const,
  );
  return Object.fromEntries(changes.filter(([, action]) => action !== "no-op"));
}

/** Returns the resources of a state by address. */
export function resources({ values }: State): Record<string, StateResource> {
  return Object.fromEntries(
    (values?.root_module.resources ?? []).map((resource) => [resource.address, resource]),
  );
}
