import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * A seeded random number generator. Each name has its own stream, so the rows of one model do not affect
 * another.
 */
export class Random {
  #generator: RandomGenerator;

  /**
   * @param seed the sandbox's seed
   * @param stream name of the stream, such as a model's name
   */
  constructor(seed: number, stream: string) {
    this.#generator = xoroshiro128plus(
      createHash("sha256").update(`${seed} ${stream}`).digest().readInt32BE(),
    );
  }

  /** Returns a copy that continues with the same values. */
  clone(): Random {
    const copy = new Random(0, "");
    copy.#generator = this.#generator.clone();
    return copy;
  }

  /** Returns an integer between two inclusive bounds. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** Returns true with the given probability, in percent. */
  chance(percent: number): boolean {
    return this.integer(1, 100) <= percent;
  }

  /** Returns one of the items. All are equally likely. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError("The list to pick from is empty.");
    return item;
  }

  /** Returns a string of `length` letters and digits, the format of HUNT's tokens. */
  alphanumeric(length: number): string {
    let text = "";
    while (text.length < length) text += ALPHANUMERIC[this.integer(0, ALPHANUMERIC.length - 1)];
    return text;
  }

  /** Returns a string of `length` hexadecimal digits, the format of file hashes. */
  hexadecimal(length: number): string {
    const bytes = Buffer.allocUnsafe(Math.ceil(length / 8) * 4);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeInt32BE(this.#generator.next(), at);
    return bytes.toString("hex").slice(0, length);
  }

  /** Returns a UUID version 4 (RFC 9562). */
  uuid(): string {
    const hex = this.hexadecimal(30);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${this.pick(["8", "9", "a", "b"])}${hex.slice(15, 18)}-${hex.slice(18)}`;
  }
}
