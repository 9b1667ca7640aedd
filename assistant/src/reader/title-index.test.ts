import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionsOf } from "./mentions.ts";
import { TitleIndex, titleIndexOf } from "./title-index.ts";
import { wordsOf } from "./words.ts";

const weigh = (word: string): number => (word === "the" ? 0 : 0.5 + word.length / 100);
const words = ["call", "calls", "mum", "mom", "oat", "milk", "the", "plumber", "plumbers", "q3"];
const title = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
  .map((list) => list.join(" "));
/** Long enough for its index to follow changes. */
const filler = Array.from({ length: 300 }, (_, n) => `Fix leak ${n}`);

describe("the index of titles", () => {
  it("has the same words after any changes of a list as one made anew", () => {
    const change = fc.record({ at: fc.nat(320), remove: fc.nat(3), add: fc.array(title, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let list: readonly string[] = filler;
        const index = new TitleIndex(list, weigh);
        for (const { at, remove, add } of changes) {
          list = list.toSpliced(at, remove, ...add);
          expect(index.follow(list, weigh)).toBe(true);
        }
        const anew = new TitleIndex(list, weigh);
        for (const word of [...words, "fix", "7"]) {
          expect(index.count(word)).toBe(anew.count(word));
          expect(new Set(index.holders(word))).toEqual(new Set(anew.holders(word)));
          expect(new Set(index.near(word))).toEqual(new Set(anew.near(word)));
        }
      }),
    );
  });

  it("finds the same mentions in a list whose index followed it as in a copy of it", () => {
    const said = wordsOf("the plumber and oat milks");
    fc.assert(
      fc.property(fc.array(title, { maxLength: 8 }), fc.array(title, { maxLength: 8 }), (first, then) => {
        const before = [...filler, ...first];
        mentionsOf(said, before, weigh);
        const now = [...then, ...before];
        const own = (word: string) => weigh(word);
        expect(mentionsOf(said, now, weigh)).toEqual(mentionsOf(said, [...now], own));
        // An earlier list again.
        expect(mentionsOf(said, before, weigh)).toEqual(mentionsOf(said, [...before], own));
      }),
    );
  });

  it("follows only a list that differs little, with the same weights", () => {
    const index = new TitleIndex(filler, weigh);
    expect(index.follow([...filler, "Oat milk"], (word) => word.length)).toBe(false);
    expect(index.follow([...filler.toReversed()], weigh)).toBe(false);
    expect(index.follow([...filler, "Oat milk"], weigh)).toBe(true);
    expect(index.count("milk")).toBe(1);
  });

  it("is kept for several lists at a time", () => {
    const lists = ["a", "b", "c"].map((name) => filler.map((one) => `${one} ${name}${name}`));
    const indexes = lists.map((list) => titleIndexOf(list, weigh));
    expect(new Set(indexes).size).toBe(3);
    const changed = lists.map((list) => [...list, "Oat milk"]);
    expect(changed.map((list) => titleIndexOf(list, weigh))).toEqual(indexes);
  });
});
