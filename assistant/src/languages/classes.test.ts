import { describe, expect, it } from "vitest";
import { wordClasses } from "./classes.ts";
import { languages } from "./index.ts";

describe("classes of words", () => {
  const classes = wordClasses({
    words: { list: "lista listas", done: "list* hecho", drop: "borr*" },
    forms: [
      ["past", /é$/],
      ["inf", /ar$/],
    ],
  });

  it.each([
    ["a word as it stands, before a stem", "lista", ["list"]],
    ["any ending of a stem", "borralo", ["drop"]],
    ["with its form", "borrar", ["drop", "inf"]],
    ["the form by its accent", "borré", ["drop", "past"]],
    ["an unknown word by its form alone", "regar", ["inf"]],
    ["neither", "pan", []],
  ])("%s", (_, word, expected) => {
    expect(classes.of(word)).toEqual(expected);
  });
});

describe("every language has the same classes", () => {
  const names = (language: keyof typeof languages): string[] =>
    Object.keys(languages[language].classes.words).sort();
  it.each(Object.keys(languages) as (keyof typeof languages)[])("%s", (language) => {
    expect(names(language)).toEqual(names("en"));
  });
});
