import { expect, it } from "vitest";
import { findPhrases } from "../phrases/find-phrases.js";

it("the prose of the repository contains no banned phrase", () => {
  const banned = findPhrases().filter(({ level }) => level === "ban");

  const report = banned.map(({ place, phrase, instead }) => `${place}: "${phrase}". Write: ${instead}.`);
  expect(report).toEqual([]);
});
