import { describe, expect, it } from "vitest";
import type { CtyType } from "../../src/cty/type.js";
import { ObjectCache } from "../../src/framework/object-cache.js";

const type: CtyType = ["object", { name: "string" }];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("ObjectCache", () => {
  it("returns the object that was kept with the same bytes", () => {
    const cache = new ObjectCache();
    const object = { name: "one" };

    cache.keep(bytes("one"), type, object);

    expect(cache.find(bytes("one"), type)).toBe(object);
    expect(cache.find(bytes("two"), type)).toBeUndefined();
  });

  it("does not return an object of another type with the same bytes", () => {
    const cache = new ObjectCache();

    cache.keep(bytes("one"), type, { name: "one" });

    expect(cache.find(bytes("one"), ["object", { name: "dynamic" }])).toBeUndefined();
  });

  it("distinguishes bytes that are not valid UTF-8", () => {
    const cache = new ObjectCache();

    cache.keep(new Uint8Array([0xff]), type, { name: "one" });

    expect(cache.find(new Uint8Array([0xfe]), type)).toBeUndefined();
  });

  it("drops the oldest object after 200", () => {
    const cache = new ObjectCache();

    for (let index = 0; index <= 200; index++) cache.keep(bytes(`${index}`), type, { name: `${index}` });

    expect(cache.find(bytes("0"), type)).toBeUndefined();
    expect(cache.find(bytes("1"), type)).toEqual({ name: "1" });
    expect(cache.find(bytes("200"), type)).toEqual({ name: "200" });
  });

  it("does not keep an object of more than 4 KiB", () => {
    const cache = new ObjectCache();
    const large = new Uint8Array(4_097);

    cache.keep(large, type, { name: "large" });

    expect(cache.find(large, type)).toBeUndefined();
  });
});
