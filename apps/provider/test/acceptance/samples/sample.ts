import type { HuntClient } from "@huntkit/core";
import type { TestHunt } from "@huntkit/testing";

/** The arguments of a resource, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A value that is sent to HUNT and must not appear anywhere else. */
export interface Secret {
  /** The write-only attribute. */
  readonly attribute: string;
  /** The attribute that sends the value again when it changes. */
  readonly version: string;
  /** The property of the row that holds the value in HUNT. */
  readonly property: string;
  /** Further arguments that a secret requires. */
  readonly values: Values;
}

/** The data of a resource for the acceptance tests. */
export interface Sample {
  /** The resource type. */
  readonly type: `hunt_${string}`;
  /** The route of its model, such as `flags`. */
  readonly route: string;
  /** Returns the path of the route that changes and deletes a row. */
  readonly pathOf: (row: Values) => string;
  /** The request that creates an object, as a fault matches it. */
  readonly creation: string;
  /** The required arguments. */
  readonly minimal: Values;
  /**
   * All arguments, without defaults. Arguments that exclude each other are in `replacements` and `secret`.
   */
  readonly full: Values;
  /** Other values for `full`, each of which is updated in place. */
  readonly changes: Values;
  /** Other values for `full` that require a replacement, by the attribute that requires it. */
  readonly replacements: Readonly<Record<string, Values>>;
  /** The attributes that hold the ID of another resource, with its type. */
  readonly references: Readonly<Record<string, `hunt_${string}`>>;
  /** Invalid values, and the attribute that the error is about. They are added to `minimal`. */
  readonly wrong: readonly (readonly [values: Values, path: string])[];
  /** Returns the values that distinguish the object with this number from others of its type. */
  readonly nth: (number: number) => Values;
  /** The attributes for an import, in addition to the ID. The data source finds objects by the first one. */
  readonly names: readonly string[];
  /**
   * Values that, added to `minimal`, create a second object with the same first name. Null if HUNT allows
   * only one.
   */
  readonly twin: Values | null;
  /** Attributes that keep HUNT's value if they are not configured. */
  readonly kept: readonly string[];
  /** Attributes that HUNT does not store, so an import cannot read them. */
  readonly unread: readonly string[];
  /** Properties of the row to change in HUNT. Empty if HUNT does not allow changes. */
  readonly drift: Values;
  readonly secret: Secret | null;
  /** Makes the next create fail after HUNT has created the object. */
  readonly failMidway: (hunt: TestHunt<HuntClient>) => Promise<void>;
  /** Why its create continues after Terraform was interrupted. Null if it stops. */
  readonly finishes: string | null;
}

/** Returns a UUID that no object has. */
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Returns a sample with defaults for what is not specified. */
export function sample(
  specified: Pick<Sample, "type" | "route" | "minimal" | "full" | "changes" | "wrong"> & Partial<Sample>,
): Sample {
  return {
    pathOf: () => specified.route,
    creation: `POST ${specified.route}`,
    replacements: {},
    references: {},
    names: ["name"],
    twin: {},
    kept: [],
    unread: [],
    secret: null,
    finishes: null,
    nth: (number) => ({ name: `Number ${number}` }),
    drift: { name: "Changed by hand" },
    failMidway: (hunt) => keepAnotherName(hunt, specified.route, specified.minimal),
    ...specified,
  };
}

/** Creates the object, and makes HUNT respond with a different name. */
async function keepAnotherName(
  { client, sandbox }: TestHunt<HuntClient>,
  route: string,
  minimal: Values,
): Promise<void> {
  const body = await client.model(route).create({ ...minimal, name: "A different name" });
  sandbox.faults.add({ match: `POST ${route}`, kind: "status", status: 200, body });
}
