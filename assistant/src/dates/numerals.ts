import { daysInMonth } from "@todo-chatbot/contracts/calendar";
import type { Lexicon } from "./lexicon.ts";
import type { Clock, Days } from "./terms.ts";
import type { DateToken } from "./tokens.ts";

/** A term written in digits. */
export interface Figure {
  category: "number" | "figure" | "ordinal" | "year" | "digits" | "bare" | "day" | "stretch" | "piece";
  value: unknown;
  end: number;
  weight: number;
}

/**
 * The terms in digits at a token: "9", "27th", "9:30", "30/11", "2026-11-30", "0930". Never part of a longer number.
 */
export function figuresAt(
  tokens: readonly DateToken[],
  at: number,
  lexicon: Lexicon,
  dayFirst: boolean,
): Figure[] {
  const first = tokens[at];
  if (first?.kind !== "number") return [];
  const out: Figure[] = [];
  const digits = first.key;
  const value = Number(digits);
  const mark = (k: number): string => (tokens[at + k]?.glued ? (tokens[at + k]?.key ?? "") : "");
  const figure = (k: number): string => {
    const token = tokens[at + k];
    return token?.glued && token.kind === "number" ? token.key : "";
  };
  const [sign, second] = [mark(1), figure(2)];
  const [sign2, third] = second ? [mark(3), figure(4)] : ["", ""];
  const add = (category: Figure["category"], term: unknown, length: number, weight: number): void => {
    out.push({ category, value: term, end: at + length, weight });
  };

  if (digits.length <= 4) {
    add("number", value, 1, 0.08);
    add("figure", value, 1, 0.08);
  }
  if (digits.length <= 2 && value <= 24) add("bare", value, 1, 0.06);
  if (digits.length === 4 && value >= 1900 && value < 2200) add("year", value, 1, 0.25);
  if (digits.length <= 2 && value >= 1 && value <= 31) {
    const suffix = tokens[at + 1];
    if (suffix && suffix.end - suffix.start <= 3 && (suffix.glued || suffix.key.length > 1)) {
      if (suffix.glued && lexicon.ordinalSuffixes.has(suffix.key)) add("ordinal", value, 2, 0.45);
    }
    const after = tokens[at + 2];
    // In a list, a comma directly follows the dot: "am 1., 10. und 20.".
    const isHour = lexicon.language.hourLeads?.includes(tokens[at - 1]?.key as string);
    if (
      lexicon.language.ordinalDot &&
      sign === "." &&
      !second &&
      !isHour &&
      (!after?.glued || after.key === ",")
    )
      add("ordinal", value, 2, 0.4);
  }
  // A decimal: "1.5 hours".
  if ((sign === "." || sign === ",") && second && second.length === 1 && digits.length <= 2 && sign2 !== ".")
    add("number", Number(`${digits}.${second}`), 3, 0.02);

  // Clock
  const minute = Number(second);
  if (
    (sign === ":" || sign === ".") &&
    second.length === 2 &&
    digits.length <= 2 &&
    sign2 !== "/" &&
    sign2 !== "-"
  ) {
    const seconds = sign2 === ":" && third.length === 2 ? 2 : 0;
    const more = !seconds && (sign2 === sign || sign2 === ":") && third !== "";
    if (!more && minute < 60) {
      const strong = sign === ":" ? 0.9 : 0.4;
      if (value <= 23 || (value === 24 && minute === 0)) {
        const open =
          value >= 1 && value <= 12 && digits.length - Number(digits.startsWith("0")) === digits.length;
        add("digits", clockOf(value, minute, open), 3 + seconds, strong);
      } else if (sign === ":" && value < 30) {
        add("piece", { problem: { kind: "no-such-time", words: "" } }, 3 + seconds, 0.45);
      }
    }
  }
  if (digits.length === 4 && sign !== "/" && sign !== "-" && sign !== ".") {
    const [hour, rest] = [Math.floor(value / 100), value % 100];
    if (hour < 24 && rest < 60 && rest % 5 === 0)
      add("digits", clockOf(hour, rest, false), 1, digits.startsWith("0") ? 0.35 : 0.08);
  }
  if (digits.length === 3 && Math.floor(value / 100) >= 1 && value % 100 < 60 && value % 5 === 0)
    add("digits", clockOf(Math.floor(value / 100), value % 100, true), 1, 0.05);

  // Days
  if (digits.length === 4 && (sign === "-" || sign === "/" || sign === ".") && second.length <= 2 && second) {
    if (sign2 === sign && third && third.length <= 2) addDate(value, Number(second), Number(third), 5, 0.95);
    else if (
      !third &&
      second.length === 2 &&
      sign !== "." &&
      value >= 1900 &&
      value < 2200 &&
      minute >= 1 &&
      minute <= 12
    )
      add("stretch", { op: "on", pattern: { month: minute, year: value } } satisfies Days, 3, 0.5);
  }
  if (digits.length <= 2 && (sign === "/" || sign === "-" || sign === ".") && second && second.length <= 2) {
    const [x, y] = [value, minute];
    const dotted = sign === ".";
    const [day, month] = dotted || dayFirst ? inOrder(x, y) : flip(inOrder(y, x));
    if (sign2 === sign && (third.length === 2 || third.length === 4)) {
      const year = third.length === 4 ? Number(third) : 2000 + Number(third);
      if (!(dotted && third.length === 2 && !lexicon.language.dottedDates))
        addDate(year, month, day, 5, dotted ? 0.7 : 0.85);
    } else if (sign === "/" && !(sign2 === "/" && third) && month <= 12) {
      addDate(undefined, month, day, 3, 0.55);
    } else if (dotted && lexicon.language.dottedDates && month <= 12) {
      if (sign2 === "." && !third) addDate(undefined, month, day, 4, 0.8);
      else if (sign2 !== ".") addDate(undefined, month, day, 3, 0.3);
    }
  }
  if (
    digits.length <= 2 &&
    (sign === "/" || sign === "-") &&
    second.length === 4 &&
    value >= 1 &&
    value <= 12
  ) {
    const year = Number(second);
    if (year >= 1900 && year < 2200)
      add("stretch", { op: "on", pattern: { month: value, year } } satisfies Days, 3, 0.5);
  }
  return out;

  function addDate(
    year: number | undefined,
    month: number,
    day: number,
    length: number,
    weight: number,
  ): void {
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      if (year !== undefined && length === 5 && day >= 1 && day <= 31 && digits.length === 4)
        add("piece", { problem: { kind: "no-such-day", words: "" } }, length, 0.5);
      return;
    }
    const pattern = { month, date: day, ...(year === undefined ? {} : { year }) };
    if (day > daysInMonth(year ?? 2024, month)) add("day", { op: "on", pattern }, length, weight);
    else add("day", { op: "on", pattern }, length, weight);
  }
}

/** Day and month as written; swapped if only the other order has a valid month. */
function inOrder(day: number, month: number): [number, number] {
  return month > 12 && day <= 12 ? [month, day] : [day, month];
}

function flip([day, month]: [number, number]): [number, number] {
  return [day, month];
}

function clockOf(hour: number, minute: number, open: boolean): Clock {
  return { minute: (hour % 24) * 60 + minute, open, grain: "minute" };
}
