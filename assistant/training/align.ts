import { begins, type Part } from "../src/reader/tags.ts";
import { type Word, wordsOf } from "../src/reader/words.ts";
import type { Row, Wanted } from "./rows.ts";

/** Where the parts of each wish of a row are in its words. */
export interface Aligned {
  words: Word[];
  /** A tag for each word. */
  tags: Int32Array;
  /** The first and last + 1 word of each wish, over all of its parts; null if none of them is in the text. */
  spans: ([number, number] | null)[];
  /** Whether all parts were found. */
  whole: boolean;
}

const plain = (title: string): string[] =>
  wordsOf(title)
    .filter((w) => w.content)
    .map((w) => w.key);

/** Aligns the parts of every wish with the words of the message. */
export function align(row: Row): Aligned {
  const words = wordsOf(row.text);
  const tags = new Int32Array(words.length);
  const low = row.text.toLowerCase();
  let whole = true;
  const spans: Aligned["spans"] = [];
  const shared = sharedStretches(row);
  let cursor = 0;
  for (const wish of row.does) {
    let first = Number.POSITIVE_INFINITY;
    let last = -1;
    const note = (i: number): void => {
      if (i < first) first = i;
      if (i > last) last = i;
    };
    const mark = (value: unknown, part: Part, from = 0): void => {
      for (const said of [value].flat()) {
        if (typeof said !== "string" || said === "") continue;
        const isShared = shared.has(`${part} ${said.toLowerCase()}`);
        let at = low.indexOf(said.toLowerCase(), from);
        if (at < 0) at = low.indexOf(said.toLowerCase());
        if (at < 0) {
          whole = false;
          continue;
        }
        let begun = false;
        words.forEach((word, i) => {
          if (word.start >= at && word.end <= at + said.length && tags[i] === 0) {
            tags[i] = begins(part) + (begun ? 1 : 0);
            begun = true;
            if (!isShared) note(i);
          } else if (
            word.kind === "quote" &&
            word.start <= at &&
            word.end >= at + said.length &&
            tags[i] === 0
          ) {
            tags[i] = begins(part);
            begun = true;
            if (!isShared) note(i);
          }
        });
      }
    };
    const start = words[cursor]?.start ?? 0;
    markFields(wish, (value, part) => mark(value, part, start));
    if (wish.act === "add" && wish.title) {
      const found =
        titleAt(words, tags, plain(wish.title), cursor) ?? titleAt(words, tags, plain(wish.title), 0);
      if (!found) whole = false;
      else {
        let begun = -2;
        for (const i of found) {
          tags[i] = begins("title") + (i === begun + 1 && begun >= 0 ? 1 : 0);
          begun = i;
          note(i);
        }
      }
    }
    spans.push(last < 0 ? null : [first, last + 1]);
    if (last >= 0) cursor = last + 1;
  }
  return { words, tags, spans, whole };
}

/**
 * Stretches that several wishes have although they are said once, as `due friday`: "for friday: a, b and c". They belong
 * to none of the wishes alone.
 */
export function sharedStretches({ text, does }: Row): Set<string> {
  const counts = new Map<string, number>();
  for (const wish of does)
    markFields(wish, (value, part) => {
      for (const said of [value].flat())
        if (typeof said === "string" && said !== "") {
          const key = `${part} ${said.toLowerCase()}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
    });
  const low = text.toLowerCase();
  const isOnce = (key: string): boolean => {
    const said = key.slice(key.indexOf(" ") + 1);
    return low.indexOf(said) === low.lastIndexOf(said);
  };
  return new Set([...counts].filter(([key, count]) => count > 1 && isOnce(key)).map(([key]) => key));
}

function markFields(wish: Wanted, mark: (value: unknown, part: Part) => void): void {
  const all = { ...wish, ...(wish.set ?? {}) } as Record<string, unknown>;
  for (const part of [
    "repeat",
    "due",
    "remind",
    "target",
    "list",
    "assignee",
    "what",
    "name",
    "with",
  ] as const)
    mark(all[part], part);
  mark(wish.set?.title ?? (wish.act === "correct" || wish.act === "list.rename" ? wish.to : undefined), "to");
  mark(all.notes, "notes");
  for (const label of [all.labels].flat()) if (typeof label === "string") mark(label, "label");
}

/** The words of a title in order: consecutively if possible, otherwise with gaps. */
function titleAt(
  words: readonly Word[],
  tags: Int32Array,
  want: readonly string[],
  from: number,
): number[] | null {
  if (want.length === 0) return null;
  const free = words.flatMap((w, i) => (w.content && tags[i] === 0 && i >= from ? [i] : []));
  for (let s = 0; s + want.length <= free.length; s++)
    if (want.every((w, k) => words[free[s + k] as number]?.key === w)) {
      const found = free.slice(s, s + want.length);
      // Marks between the words belong to the title.
      const out: number[] = [];
      for (let i = found[0] as number; i <= (found.at(-1) as number); i++) if (tags[i] === 0) out.push(i);
      return out;
    }
  const quote = free.find(
    (i) => words[i]?.kind === "quote" && plain(words[i]?.key ?? "").join(" ") === want.join(" "),
  );
  if (quote !== undefined) return [quote];
  const out: number[] = [];
  let k = 0;
  for (const i of free)
    if (k < want.length && words[i]?.key === want[k]) {
      out.push(i);
      k++;
    }
  return k === want.length ? out : null;
}
