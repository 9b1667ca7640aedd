import { limits } from "@todo-chatbot/contracts";
import { type Language, languages } from "./languages/index.ts";
import { modelOf } from "./languages/models.ts";
import { otherWords } from "./languages/others.ts";
import { planOf } from "./plan/plan-of.ts";
import { decide } from "./reader/decide.ts";
import { read } from "./reader/read.ts";
import { situationOf } from "./reader/situation.ts";
import type { Decision } from "./reader/wish.ts";
import { type Making, readingOf } from "./reader/wishes.ts";
import { type CleanText, clean } from "./text/clean.ts";
import { detectLanguage } from "./text/detect.ts";
import { type Token, tokenise } from "./text/tokens.ts";
import { answerFacts, tapped } from "./turns/facts.ts";
import type { Context, Intent, Plan, Span } from "./types.ts";

/** More words than this are not read at once: a person is asked to say it in parts. */
const MOST_WORDS = 400;

/**
 * Reads one message against its context.
 * Never throws; what was not understood changes nothing.
 */
export function understand(message: string, context: Context): Plan {
  const { text, original } = clean(message);
  const tokens = tokenise(text.slice(0, limits.messageLength));
  const guessed = detectLanguage(text, tokens, context.locale, languageBefore(context));
  const detected = guessed !== "other" && isForeign(tokens, guessed) ? "other" : guessed;
  const language: Language = detected === "other" ? home(context) : detected;
  const { say } = languages[language];
  if (message.length > limits.messageLength)
    return saying("none", language, say.tooLong(limits.messageLength));
  if (text.trim() === "") return saying("none", language, say.blank);
  if (detected === "other") return saying("out_of_scope", language, say.otherLanguage);
  if (tokens.length > MOST_WORDS) return saying("none", language, say.inParts);
  const last = context.turns.at(-1);
  if (last && last.reply.trim() === text.trim()) return saying("none", language, say.echo);

  const decision = interpret(text, context, language);
  const plan = planOf(decision, context, language, text);
  return { ...plan, spans: inOriginal(plan.spans, { text, original }, message) };
}

/** What is done about a message in a language, before it is laid against the list: wishes and how sure they are. */
export function interpret(text: string, context: Context, language: Language): Decision {
  const tap = tapped(text, answerFacts(context));
  if (tap) return { kind: "do", reading: { wishes: [tap], confidence: 1, spans: [], unused: [] } };
  const model = modelOf(language);
  const reference = {
    instant: Date.parse(context.now),
    zone: context.timeZone,
    weekStart: context.weekStart,
    dayFirst: !context.locale.toUpperCase().endsWith("-US"),
  };
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
  return decide(
    raw,
    raw.map((one) => readingOf(one, making)),
    context.tasks.map(({ id }) => id),
  );
}

/** Most of its words belong to languages that are not read, and hardly any to the one that was guessed. */
function isForeign(tokens: readonly Token[], guessed: Language): boolean {
  const words = tokens.filter(({ kind }) => kind === "word");
  const other = words.filter(({ key }) => otherWords.has(key)).length;
  const own = words.filter(({ key }) => modelOf(guessed).weigh(key) < 1).length;
  return other >= 2 && other > own && other * 2 >= words.length;
}

/** The language of the person's settings, where it is one of ours. */
function home({ locale }: Context): Language {
  const language = locale.slice(0, 2).toLowerCase();
  return language in languages ? (language as Language) : "en";
}

/** The language the person spoke last, when there was enough of it to tell. */
function languageBefore({ turns, locale }: Context): Language | undefined {
  const said = turns.at(-1)?.user ?? "";
  const tokens = tokenise(said.slice(0, 300));
  if (tokens.length < 3) return undefined;
  const detected = detectLanguage(said, tokens, locale);
  return detected === "other" ? undefined : detected;
}

/** Spans by their places in the message as it was sent. */
function inOriginal(spans: readonly Span[], { text, original }: CleanText, message: string): Span[] {
  if (text === message) return [...spans];
  return spans.map((span) => {
    const start = original(span.start);
    const end = span.end > span.start ? original(span.end - 1) + 1 : start;
    return { ...span, start, end, text: message.slice(start, end) };
  });
}

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
