import { limits } from "@todo-chatbot/contracts/limits";
import { type Language, languages } from "#languages";
import { timesTold } from "./dates/index.ts";
import { modelOf } from "./languages/models.ts";
import { otherWords } from "./languages/others.ts";
import { plannedOf, planOf } from "./plan/plan-of.ts";
import { decide } from "./reader/decide.ts";
import { read } from "./reader/read.ts";
import { situationOf } from "./reader/situation.ts";
import type { Decision, Reading, Wish } from "./reader/wish.ts";
import type { Making } from "./reader/wishes/parts.ts";
import { readingOf } from "./reader/wishes/readings.ts";
import { referenceOf } from "./reference.ts";
import { type CleanText, clean } from "./text/clean.ts";
import { type Token, tokenise } from "./text/tokens.ts";
import { answerFacts, tapped } from "./turns/facts.ts";
import { home, languageOf } from "./turns/language.ts";
import { placesPicked } from "./turns/places.ts";
import type { Context, DateMention, Intent, Plan, Span } from "./types.ts";

/** Readings less likely than this are discarded. */
const WORTH_OFFERING = 0.05;

/** Maximum number of words in a message; beyond it the person is asked to split it up. */
const MOST_WORDS = 250;

/**
 * Reads one message against its context.
 * Never throws; what was not understood changes nothing.
 */
export const understand = (message: string, context: Context): Plan => considered(message, context).plan;

/** A plan, and the decision it is based on; null if there was nothing to read. */
export function considered(message: string, context: Context): { plan: Plan; decision: Decision | null } {
  const { text, original } = clean(message);
  const tokens = tokenise(text.slice(0, limits.messageLength));
  const guessed = languageOf(text, tokens, context);
  const detected = guessed !== "other" && isForeign(tokens, guessed) ? "other" : guessed;
  const language: Language = detected === "other" ? home(context) : detected;
  const { say } = languages[language];
  if (message.length > limits.messageLength) return only("none", language, say.tooLong(limits.messageLength));
  if (text.trim() === "") return only("none", language, say.blank);
  if (detected === "other") return only("out_of_scope", language, say.otherLanguage);
  const pieces = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (Math.max(tokens.length, pieces) > MOST_WORDS) return only("none", language, say.inParts);
  const last = context.turns.at(-1);
  if (last && last.reply.trim() === text.trim()) return only("none", language, say.echo);

  const { decision, runnersUp, dates } = weighed(text, context, language);
  const plan = planOf(decision, context, language, text);
  const others = decision.kind === "do" ? plannedOf(runnersUp, context, language, text) : [];
  const told = new Set(plan.readings.map(({ label }) => label));
  const readings = [
    ...plan.readings,
    ...others.filter(({ label, actions }) => actions.length > 0 && !told.has(label)),
  ];
  const spans = inOriginal(plan.spans, { text, original }, message);
  return { plan: { ...plan, readings, dates, spans }, decision };
}

/** The decision about a message in a language, before it is applied to the list: wishes and their confidence. */
export const interpret = (text: string, context: Context, language: Language): Decision =>
  weighed(text, context, language).decision;

/** A decision, with the alternative readings, likeliest first, which "not what I meant" offers. */
interface Weighed {
  decision: Decision;
  runnersUp: Reading[];
  dates: DateMention[];
}

/** A decision without alternatives. */
const certain = (wish: Wish): Weighed => ({
  decision: { kind: "do", reading: { wishes: [wish], confidence: 1, spans: [], unused: [] } },
  runnersUp: [],
  dates: [],
});

function weighed(text: string, context: Context, language: Language): Weighed {
  const tap = tapped(text, answerFacts(context));
  if (tap) return certain(tap);
  const model = modelOf(language);
  const picked = placesPicked(text, context, model);
  if (picked) return certain(picked);
  const reference = referenceOf(context);
  const { facts, tasks } = situationOf(text, context, language, model, reference);
  const making: Making = {
    facts,
    model,
    reference,
    tasks,
    labels: context.labels,
    projects: context.projects,
  };
  const raw = read(facts, model);
  const readings = raw.map((one) => readingOf(one, making));
  const decision = decide(raw, readings, context.tasks, context.turns.at(-1)?.done ?? []);
  const runnersUp = readings.slice(1).filter(({ confidence }) => confidence >= WORTH_OFFERING);
  return { decision, runnersUp, dates: timesTold(text, facts.times, reference) };
}

/** Whether most words belong to unsupported languages, and hardly any to the detected one. */
function isForeign(tokens: readonly Token[], guessed: Language): boolean {
  const words = tokens.filter(({ kind }) => kind === "word");
  const other = words.filter(({ key }) => otherWords.has(key)).length;
  const own = words.filter(({ key }) => modelOf(guessed).weigh(key) < 1).length;
  return other >= 2 && other > own && other * 2 >= words.length;
}

/** Spans as offsets into the message as sent. */
function inOriginal(spans: readonly Span[], { text, original }: CleanText, message: string): Span[] {
  if (text === message) return [...spans];
  return spans.map((span) => {
    const start = original(span.start);
    const end = span.end > span.start ? original(span.end - 1) + 1 : start;
    return { ...span, start, end, text: message.slice(start, end) };
  });
}

/** A plan that consists only of an answer. */
const only = (...said: Parameters<typeof saying>): { plan: Plan; decision: null } => ({
  plan: saying(...said),
  decision: null,
});

function saying(intent: Intent, language: Language, answer: string): Plan {
  return {
    intent,
    language,
    actions: [],
    question: null,
    answer,
    spans: [],
    dates: [],
    readings: [],
    cannot: [],
    agreed: [],
  };
}
