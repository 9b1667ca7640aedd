import { describe, expect, it } from "vitest";
import { fold, isFound, searchWords } from "./fold.ts";

describe("words in the form used for comparison", () => {
  it.each(["café", "cafe", "CAFÉ", "cafe\u0301"])("%s is the same word in every spelling", (word) => {
    expect(fold(word)).toBe("cafe");
  });

  it("keeps marks that are letters: kana, Hangul, Devanagari", () => {
    for (const word of ["がっこう", "가족", "कील"]) expect(fold(word.normalize("NFD"))).toBe(word);
    expect(fold("कल")).not.toBe(fold("काल"));
  });
});

describe("a search", () => {
  const task = { title: "買い物リスト", description: "Straße fegen", project: "Zuhause", labels: ["Büro"] };

  it.each([
    ["物リ", true],
    ["STRASSE zuhause", true],
    ["buro", true],
    ["rass", true],
    ["buro garten", false],
    ["", true],
  ])("for %j: %s", (text, found) => {
    expect(isFound(task, searchWords(text))).toBe(found);
  });
});
