import { fold } from "@todo-chatbot/contracts/fold";
import { distance } from "../text/distance.ts";

const LIKE_ENOUGH = 0.5;

/**
 * A title with a correction put in: "I meant Sophie" replaces the word most like it, "call dad" and "with maya" what
 * stands beside the word they share with the title. Null when nothing in the title is like it.
 */
export function corrected(title: string, words: string): string | null {
  return words.trim().includes(" ") ? aligned(title, words) : similar(title, words);
}

/** Words that share their first or last word with the title replace as many of its words, from or up to that one. */
export function aligned(title: string, words: string): string | null {
  const old = title.split(/\s+/);
  const said = words.trim().split(/\s+/);
  const keys = old.map(fold);
  const first = keys.indexOf(fold(said[0] as string));
  const last = keys.lastIndexOf(fold(said.at(-1) as string));
  const from = first >= 0 ? first : last - said.length + 1;
  if ((first < 0 && last < 0) || from < 0) return null;
  const next = [...old.slice(0, from), ...said, ...old.slice(from + said.length)].join(" ");
  return next === title ? null : next;
}

function similar(title: string, word: string): string | null {
  const parts = title.split(/(\s+)/);
  let best = -1;
  let score = 0;
  for (let k = 0; k < parts.length; k += 2) {
    const likeness = similarity((parts[k] as string).toLowerCase(), word.toLowerCase());
    if (likeness > score) {
      score = likeness;
      best = k;
    }
  }
  if (best < 0 || score < LIKE_ENOUGH) return null;
  const old = parts[best] as string;
  parts[best] = word + (/[.,!?;:]+$/.exec(old)?.[0] ?? "");
  return parts.join("");
}

/** From 0 to 1: the share of letters two words have in common in order. */
function similarity(a: string, b: string): number {
  if (a === b) return 0;
  const longest = Math.max(a.length, b.length);
  return 1 - distance(a, b, longest) / longest;
}

const FIGURE = /\d+(?:[.,]\d+)*/g;

/** "change 50 chairs to 80": a figure alone replaces the one in the title; anything else is a whole title. */
export function retitled(title: string, said: string): string {
  const figures = title.match(FIGURE) ?? [];
  return figures.length === 1 && said.replace(FIGURE, "") === "" ? title.replace(FIGURE, said) : said;
}
