import type { Attributes } from "@huntkit/terraform-plugin";

/** An object of HUNT's as the provider would import it. */
export interface Found {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
  readonly state: Readonly<Record<string, unknown>>;
}

/** An object with its place in the configuration. */
export interface Named extends Found {
  /** `low_priority` of `hunt_flag.low_priority`. */
  readonly name: string;
}

/** `hunt_flag.low_priority`. */
export const addressOf = ({ type, name }: Pick<Named, "type" | "name">): string => `${type}.${name}`;
