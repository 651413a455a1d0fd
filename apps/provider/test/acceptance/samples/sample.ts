import type { HuntClient } from "@huntkit/core";
import type { TestHunt } from "@huntkit/testing";

/** Arguments as a configuration has them, by attribute. */
export type Values = Readonly<Record<string, unknown>>;

/** A value that goes to HUNT and may not be seen again. */
export interface Secret {
  /** The write-only attribute. */
  readonly attribute: string;
  /** The attribute whose change sends it again. */
  readonly version: string;
  /** Where HUNT keeps it: a property of the row. */
  readonly property: string;
  /** What else must be written for there to be a secret. */
  readonly values: Values;
}

/** What the acceptance cases need to know of a resource. */
export interface Sample {
  /** The resource type. */
  readonly type: `hunt_${string}`;
  /** Where HUNT keeps its rows: `flags`. */
  readonly route: string;
  /** The least that can be written. */
  readonly minimal: Values;
  /** All that can be written, with values that are no defaults; attributes that exclude one another are left to `replacements` and `secret`. */
  readonly full: Values;
  /** Other values for `full`, each of which changes in place. */
  readonly changes: Values;
  /** Other values for `full` that plan a replacement, by the attribute that the plan blames. */
  readonly replacements: Readonly<Record<string, Values>>;
  /** Which attributes hold the id of another resource, and of which type. */
  readonly references: Readonly<Record<string, `hunt_${string}`>>;
  /** Wrong values, and the attribute that the complaint is about. They are written into `minimal`. */
  readonly wrong: readonly (readonly [values: Values, path: string])[];
  /** What tells the object with this number from others of its type. */
  readonly nth: (number: number) => Values;
  /** The attributes by which it can be imported, beside its id. The first is how the data source finds it. */
  readonly names: readonly string[];
  /** What, written into `minimal`, makes a second object with the same first name; null where HUNT takes none. */
  readonly twin: Values | null;
  /** Attributes that HUNT knows nothing of, so that an import cannot either. */
  readonly unread: readonly string[];
  /** What somebody changes in HUNT: properties of its row. Nothing where HUNT changes none. */
  readonly drift: Values;
  readonly secret: Secret | null;
  /** Makes the next create fail when HUNT has made the object already. */
  readonly failMidway: (hunt: TestHunt<HuntClient>) => Promise<void>;
  /** What its create goes on with when Terraform is stopped, as half of it must not be left behind; null where it stops. */
  readonly finishes: string | null;
}

/** A UUID that is nobody's. */
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** A sample of a resource of which nothing special is known, but for what is told. */
export function sample(
  told: Pick<Sample, "type" | "route" | "minimal" | "full" | "changes" | "wrong"> & Partial<Sample>,
): Sample {
  return {
    replacements: {},
    references: {},
    names: ["name"],
    twin: {},
    unread: [],
    secret: null,
    finishes: null,
    nth: (number) => ({ name: `Number ${number}` }),
    drift: { name: "Changed by hand" },
    failMidway: (hunt) => keepAnotherName(hunt, told.route, told.minimal),
    ...told,
  };
}

/** HUNT makes the object and answers with a name that nobody wrote. */
async function keepAnotherName(
  { client, sandbox }: TestHunt<HuntClient>,
  route: string,
  minimal: Values,
): Promise<void> {
  const body = await client.model(route).create({ ...minimal, name: "A name of HUNT's own" });
  sandbox.faults.add({ match: `POST ${route}`, kind: "status", status: 200, body });
}
