import type { CtyType } from "./type.js";
import type { Value } from "./value.js";

/** A value of type `dynamic`: it brings its own type along. The value within may be null or hold unknowns. */
export class Dynamic {
  readonly type: CtyType;
  readonly value: Value;

  constructor(type: CtyType, value: Value) {
    this.type = type;
    this.value = value;
  }
}
