import { actsOf, kindOf } from "../src/reader/acts.ts";
import type { Facts } from "../src/reader/facts.ts";
import type { ReadClause } from "../src/reader/reading.ts";
import type { Word } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

export interface Got {
  act: string;
  title?: string;
  titles?: string[];
  fields?: string[];
  field?: string;
  value?: "yes" | "no" | string[];
}

/** The title that the words of a clause produce. */
export function titleOf(facts: Facts, clause: ReadClause): string[] {
  const out: string[] = [];
  let last = -1;
  for (const piece of clause.pieces.filter((p) => p.part === "title")) {
    const first = facts.words[piece.from] as Word;
    const end = facts.words[piece.to - 1] as Word;
    const text =
      first.kind === "quote" && piece.to - piece.from === 1
        ? first.text.slice(1, -1)
        : facts.text.slice(first.start, end.end);
    const between = last < 0 ? [] : facts.words.slice(last, piece.from);
    if (last >= 0 && between.every((w) => w.kind === "mark"))
      out[out.length - 1] = facts.text.slice((facts.words[startOf] as Word).start, end.end);
    else if (last >= 0) out[out.length - 1] += ` ${text}`;
    else {
      out.push(text);
      startOf = piece.from;
    }
    last = piece.to;
  }
  return out;
}
let startOf = 0;

export function doesOf(facts: Facts, clauses: readonly ReadClause[]): Got[] {
  return clauses.flatMap((c): Got[] => actsOf(c.act).flatMap((act) => one(facts, { ...c, act })));
}

function one(facts: Facts, c: ReadClause): Got[] {
  const kind = kindOf(c.act);
  const titles = c.means.map((k) => facts.tasks[k] ?? "");
  if (kind === "none") return [];
  if (kind === "add") return [{ act: "add", title: titleOf(facts, c).join(" ") }];
  if (kind === "update") {
    const fields = new Set([c.act.split(":")[1] ?? ""]);
    for (const p of c.pieces)
      if (["due", "repeat", "remind", "list", "assignee"].includes(p.part)) fields.add(p.part);
    return [{ act: "update", titles, fields: [...fields] }];
  }
  if (kind === "answer")
    return [{ act: "answer", value: c.act === "answer:pick" ? titles : (c.act.split(":")[1] as "yes") }];
  if (kind === "correct") return [{ act: "correct", field: c.act.split(":")[1] ?? "", titles }];
  if (["complete", "reopen", "delete", "tell"].includes(kind)) return [{ act: kind, titles }];
  return [{ act: kind }];
}

const CHANGES = new Set([
  "answer",
  "correct",
  "add",
  "complete",
  "reopen",
  "delete",
  "update",
  "undo",
  "redo",
  "list.create",
  "list.rename",
  "list.delete",
  "list.share",
  "list.leave",
]);
const plain = (s: string) =>
  s
    .normalize("NFC")
    .toLowerCase()
    .replace(/[“”„"«»‹›'’‘]/g, "")
    .replace(/[.!\s]+$/u, "")
    .replace(/\s+/g, " ")
    .trim();
const same = (a: readonly string[], b: readonly string[]) =>
  JSON.stringify([...a].map(plain).sort()) === JSON.stringify([...b].map(plain).sort());

/** Fields that are found independently of other changes, so the words of a clause do not determine them here. */
const BESIDE = new Set(["priority", "labels"]);

function fits(want: Row["does"][0], got: Got, row: Row): boolean {
  if (want.act === "answer")
    return (
      got.act === "answer" &&
      (Array.isArray(want.value)
        ? Array.isArray(got.value) && same(want.value, got.value)
        : want.value === got.value)
    );
  if (want.act === "correct" || (want.act === "update" && got.act === "correct")) {
    const field = want.act === "correct" ? (want.field ?? "") : (Object.keys(want.set ?? {})[0] ?? "");
    if (
      !["correct", "update"].includes(got.act) ||
      (want.means && got.titles && !same(want.means, got.titles))
    )
      return false;
    return got.act === "correct" ? got.field === field : (got.fields ?? []).includes(field);
  }
  if (want.act !== got.act) return false;
  if (!["complete", "reopen", "delete", "update"].includes(want.act)) return true;
  const all = [...new Set([...(row.tasks ?? []), ...(row.before?.shown ?? [])])];
  if (want.means && !same(want.means.includes("*") ? all : want.means, got.titles ?? [])) return false;
  if (want.act !== "update") return true;
  const set = Object.keys(want.set ?? {});
  const fields = set
    .filter((f) => f !== "notes" && !(set.length > 1 && BESIDE.has(f)))
    .map((f) => (f === "repeat" ? "due" : f));
  return fields.every((f) => (got.fields ?? []).map((g) => (g === "repeat" ? "due" : g)).includes(f));
}

export type Verdict = "right" | "title" | "asked" | "missed" | "wrong";

/** The verdict of the test sets' own scorer (`score.mjs`). */
export function judge(row: Row, does: Got[], asks: boolean): Verdict {
  const wanted = row.does.filter((d) => CHANGES.has(d.act));
  const done = does.filter((d) => CHANGES.has(d.act));
  if (!done.length) {
    if (wanted.length) return asks ? "asked" : "missed";
    if (!row.does.length) return "right";
    return does.some((d) => d.act === "show" || d.act === "tell") ? "right" : asks ? "asked" : "missed";
  }
  if (row.ask && !asks) return "wrong";
  const merge = <T extends { act: string; set?: object; fields?: string[] }>(
    list: T[],
    means: "means" | "titles",
  ): T[] =>
    Object.values(
      Object.groupBy(list, (d) =>
        d.act === "update"
          ? `update ${Object.keys(d.set ?? {})
              .concat(d.fields ?? [])
              .sort()}`
          : d.act === "add"
            ? `add ${list.indexOf(d)}`
            : d.act,
      ) as Record<string, T[]>,
    ).map((g) =>
      g[0]?.act === "add" || g.some((d) => !(d as Record<string, unknown>)[means])
        ? (g[0] as T)
        : {
            ...(g[0] as T),
            [means]: g.flatMap((d) => (d as unknown as Record<string, string[]>)[means] ?? []),
          },
    );
  const want = merge(wanted, "means");
  const got = merge(done, "titles");
  const left = [...got];
  for (const w of want) {
    const at = left.findIndex(
      (g) => fits(w, g, row) && (w.act !== "add" || plain(g.title ?? "") === plain(w.title ?? "")),
    );
    const near = at >= 0 ? at : left.findIndex((g) => fits(w, g, row));
    if (near < 0)
      return left.length < got.length || !left.length ? (left.length ? "wrong" : "missed") : "wrong";
    left.splice(near, 1);
  }
  if (left.length) return "wrong";
  return same(
    want.filter((w) => w.act === "add").map((w) => w.title ?? ""),
    got.filter((g) => g.act === "add").map((g) => g.title ?? ""),
  )
    ? "right"
    : "title";
}

export const verdict = (row: Row, facts: Facts, clauses: readonly ReadClause[]): Verdict =>
  judge(row.ask ? { ...row, ask: false } : row, doesOf(facts, clauses), false);
