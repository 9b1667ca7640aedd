import type { Language, Plan, Question } from "../types.ts";

/** What a message would do, before it is sent. */
export interface Preview {
  /** In the message's language: "Add “buy milk” · Fri 17:00"; of a question what it asks. */
  words: string;
  /** It needs confirmation first; `words` is the question. */
  asks: boolean;
  language: Language;
}

/** A plan in a few words; null if it changes, shows and asks nothing. */
export function previewOf({ actions, question, readings, language }: Plan): Preview | null {
  if (question) return { words: asked(question), asks: true, language };
  const [reading] = readings;
  // The answer depends on the change log, which is not known here.
  if (!reading || actions.length === 0 || actions.some(({ type }) => type === "activity")) return null;
  return { words: reading.label, asks: false, language };
}

/** The readings a question offers, or else its first line: the tasks to choose from stand below it. */
const asked = ({ text, pending }: Question): string =>
  pending.kind === "choose"
    ? pending.options.map(({ label }) => label).join(" / ")
    : (text.split("\n", 1)[0] ?? "");
