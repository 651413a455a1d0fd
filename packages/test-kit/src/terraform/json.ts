/** As much of the engine's JSON output as tests look at: https://developer.hashicorp.com/terraform/internals/json-format. */

/** A plan. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  /** What was found changed behind the engine's back. */
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

/** A state. */
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

/** What a plan would do, by address; nothing where it is empty. */
export function actions({ resource_changes = [] }: Plan): Record<string, string> {
  const changes = resource_changes.map(
    ({ address, change }) => [address, change.actions.join(", ")] as const,
  );
  return Object.fromEntries(changes.filter(([, action]) => action !== "no-op"));
}

/** The resources of a state, by address. */
export function resources({ values }: State): Record<string, StateResource> {
  return Object.fromEntries(
    (values?.root_module.resources ?? []).map((resource) => [resource.address, resource]),
  );
}
