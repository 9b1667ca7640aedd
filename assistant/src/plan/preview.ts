import type { Language, Plan, Question } from "../types.ts";

/** What a message would do, before it is sent. */
export interface Preview {
  /** In the message's language: "Add “buy milk” · Fri 17:00"; of a question what it asks. */
  words: string;
  /** It would be asked first; `words` is the question. */
  asks: boolean;
  language: Language;
}

/** A plan in a few words; null where it would change nothing, show nothing and ask nothing. */
export function previewOf({ actions, question, readings, language }: Plan): Preview | null {
  if (question) return { words: asked(question), asks: true, language };
  const [reading] = readings;
  // The change log is looked up to answer; what it says is not known before.
  if (!reading || actions.length === 0 || actions.some(({ type }) => type === "activity")) return null;
  return { words: reading.label, asks: false, language };
}

/** The readings a question offers, or else its first line: the tasks to choose from stand below it. */
const asked = ({ text, pending }: Question): string =>
  pending.kind === "choose"
    ? pending.options.map(({ label }) => label).join(" / ")
    : (text.split("\n", 1)[0] ?? "");
