import { describe, expect, it } from "vitest";
import { type Language, languages } from "./index.ts";
import type { Talk } from "./language.ts";
import { reports } from "./reports.ts";
import { talk as talks } from "./talk.ts";

const names = Object.keys(languages) as Language[];

/** Placeholders for the values that the engine fills in. */
const FILL = ["ALPHA", "BETA", "GAMMA"];

/** Arguments for the functions of a language, by their path; placeholders if nothing else is given. */
const CALLS: [where: RegExp, args: unknown[][]][] = [
  [/^(tasks|more|dueToday|tooLong|didMany\..*)$/, [[1], [2], [21]]],
  [
    /^before$/,
    ["minute", "hour", "day", "week", "month", "year"].flatMap((unit) => [
      [1, unit],
      [3, unit],
    ]),
  ],
  [
    /^rule\.every$/,
    ["hour", "day", "week", "month", "year"].flatMap((unit) => [
      [unit, 1],
      [unit, 3],
    ]),
  ],
  [
    /^rule\.weekdays$/,
    [
      [["ALPHA"], "ALPHA", 1],
      [["ALPHA", "BETA"], "ALPHA BETA", 2],
    ],
  ],
  [/^omits\.short_months$/, [[29], [31]]],
  [/^rule\.monthDay$/, [[1], [2], [8], [23], [-1]]],
  [
    /^rule\.nth$/,
    [
      [1, { number: 7, name: "ALPHA" }],
      [-1, { number: 2, name: "ALPHA" }],
      [3, null],
      [-1, null],
    ],
  ],
  [
    /^rule\.times$/,
    [
      ["ALPHA", 1],
      ["ALPHA", 5],
    ],
  ],
  [
    /^tell\.state$/,
    [
      ["ALPHA", true],
      ["ALPHA", false],
    ],
  ],
  [/^tell\.listed$/, [["ALPHA"]]],
  [/^tell\.created$/, [["ALPHA", "BETA"]]],
  [
    /^tell\./,
    [
      ["ALPHA", "BETA"],
      ["ALPHA", null],
    ],
  ],
  [/^cannot\.list\.share$/, [["ALPHA", "BETA"]]],
  [/^cannot\./, [["ALPHA", ""]]],
  [/^missing\.(when|value)$/, [["ALPHA"], [""]]],
  [/^missing\./, [[""]]],
  [/^finish$|^date$/, []],
];

/** Sentences that do not name what they are about. */
const SILENT = /^(missing\.|cannot\.list\.share)/;

interface Said {
  where: string;
  args: unknown[];
  text: string;
}

/** Every sentence of a language with its arguments. */
function sayings(value: unknown, where = ""): Said[] {
  if (typeof value === "string") return [{ where, args: [], text: value }];
  if (typeof value === "function") {
    const given = CALLS.find(([pattern]) => pattern.test(where))?.[1] ?? [FILL.slice(0, value.length)];
    return given.map((args) => ({ where, args, text: String(value(...args)) }));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    sayings(part, where === "" ? key : `${where}.${key}`),
  );
}

const FRAME = /^(region|quotes|colon)/;
const PHRASE =
  /^(at|elsewhere|overdue|span|rule|before|priorities|inList|starts|reminder|none|noted|done|tasks|more|heads|log|label|yes|no|didMany|stillOpen)(\.|$)/;
const said = (language: Language): Said[] =>
  sayings({ ...languages[language].say, ...reports[language] }).filter(({ where }) => !FRAME.test(where));

describe.each(names)("the sentences of %s", (language) => {
  it("are all there", () => {
    const key = ({ where }: Said) => where.replace(/\.\d+$/, "");
    expect(new Set(said(language).map(key))).toEqual(new Set(said("en").map(key)));
    for (const { where, text } of said(language)) expect(text.trim(), where).not.toBe("");
  });

  it("mention what they are about", () => {
    for (const { where, args, text } of said(language)) {
      if (SILENT.test(where)) continue;
      for (const arg of args)
        if (typeof arg === "string" && /^[A-Z]{4}/.test(arg) && !arg.includes(" "))
          expect(text, where).toContain(arg);
      if (/^(tasks|more|dueToday|tooLong|didMany)/.test(where))
        expect(text, where).toContain(String(args[0]));
      expect(text, where).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object/);
    }
  });

  it("contain each mark once, and sentences have one at the end", () => {
    for (const { where, text } of said(language)) {
      expect(text, where).not.toMatch(/\.\.|,,|\?\?|[.,;:] ?[.,;:]| {2}| $|^ /);
      if (!PHRASE.test(where)) expect(text, where).toMatch(/([.!?…]|[:：] ?\S.*|\S: BETA)$/u);
    }
  });

  it("use the quotation marks of the language", () => {
    const [open, close] = languages[language].say.quotes.map((mark) => mark.trim()) as [string, string];
    const foreign = ["“", "”", "„", "«", "»", '"'].filter((mark) => mark !== open && mark !== close);
    for (const { where, text } of said(language)) {
      for (const mark of foreign) expect(text, where).not.toContain(mark);
      expect(text.split(open).length, where).toBe(text.split(close).length);
    }
  });

  it("have several variants for frequent replies", () => {
    const { left } = languages[language].say;
    for (const all of [...Object.values(talks[language] as Talk), left]) {
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it("do not reply to a thank-you about unchanged tasks, or offer to note down a joke", () => {
    const talk = talks[language] as Talk;
    for (const text of [...talk.thanks, ...talk.greeting]) expect(text.length).toBeLessThan(60);
    for (const text of talk.outside) expect(text).not.toContain("?");
  });
});

describe.each(names.filter((name) => name !== "en"))("%s", (language) => {
  it("is not English", () => {
    const english = new Map(
      said("en").map(({ where, args, text }) => [`${where} ${JSON.stringify(args)}`, text]),
    );
    for (const { where, args, text } of said(language)) {
      expect(text, where).not.toMatch(/(?<!\p{L})(?:the|your|is|not|with|nothing|task|list)(?!\p{L})/iu);
      if (text.split(" ").length > 2)
        expect(text, where).not.toBe(english.get(`${where} ${JSON.stringify(args)}`));
    }
  });
});
