import { stripVTControlCharacters, styleText } from "node:util";
import { modelOf } from "../src/languages/models.ts";
import { cut } from "../src/reader/cut.ts";
import { actFeatures } from "../src/reader/features.ts";
import { KINDS, type Model, opinions } from "../src/reader/model.ts";
import { situationOf } from "../src/reader/situation.ts";
import { clean } from "../src/text/clean.ts";
import type { Span } from "../src/types.ts";
import { contextOf, type Input, type UnderstoodAction, understood } from "./contract.ts";

type Style = Parameters<typeof styleText>[0];

const COLOURS: Partial<Record<Span["type"], Style>> = {
  title: "cyan",
  reference: "magenta",
  due: "green",
  recurrence: "green",
  reminder: "green",
};
/** Features of an act that are shown, and the width of the longest bar. */
const SHOWN = 8;
const WIDTH = 24;

/** Why a message was understood as it was, for a terminal: what its words are, how it could be read, what weighed most. */
export function explain(input: Input): string {
  const { language, spans, readings, actions, question, reply, dates } = understood(input);
  const heads = (text: string): string => styleText("bold", text);
  return [
    "",
    ...marked(input.text, spans as Span[]).map((line) => `  ${line}`),
    "",
    `${heads("Readings")}${styleText("dim", `  ${language}`)}`,
    ...(readings.length ? readings : [{ label: "none", confidence: 0 }]).map(
      ({ label, confidence }) =>
        `  ${styleText("dim", confidence.toFixed(2))} ${bar(confidence, 1, "blue")} ${label}`,
    ),
    ...acts(input, language as "en"),
    ...(dates.length
      ? [
          "",
          heads("Times"),
          ...dates.map(({ text, start, end }) => `  ${start}${end ? ` – ${end}` : ""}  ${text}`),
        ]
      : []),
    "",
    ...told(heads(question ? "Asks" : "Does"), question ? [question] : actions.map(inWords)),
    ...(reply && !question ? told(heads("Says"), [reply]) : []),
    "",
  ].join("\n");
}

/** A heading with what stands under it, line by line. */
const told = (head: string, texts: readonly string[]): string[] =>
  texts.length
    ? texts.flatMap((text) => text.split("\n")).map((line, k) => `${k === 0 ? head : "    "}  ${line}`)
    : [`${head}  nothing`];

/** "add milk · due 2026-11-21" */
const inWords = ({ type, ...facts }: UnderstoodAction): string =>
  [
    type,
    ...Object.entries(facts).map(([name, value]) =>
      name === "title" || name === "target" ? String(value) : `· ${name} ${JSON.stringify(value)}`,
    ),
  ].join(" ");

/** The message with its spans in colour, and below each what it is; a line for each line of the message. */
function marked(text: string, spans: readonly Span[]): string[] {
  let at = 0;
  return text.split("\n").flatMap((line) => {
    const from = at;
    at += line.length + 1;
    const own = spans.filter(({ start, end }) => start >= from && end <= from + line.length && end > start);
    let painted = "";
    let below = "";
    let done = 0;
    for (const { type, start, end } of own) {
      if (start - from < done) continue;
      const colour = COLOURS[type] ?? "yellow";
      painted += line.slice(done, start - from) + styleText(colour, line.slice(start - from, end - from));
      const name = type.padEnd(end - start, "─");
      below = below.padEnd(start - from + (below.length - plainWidth(below)));
      below += styleText(colour, name);
      done = end - from;
    }
    painted += line.slice(done);
    return own.length ? [painted, below] : [painted];
  });
}

/** What the act of each clause was told by, as against the act that comes next. */
function acts(input: Input, language: "en"): string[] {
  const context = contextOf(input);
  const { text } = clean(input.text);
  const model = modelOf(language);
  const reference = {
    instant: Date.parse(context.now),
    zone: context.timeZone,
    weekStart: context.weekStart,
    dayFirst: !context.locale.toUpperCase().endsWith("-US"),
  };
  const { facts } = situationOf(text, context, language, model, reference);
  let previous = "^";
  const [likeliest] = cut(facts, model);
  return (likeliest?.clauses ?? []).flatMap((clause) => {
    const features = actFeatures(facts, clause, previous, true);
    const [first, second] = opinions(model, features);
    if (!first || !second) return [];
    previous = first.kind;
    const words = facts.text.slice(facts.words[clause.from]?.start, facts.words[clause.to - 1]?.end);
    const weights = weightsOf(features, model, first.kind, second.kind).slice(0, SHOWN);
    const most = Math.max(0.01, ...weights.map(({ weight }) => Math.abs(weight)));
    const chance = (p: number): string => `${Math.round(100 * p)} %`;
    return [
      "",
      `${styleText("bold", `“${words}”`)} is ${styleText("bold", first.act)} (${chance(first.p)}) rather than ${second.act} (${chance(second.p)}), told by`,
      ...weights.map(({ name, weight }) => {
        const sign = weight < 0 ? "−" : "+";
        return `  ${styleText("dim", `${sign}${Math.abs(weight).toFixed(2)}`)} ${bar(Math.abs(weight), most, weight < 0 ? "red" : "green")} ${name}`;
      }),
    ];
  });
}

/** How much each feature speaks for one kind of act rather than another, most first. */
function weightsOf(
  { ids, values, names }: ReturnType<typeof actFeatures>,
  model: Model,
  kind: string,
  other: string,
): { name: string; weight: number }[] {
  const sums = new Map<string, number>();
  ids.forEach((bucket, k) => {
    const scores = new Float64Array(KINDS.length);
    model.kinds.add(bucket, values[k] as number, scores);
    const weight = (scores[KINDS.indexOf(kind)] as number) - (scores[KINDS.indexOf(other)] as number);
    const name = named(names?.[k] ?? "");
    if (weight !== 0) sums.set(name, (sums.get(name) ?? 0) + weight);
  });
  return [...sums]
    .map(([name, weight]) => ({ name, weight }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

const SIGNS: Record<string, string> = {
  T: "‹task›",
  D: "‹time›",
  "^": "‹start›",
  $: "‹end›",
  "9": "‹number›",
};
const KINDS_OF_WORDS = /^(s?)([wbtk]) (.+)$/;

/** A feature in words: "sb call T" → “call ‹task›”. */
function named(name: string): string {
  const found = KINDS_OF_WORDS.exec(name);
  if (found) {
    const [, shape = "", kind = "", words = ""] = found;
    const between = kind === "k" ? " … " : " ";
    const said = words.split(" ").map((word) => (shape ? (SIGNS[word] ?? word) : word));
    return `“${said.join(between)}”`;
  }
  if (name.startsWith("c ")) return `letters “${name.slice(2).replace("<", "·").replace(">", "·")}”`;
  return name.replace(/\bT\b/g, "‹task›").replace(/\bD\b/g, "‹time›");
}

const BLOCKS = " ▏▎▍▌▋▊▉█";

/** A bar of a value, `most` being the longest, padded to the width of all. */
function bar(value: number, most: number, style: Style): string {
  const eighths = Math.round((value / most) * WIDTH * 8);
  const full = "█".repeat(Math.floor(eighths / 8)) + (eighths % 8 ? BLOCKS[eighths % 8] : "");
  return styleText(style, full) + " ".repeat(WIDTH - full.length);
}

/** Columns of a text that holds styles. */
const plainWidth = (text: string): number => stripVTControlCharacters(text).length;
