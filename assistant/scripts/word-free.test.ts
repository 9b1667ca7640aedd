import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const source = path.resolve(import.meta.dirname, "../src");

/** A pattern as it is written in TypeScript. */
const LITERAL =
  /(?<=[=(,:;!&|?{}[\n>]\s*|\breturn\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\[])+\/[dgimsuvy]*/g;
/** What in a pattern stands for no letter, though it is written with some. */
const SIGNS =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\k<[^>]*>|\\.|\(\?<[a-z]+>|\$\{[^}]*\}|[a-z]+$/gi;
/** Notation that is the same in every language: addresses, RFC 5545, "p1", "[x]", "14h30". */
const NOTATION = new Set("https www RRULE MO TU WE TH FR SA SU p x xX h".split(" "));

/** Letters that the patterns of a text match as such, but for notation. */
const lettersIn = (text: string): string[] =>
  [...text.matchAll(LITERAL)].flatMap(([literal]) =>
    (literal.replace(SIGNS, " ").match(/\p{L}+/gu) ?? [])
      .filter((letters) => !NOTATION.has(letters))
      .map((letters) => `${literal}: ${letters}`),
  );

/** A program without its comments and the strings that a slash stands in. */
const code = (text: string): string =>
  text.replace(/\/\*.*?\*\/|\/\/ [^\n]*/gs, "").replace(/"[^"\n]*\/[^"\n]*"(?=[,;\s\]])/g, '""');

it("sees letters in a pattern, and no others", () => {
  expect(lettersIn("const A = /^(?:call|buy)\\s+/i;")).toEqual([
    "/^(?:call|buy)\\s+/i: call",
    "/^(?:call|buy)\\s+/i: buy",
  ]);
  expect(lettersIn("match(/[\\p{L}\\d]+(?<year>\\d{4})/giu, 3 / n / 2)")).toEqual([]);
  expect(lettersIn("x = /^https?:\\/\\/[^\\s]+/i")).toEqual([]);
});

it("no pattern outside languages/ holds a word", () => {
  const files = globSync("**/*.ts", { cwd: source }).filter(
    (file) => !/^(?:languages|testing|conversations)\b|\.test\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) =>
    lettersIn(code(readFileSync(path.join(source, file), "utf8"))).map((what) => `${file} ${what}`),
  );
  expect(found).toEqual([]);
});
