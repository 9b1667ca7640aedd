import type { ActName } from "../src/reader/acts.ts";
import { kindOf } from "../src/reader/acts.ts";
import { actFeatures } from "../src/reader/features.ts";
import type { Features } from "../src/reader/hash.ts";
import { commonWords, openersOf } from "./common.ts";
import { markedClauses } from "./cut-gold.ts";
import { factsOf } from "./facts.ts";
import { genericWords } from "./generic.ts";
import { joinsOf } from "./joins.ts";
import { isOneOf, messagesOf } from "./messages.ts";

/** A clause of a message in another language: its language-independent features, and its act. */
export interface Borrowed {
  writer: string;
  features: Features;
  act: ActName;
}

const LANGUAGES = ["en", "es", "fr", "de", "it"];
/** One message in this many is borrowed. */
const EVERY = 3;

const made = new Map<string, Borrowed[]>();

/** Training data for a language from the messages of all other languages, excluding some writers in every language. */
export function borrowedFor(language: string, without: ReadonlySet<string>): Borrowed[] {
  const isOut = isOneOf(without);
  return LANGUAGES.filter((other) => other !== language).flatMap((other) => {
    const known = made.get(other) ?? lentBy(other);
    made.set(other, known);
    return known.filter((one) => !isOut(one));
  });
}

function lentBy(language: string): Borrowed[] {
  const rows = messagesOf(language);
  const openers = openersOf(rows);
  const { weigh } = commonWords(rows, openers);
  const generic = genericWords(rows, weigh);
  const joins = joinsOf(rows);
  return rows
    .filter((_, k) => k % EVERY === 0)
    .flatMap((row) => {
      const facts = factsOf(row, { weigh, openers, generic });
      const marked = markedClauses(row, facts, joins);
      let previous = "^";
      return (marked?.clauses ?? []).map((clause, k) => {
        const act = marked?.acts[k] as ActName;
        const features = actFeatures(facts, clause, previous).shared();
        previous = kindOf(act);
        return { writer: row.writer, features, act };
      });
    });
}
