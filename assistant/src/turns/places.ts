import type { Model } from "../reader/model.ts";
import { saysBoth } from "../reader/pair.ts";
import type { Wish } from "../reader/wish.ts";
import { tokenise } from "../text/tokens.ts";
import type { Context } from "../types.ts";

/** With more words than this besides the ordinals, a message means something else. */
const MOST_BESIDE = 2;

/** "the first", "2", "1 and 3", "2-4", "both" to a question that offers by number: nothing else can be meant. */
export function placesPicked(
  text: string,
  { turns }: Context,
  model: Model,
): (Wish & { act: "answer" }) | null {
  const pending = turns.at(-1)?.pending;
  if (pending?.kind !== "pick" && pending?.kind !== "choose") return null;
  const ids = pending.kind === "pick" ? pending.options : pending.options.map((_, k) => String(k + 1));
  const words = tokenise(text).filter(({ kind }) => kind === "word" || kind === "tag");
  if (pending.kind === "pick" && ids.length === 2 && saysBoth(words, model.counts))
    return { act: "answer", value: [...ids] };
  const places: number[] = [];
  let beside = 0;
  for (const { key } of words) {
    const range = /^(\d{1,2})-(\d{1,2})$/.exec(key);
    const place = model.counts.places[key] ?? (/^\d{1,2}$/.test(key) ? Number(key) : undefined);
    // "no, just 1" does not choose one.
    if (model.counts.negators.has(key)) return null;
    if (range) for (let k = Number(range[1]); k <= Number(range[2]); k++) places.push(k);
    else if (place !== undefined) places.push(place);
    else if (model.joins.has(key) || model.counts.articles.has(key)) continue;
    else if (model.weigh(key) > 0.5 || ++beside > MOST_BESIDE) return null;
  }
  const chosen = places.map((place) => (place < 0 ? ids.at(place) : ids[place - 1]));
  const known = [...new Set(chosen.flatMap((id) => id ?? []))];
  const isPlain = chosen.length > 0 && known.length === chosen.length;
  return isPlain && (pending.kind === "pick" || known.length === 1) ? { act: "answer", value: known } : null;
}
