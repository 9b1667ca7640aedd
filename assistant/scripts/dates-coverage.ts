/**
 * How much of the marked time expressions in ../shared/eval is found: `npm run dates:coverage -w assistant -- [--misses en]`.
 * Skips with a message where the sets are not at hand.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findTimes, type Reference, type TimeMention } from "../src/dates/index.ts";
import type { Language } from "../src/languages/index.ts";

interface Act {
  act: string;
  [field: string]: unknown;
}
interface Message {
  lang: Language;
  text: string;
  does: Act[];
  form?: string;
}

const folder = path.resolve(import.meta.dirname, "../../../shared/eval/ways");
const reference: Reference = {
  instant: Date.parse("2026-11-18T09:30:00Z"),
  zone: "Europe/London",
  weekStart: 1,
  dayFirst: true,
};
const FIELDS = ["due", "repeat", "remind"] as const;
const args = process.argv.slice(2);
const misses = args.includes("--misses") ? args[args.indexOf("--misses") + 1] : undefined;
const kinds = new Set(args.includes("--field") ? [args[args.indexOf("--field") + 1]] : FIELDS);
const falses = args.includes("--false");

/** Words that may stand before a marked stretch without changing it. */
const LEADING_WORDS = [
  "to|repeats?|repeating|on|at|by|for|around|about|from|in|the|due|come|until|till|til|sometime",
  "coming|deadline|say|el|los|las|la|al|a|del|de|para|por|en|sobre|hacia|tipo|le|les|au|aux|à|pour",
  "vers|dans|des|du|d|l|am|um|im|an|zum|zur|zu|auf|der|die|das|den|dem|bis|gegen|für|fürs|in|il|lo",
  "gli|i|alle|alla|allo|all|al|per|verso|di|dalle|dal|nel|ab|ore|ora|h|mejor|erst|schon|doch",
  "gleich|lieber|noch|immer|irgendwann|plutôt|un|ce|entro|solo|magari|già|genre|juste|que",
  "spätestens|desde|empezando|starting|da|à partir|partire|solo",
].join("|");
const LEAD = new RegExp(`^(?:(?:(?:${LEADING_WORDS})(?![\\p{L}])['’]?|[@~,:—–-])\\s*)+`, "iu");
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(LEAD, "")
    .replace(
      /(?:\s+(?:noch|spätestens|mismo|sin falta|latest|at the latest|from now on|circa|presto|environ|o así|o asi|-?ish|sans faute|dernier délai|tapantes|tassativo|au plus tard))+$/u,
      "",
    )
    .replace(/[\s.,;:!?)"'’-]+$/u, "");

if (!existsSync(folder)) console.log("dates:coverage: ../shared/eval/ways is not there; nothing measured.");
else {
  const total = new Map<string, Tally>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()) {
    const tally = measure(file);
    if (!tally) continue;
    print(file.replace(".jsonl", ""), tally);
    const lang = file.slice(0, 2);
    const sum = total.get(lang) ?? fresh();
    for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
    total.set(lang, sum);
  }
  for (const [lang, tally] of total) print(`all ${lang}`, tally);
}

interface Tally {
  exact: number;
  partly: number;
  missed: number;
  /** Messages that add or change without a marked date, and those of them with a false mention. */
  wrong: number;
  plain: number;
  /** The same for messages that want nothing: what they name is mostly a time, though none to keep. */
  named: number;
  idle: number;
}

function fresh(): Tally {
  return { exact: 0, partly: 0, missed: 0, wrong: 0, plain: 0, named: 0, idle: 0 };
}

function print(name: string, t: Tally): void {
  const marks = t.exact + t.partly + t.missed;
  const share = (n: number, of: number) => `${((100 * n) / Math.max(1, of)).toFixed(1)} %`.padStart(7);
  console.log(
    `${name.padEnd(12)} marks ${String(marks).padStart(5)}  exact ${share(t.exact, marks)}  partly ${share(t.partly, marks)}  missed ${share(t.missed, marks)}   false ${share(t.wrong, t.plain)} of ${t.plain}   named in passing ${share(t.named, t.idle)} of ${t.idle}`,
  );
}

function measure(file: string): Tally | null {
  const tally = fresh();
  for (const line of readFileSync(path.join(folder, file), "utf8").split("\n")) {
    if (!line.trim()) continue;
    const message = JSON.parse(line) as Message;
    const found = findTimes(message.text, message.lang, reference);
    const marked: { field: string; words: string }[] = [];
    for (const act of message.does)
      for (const source of [act, act.set as Record<string, unknown> | undefined])
        for (const field of FIELDS) {
          const value = source?.[field];
          if (value) for (const words of [value].flat()) marked.push({ field, words: String(words) });
        }
    for (const { field, words } of marked) {
      if (!kinds.has(field)) continue;
      const how = match(
        message.text,
        words,
        found,
        marked.map((m) => m.words),
      );
      tally[how] += 1;
      if (how !== "exact" && misses === message.lang)
        console.log(
          `  ${how === "partly" ? "~" : "-"} ${field}: ${words}   | ${found.map((m) => m.text).join(" ¦ ")} | ${message.text.slice(0, 110)}`,
        );
    }
    const asks = message.does.some((act) => !["add", "update"].includes(act.act));
    if (marked.length === 0 && !asks) {
      const idle = message.does.length === 0;
      tally[idle ? "idle" : "plain"] += 1;
      const strong = found.filter((m) => m.weight >= 0.5);
      if (strong.length > 0) {
        tally[idle ? "named" : "wrong"] += 1;
        if (falses && (misses ?? message.lang) === message.lang)
          console.log(
            `  ! ${strong.map((m) => `${m.text} ${m.weight}`).join(" ¦ ")} | ${message.form ?? message.does.map((d) => d.act).join()} | ${message.text.slice(0, 120)}`,
          );
      }
    }
  }
  return tally;
}

/** Whether a stretch holds marked words and nothing else but what joins them. */
function covers(mention: string, marks: readonly string[]): boolean {
  let rest = mention.toLowerCase();
  for (const mark of [...marks].sort((a, b) => b.length - a.length))
    rest = rest.replace(mark.toLowerCase(), " , ");
  return (
    bare(
      rest
        .replace(/[,;:.()/–—-]+/g, " ")
        .replace(/\b(?:and|y|e|et|und)\b/g, " ")
        .trim(),
    ) === ""
  );
}

function match(
  text: string,
  words: string,
  found: TimeMention[],
  marks: readonly string[],
): "exact" | "partly" | "missed" {
  const want = bare(words);
  if (found.some((m) => bare(m.text) === want || m.text.toLowerCase() === words.toLowerCase()))
    return "exact";
  if (found.some((m) => m.text.toLowerCase().includes(want) && want !== "" && covers(m.text, marks)))
    return "exact";
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  if (found.some((m) => m.start < at + words.length && m.end > at)) return "partly";
  return "missed";
}
