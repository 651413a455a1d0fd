/** A value that will be known only after apply. There is one, `unknown`. */
export class Unknown {
  /** Tells the type apart from every other. */
  readonly unknown = true;

  /** How it reads in a message of Terraform's. */
  toString(): string {
    return "(known after apply)";
  }
}

/** The value that is known only after apply. Refinements (not null, a prefix, …) are not kept. */
export const unknown: Unknown = new Unknown();

/** Whether a value is known only after apply. A list that holds an unknown element is itself known. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
