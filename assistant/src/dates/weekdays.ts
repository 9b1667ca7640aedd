import { fold } from "@todo-chatbot/contracts/fold";
import type { DateLanguage } from "./language.ts";

const known = new WeakMap<DateLanguage, ReadonlyMap<string, number>>();

/** The language's words for weekdays, folded → 1 (Monday) to 7. */
export function weekdayWords(language: DateLanguage): ReadonlyMap<string, number> {
  let found = known.get(language);
  if (!found) {
    const words = [language.words.weekday, language.words.weekdays].flatMap((by) => Object.entries(by ?? {}));
    found = new Map(
      words.flatMap(([day, same]) =>
        same.split(" ").map((word): [string, number] => [fold(word.replace(/~\d+$/, "")), Number(day)]),
      ),
    );
    known.set(language, found);
  }
  return found;
}
