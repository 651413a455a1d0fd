import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Repeatable randomness. Each name draws from a stream of its own, so that one model's rows do not shift another's. */
export class Random {
  #generator: RandomGenerator;

  /**
   * @param seed the sandbox's seed
   * @param stream whose stream it is, such as a model's name
   */
  constructor(seed: number, stream: string) {
    this.#generator = xoroshiro128plus(
      createHash("sha256").update(`${seed} ${stream}`).digest().readInt32BE(),
    );
  }

  /** Returns a copy that gives the same values from here. */
  clone(): Random {
    const copy = new Random(0, "");
    copy.#generator = this.#generator.clone();
    return copy;
  }

  /** A whole number between the two bounds, both of them included. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.integer(1, 100) <= percent;
  }

  /** One of the items, each as likely as the others. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError("There is nothing to pick from.");
    return item;
  }

  /** A text of `length` letters and digits, as HUNT's tokens are. */
  alphanumeric(length: number): string {
    let text = "";
    while (text.length < length) text += ALPHANUMERIC[this.integer(0, ALPHANUMERIC.length - 1)];
    return text;
  }

  /** A text of `length` hexadecimal digits, as file hashes are. */
  hexadecimal(length: number): string {
    let text = "";
    while (text.length < length) text += (this.#generator.next() >>> 0).toString(16).padStart(8, "0");
    return text.slice(0, length);
  }

  /** An id in the shape of a UUID version 4 (RFC 9562). */
  uuid(): string {
    const hex = this.hexadecimal(30);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${this.pick(["8", "9", "a", "b"])}${hex.slice(15, 18)}-${hex.slice(18)}`;
  }
}
