import type { Task } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import { daysOf, joinTimes, type Reference, type TimeMention, type When } from "../dates/index.ts";
import type { ListFilter, ListMode, Span, SpanType } from "../types.ts";
import { type ActName, actsOf } from "./acts.ts";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { likely, type Model, scores, softmax } from "./model.ts";
import type { Piece, RawReading, ReadClause } from "./read.ts";
import { ASKED, PRIORITIES, smallFeatures } from "./small.ts";
import type { Part } from "./tags.ts";
import type { FieldName, Fields, NewWish, Nothing, Reading, Target, Wish } from "./wish.ts";
import type { Word } from "./words.ts";

/** What parts are turned into wishes with. */
export interface Making {
  facts: Facts;
  model: Model;
  reference: Reference;
  /** The tasks of `facts.tasks`, in the same order. */
  tasks: readonly Task[];
  labels: readonly string[];
  projects: readonly string[];
}

/** Words that say less than this are no wish of their own: "in for its". */
const SMALL = 0.3;

/** A stretch with a weight of at least this means a time where nothing else claims it. */
const MEANT = 0.5;

/**
 * From which chance on a small thing counts as said. A question about what is done is rarer than one about what is to be
 * done, and few words tell them apart.
 */
const SAID = { clear: 0.5, count: 0.5, done: 0.3 } as const;

/** A raw reading as wishes, with the stretches of the message that were used and those that were not. */
export function readingOf(raw: RawReading, making: Making): Reading {
  const wishes: Wish[] = [];
  const spans: Span[] = [];
  const used = new Set<number>();
  const chain: Link[] = [];
  for (const clause of raw.clauses) {
    const own = new Clausing(clause, making);
    for (const act of actsOf(clause.act)) {
      const wish = own.wish(act);
      const last = wishes.at(-1);
      if (wish.act !== "add") chain.length = 0;
      else {
        chain.push({ tasks: wish.tasks, isBare: own.isBare() });
        shareList(chain);
      }
      const before = last?.act === "add" ? last.tasks.at(-1) : undefined;
      // "water bill, urgent, #home": what names nothing new is said of what was just named.
      if (wish.act === "add" && before && wish.tasks.every(({ title }) => title === ""))
        Object.assign(before, ...wish.tasks, { title: before.title });
      else if (wish.act === "add" && last?.act === "add") last.tasks.push(...wish.tasks);
      else wishes.push(wish);
    }
    spans.push(...own.spans);
    for (const i of own.used) used.add(i);
  }
  const when = raw.heading && timeOf(raw.heading, making);
  if (when)
    for (const wish of wishes)
      if (wish.act === "add") wish.tasks = wish.tasks.map((task) => ({ when, ...task }));
  const confidence = raw.confidence * (addsListed(wishes, making) ? DOUBT : 1);
  return { wishes, confidence, spans, unused: unusedOf(raw, making, used) };
}

/** A clause that adds something, among those that do so one after the other. */
interface Link {
  tasks: NewWish[];
  /** It begins with what is added, without a word that says to add it. */
  isBare: boolean;
}

/** "add milk, eggs and bread to the shopping list": a list said at the end of an enumeration is that of all before. */
function shareList(chain: readonly Link[]): void {
  const last = chain.at(-1);
  const list = last?.tasks.at(-1)?.list;
  if (!last?.isBare || list === undefined || list === null) return;
  const head = chain.findLastIndex(({ isBare }) => !isBare);
  // Without a word that begins it, two things side by side are no enumeration yet.
  if (head < 0 && chain.length < 3) return;
  for (const { tasks } of chain.slice(Math.max(head, 0), -1)) for (const task of tasks) task.list ??= list;
}

/** What is left of the trust in a reading that does one thing to a task and adds another that is there: it is asked about. */
const DOUBT = 0.6;

/** "delete buy milk and buy eggs": beside a change of listed tasks, what is called as one of them is hardly new. */
function addsListed(wishes: readonly Wish[], { tasks }: Making): boolean {
  if (!wishes.some((wish) => "target" in wish && wish.act !== "tell")) return false;
  const titles = new Set(tasks.filter(({ completedAt }) => !completedAt).map(({ title }) => fold(title)));
  return wishes.some((wish) => wish.act === "add" && wish.tasks.some(({ title }) => titles.has(fold(title))));
}

/** What a stretch of words says about time, joined. */
function timeOf({ from, to }: Clause, { facts, reference }: Making): When | undefined {
  const start = facts.words[from]?.start ?? 0;
  const end = facts.words[to - 1]?.end ?? 0;
  const whens = facts.times
    .filter((time) => time.weight >= MEANT && time.start >= start && time.end <= end)
    .map((time) => time.when);
  return whens.length > 0 ? (joinTimes(whens, reference) ?? whens[0]) : undefined;
}

/** Times in a clause that no part used: a date that was said and not kept is told. */
function unusedOf(raw: RawReading, { facts }: Making, used: ReadonlySet<number>): Span[] {
  const acting = raw.clauses.some(({ kind }) => kind === "add" || kind === "update");
  if (!acting) return [];
  const out: Span[] = (raw.left ?? []).map(({ from, to }) => {
    const start = facts.words[from]?.start ?? 0;
    const end = facts.words[to - 1]?.end ?? 0;
    return { type: "title", start, end, text: facts.text.slice(start, end) };
  });
  for (const { pieces } of raw.clauses)
    for (const { part, from, to } of pieces) {
      if (part !== "due" && part !== "repeat" && part !== "remind") continue;
      const free = facts.words.slice(from, to).filter((word, k) => word.content && !used.has(from + k));
      if (free.length < to - from) continue;
      const start = facts.words[from]?.start ?? 0;
      const end = facts.words[to - 1]?.end ?? 0;
      out.push({ type: "due", start, end, text: facts.text.slice(start, end) });
    }
  return out;
}

/** One clause while its wishes are made. */
class Clausing {
  readonly spans: Span[] = [];
  readonly used = new Set<number>();
  readonly #clause: ReadClause;
  readonly #making: Making;

  constructor(clause: ReadClause, making: Making) {
    this.#clause = clause;
    this.#making = making;
  }

  /** Whether nothing but words that join stands before the first title of the clause; asked once its wish is made. */
  isBare(): boolean {
    const { facts, model } = this.#making;
    const first = Math.min(...this.spans.filter(({ type }) => type === "title").map(({ start }) => start));
    return facts.words
      .slice(this.#clause.clause.from, this.#clause.clause.to)
      .filter(({ start }) => start < first)
      .every(({ kind, key }) => kind === "mark" || model.joins.has(key));
  }

  wish(act: ActName): Wish {
    const [kind = "", sub = ""] = act.split(":");
    switch (kind) {
      case "add":
        return this.#add();
      case "complete":
      case "reopen":
      case "delete":
        return this.#isLike() ? this.#likeLast() : { act: kind, target: this.#target() };
      case "update": {
        const fields = this.#fields(sub as FieldName);
        const like = Object.keys(fields).length === 0 && this.#has(this.#making.model.counts.same);
        return like ? this.#likeLast() : { act: "update", target: this.#target(), fields };
      }
      case "correct":
        return this.#correct(sub);
      case "tell":
        return { act: "tell", target: this.#target(), field: this.#asked() };
      case "show":
        return this.#show();
      case "undo":
      case "redo":
        return { act: kind };
      case "answer":
        return {
          act: "answer",
          value: sub === "pick" ? this.#ids(this.#clause.means) : (sub as "yes" | "no"),
        };
      case "none":
        return { act: "none", form: sub as Nothing };
      default: {
        const to = this.#words("to")[0];
        const person = this.#words("with")[0];
        return {
          act: kind as "list.create",
          name: this.#words("name")[0] ?? "",
          ...(to ? { to } : {}),
          ...(person ? { with: person } : {}),
        };
      }
    }
  }

  #ids(places: readonly number[]): string[] {
    return places.flatMap((k) => this.#making.tasks[k]?.id ?? []);
  }

  #target(): Target {
    const { means, meant, others, tasks } = this.#clause;
    const words = this.#words("target").join(" ");
    const first = this.#pieces("target")[0];
    if (first) this.#span("reference", first, this.#ids(means)[0]);
    // Of other sets the small ones are worth offering; a whole list is no choice.
    const near = others.filter((set) => set.tasks.length <= 2).flatMap((set) => set.tasks);
    // Where the words speak of some tasks, only those are offered; where what is named is not on the list, none.
    const { facts } = this.#making;
    const mentioned = new Set(facts.mentions.map(({ task }) => task));
    const shown = facts.before?.shown ?? [];
    const spoken = means.some((k) => mentioned.has(k));
    const more =
      means.length === 0 || near.length > 1
        ? []
        : [...tasks.keys()].filter((k) => (tasks[k] as number) > 0.2);
    const meantOnes = new Set(means);
    const other = [...new Set([...near, ...more])].filter(
      (k) => !meantOnes.has(k) && (!spoken || mentioned.has(k) || shown.includes(k)),
    );
    return {
      words,
      ids: this.#ids(means),
      sure: meant,
      others: this.#ids(other).slice(0, 5),
      all: means.length > 1 && means.length >= facts.open,
    };
  }

  #pieces(part: Part): Piece[] {
    return this.#clause.pieces.filter((piece) => piece.part === part);
  }

  /** The text of each stretch of a part, quotes off. */
  #words(part: Part): string[] {
    return this.#pieces(part).map(({ from, to }) => {
      for (let i = from; i < to; i++) this.used.add(i);
      return this.#text(from, to);
    });
  }

  #text(from: number, to: number): string {
    const { facts } = this.#making;
    const first = facts.words[from];
    const last = facts.words[to - 1];
    if (!first || !last) return "";
    if (first === last && first.kind === "quote") return first.text.slice(1, -1).trim();
    return facts.text.slice(first.start, last.end);
  }

  #span(type: SpanType, { from, to }: Pick<Piece, "from" | "to">, value?: string): void {
    const { facts } = this.#making;
    const start = facts.words[from]?.start ?? 0;
    const end = facts.words[to - 1]?.end ?? 0;
    this.spans.push({ type, start, end, text: facts.text.slice(start, end), ...(value ? { value } : {}) });
  }

  /** Times said in the clause: those that a part claims as something else are left out. */
  #times(parts: readonly Part[], without: readonly Part[]): TimeMention[] {
    const { facts } = this.#making;
    const { clause, pieces } = this.#clause;
    const from = facts.words[clause.from]?.start ?? 0;
    const to = facts.words[clause.to - 1]?.end ?? 0;
    const holds = (piece: Piece, time: TimeMention): boolean =>
      (facts.words[piece.from]?.start ?? 0) < time.end && (facts.words[piece.to - 1]?.end ?? 0) > time.start;
    const said = facts.times.filter((time) => {
      if (time.start < from || time.end > to) return false;
      const claimed = pieces.filter((piece) => holds(piece, time)).map(({ part }) => part);
      if (claimed.some((part) => parts.includes(part))) return true;
      return time.weight >= MEANT && !claimed.some((part) => without.includes(part));
    });
    const refused = said.filter((time) => this.#isRefused(time));
    if (refused.length === 0 || refused.length === said.length) return said;
    facts.words.forEach((word, i) => {
      if (refused.some(({ start, end }) => word.end > start && word.start < end)) this.used.add(i);
    });
    return said.filter((time) => !refused.includes(time));
  }

  /** "friday, not saturday", "saturday no, friday": a time beside a word that turns it round, no mark between. */
  #isRefused({ start, end }: TimeMention): boolean {
    const { facts, model } = this.#making;
    const { from, to } = this.#clause.clause;
    const first = facts.words.findIndex((word) => word.end > start);
    let before = first - 1;
    const isSmall = (place: number): boolean =>
      facts.words[place]?.content === true && model.weigh(facts.words[place]?.key ?? "") < SMALL;
    while (before > from && isSmall(before) && !this.#denies(before)) before--;
    if (before >= from && this.#denies(before)) return true;
    const after = facts.words.findIndex((word) => word.start >= end);
    return after > 0 && after + 1 < to && this.#denies(after) && facts.words[after + 1]?.kind === "mark";
  }

  #denies(place: number): boolean {
    const { facts, model } = this.#making;
    return model.counts.negators.has(facts.words[place]?.key ?? "");
  }

  #use(times: readonly TimeMention[], type: SpanType): void {
    const { facts } = this.#making;
    for (const time of times) {
      facts.words.forEach((word, i) => {
        if (word.end > time.start && word.start < time.end) this.used.add(i);
      });
      this.spans.push({
        type,
        start: time.start,
        end: time.end,
        text: facts.text.slice(time.start, time.end),
      });
    }
  }

  /** Times that were said, joined; undefined where there are none. */
  #joined(times: readonly TimeMention[]): When | undefined {
    if (times.length === 0) return undefined;
    const joined =
      joinTimes(
        times.map(({ when }) => when),
        this.#making.reference,
      ) ?? times.at(-1)?.when;
    this.#use(times, joined?.repeat ? "recurrence" : "due");
    return joined;
  }

  /** What narrows a list in time. */
  #when(without: readonly Part[]): When | undefined {
    return this.#joined(this.#times(["due", "repeat"], without));
  }

  /** Due and repetition, and the day that is only a beginning: "report by friday, start on wednesday". */
  #dates(without: readonly Part[], parts: readonly Part[]): Pick<Fields, "when" | "start"> {
    const times = this.#times(parts, without);
    const begins = times.some(({ when }) => when.repeat) ? [] : times.filter(isBeginning);
    const when = this.#joined(times.filter((time) => !begins.includes(time)));
    const start = this.#joined(begins);
    return { ...(when ? { when } : {}), ...(start ? { start } : {}) };
  }

  #remind(): When | undefined {
    const times = this.#times(["remind"], ["title", "due", "repeat", "target", "notes", "to"]).filter(
      (time) =>
        this.#pieces("remind").some(({ from, to }) => {
          const { words } = this.#making.facts;
          return (words[from]?.start ?? 0) < time.end && (words[to - 1]?.end ?? 0) > time.start;
        }),
    );
    if (times.length === 0) return undefined;
    this.#use(times, "reminder");
    return (
      joinTimes(
        times.map(({ when }) => when),
        this.#making.reference,
      ) ?? times[0]?.when
    );
  }

  #said(what: "clear" | "count" | "done"): boolean {
    const { facts, model } = this.#making;
    return likely(model[what], smallFeatures(facts, this.#clause.clause, what)) > SAID[what];
  }

  #best(what: "priority" | "asked"): number {
    const { facts, model } = this.#making;
    const p = softmax(scores(model[what], smallFeatures(facts, this.#clause.clause, what)));
    return p.indexOf(Math.max(...p));
  }

  /** "p1" to "p4", as people who type lists write it. */
  #mark(): (typeof PRIORITIES)[number] | undefined {
    const { facts } = this.#making;
    const { from, to } = this.#clause.clause;
    for (let i = from; i < to; i++) {
      const level = /^p([1-4])$/.exec(facts.words[i]?.key ?? "")?.[1];
      if (!level || this.#isTitle(i)) continue;
      this.used.add(i);
      this.#span("priority", { from: i, to: i + 1 });
      return (["high", "medium", "low", "clear"] as const)[Number(level) - 1];
    }
    return undefined;
  }

  #asked(): string {
    return ASKED[this.#best("asked")] as string;
  }

  #labels(): string[] {
    const { facts } = this.#making;
    const { clause } = this.#clause;
    const tags = facts.words.flatMap((word, i) => {
      if (word.kind !== "tag" || i < clause.from || i >= clause.to) return [];
      this.#span("label", { from: i, to: i + 1 });
      this.used.add(i);
      return [word.text.slice(1)];
    });
    return [...new Set([...tags, ...this.#words("label").map((text) => text.replace(/^#/, ""))])].filter(
      Boolean,
    );
  }

  /** A list as it is called already, else as it was said. */
  #list(): string | undefined {
    const said = this.#words("list")[0];
    return said && (this.#known(said) ?? said);
  }

  #known(list: string): string | undefined {
    return this.#making.projects.find((name) => fold(name) === fold(list));
  }

  /** The fields that may be said beside any act. */
  #common(without: readonly Part[], timed: readonly Part[] = ["due", "repeat"]): Fields {
    const dates = this.#dates([...without, "remind"], timed);
    const remind = this.#remind();
    const priority = this.#mark() ?? PRIORITIES[this.#best("priority")];
    const labels = this.#labels();
    const list = this.#list();
    const assignee = this.#words("assignee")[0];
    const notes = this.#words("notes").join(" ");
    return {
      ...dates,
      ...(remind ? { remind } : {}),
      ...(priority && priority !== "none"
        ? { priority: ({ high: 1, medium: 2, low: 3, clear: 4 } as const)[priority] }
        : {}),
      ...(labels.length ? { addLabels: labels } : {}),
      ...(list ? { list } : {}),
      ...(assignee ? { assignee } : {}),
      ...(notes ? { notes: { text: notes, mode: "append" as const } } : {}),
    };
  }

  #add(): Wish {
    const titles = this.#titles();
    const own = titles.length > 1 ? this.#timesByTitle(titles) : null;
    const fields = this.#common(["title", "target"]);
    const { depth } = this.#clause;
    // A line of a pasted list is one task whatever it says; a place that is none of the lists is part of it.
    if (!titles.length || (depth !== undefined && !this.#isAsked(titles))) {
      const { list, ...others } = fields;
      const isPlace = depth !== undefined && typeof list === "string" && !this.#known(list);
      const title = this.#leftOver(isPlace ? "list" : undefined);
      return { act: "add", tasks: [{ ...(isPlace ? others : fields), title, ...(depth ? { depth } : {}) }] };
    }
    return {
      act: "add",
      tasks: titles.map(({ text: title }, k): NewWish => {
        if (!own) return { ...fields, title };
        const { when: _, ...rest } = fields;
        const when = own[k];
        return { ...rest, title, ...(when ? { when } : {}) };
      }),
    };
  }

  /** "add buy rope" above other lines: what is to be done stands behind the word that asks for it. */
  #isAsked([title, ...more]: readonly { from: number }[]): boolean {
    const { facts, model } = this.#making;
    const { clause, depth } = this.#clause;
    if (!title || more.length > 0 || depth !== 0 || title.from === clause.from) return false;
    return model.openers.has(facts.words[title.from]?.key ?? "");
  }

  /** Of several titles each has the times said after it; what is said before the first is for all. */
  #timesByTitle(titles: readonly { from: number }[]): (When | undefined)[] {
    const { facts, reference } = this.#making;
    const times = this.#times(["due", "repeat"], ["title", "target", "remind"]).filter(
      (time) => time.when.repeat || !isBeginning(time),
    );
    const starts = titles.map(({ from }) => facts.words[from]?.start ?? 0);
    const join = (some: readonly TimeMention[]): When | undefined =>
      some.length
        ? (joinTimes(
            some.map(({ when }) => when),
            reference,
          ) ?? some.at(-1)?.when)
        : undefined;
    return titles.map((_, k) =>
      join(
        times.filter(({ start }) => {
          const of = starts.findLastIndex((at) => at <= start);
          return of < 0 || of === k;
        }),
      ),
    );
  }

  /** The titles in the clause. What lies between two stretches of one is left out, but for marks; a word that joins parts two. */
  #titles(): { from: number; to: number; text: string }[] {
    const { model } = this.#making;
    const out: { from: number; to: number; text: string }[] = [];
    for (const { from, to } of this.#pieces("title")) {
      for (let i = from; i < to; i++) this.used.add(i);
      const last = out.at(-1);
      if (!last || this.#parts(last.to, from)) out.push({ from, to, text: this.#textOf(from, to) });
      else if (this.#goesOn(last.to, from)) {
        last.to = to;
        last.text = this.#textOf(last.from, to);
      } else if (!this.#tells(last.from, last.to)) {
        // Two stretches with other words between: a greeting or a wrapper is no title, and what follows one is none.
        out[out.length - 1] = { from, to, text: this.#textOf(from, to) };
      }
    }
    for (const title of out) {
      this.#span("title", title);
      title.text = withoutArticle(title.text, model.counts.articles);
    }
    return out;
  }

  /** Whether what stands between two stretches makes two titles of them: a line end, or beside times a word that joins. */
  #parts(from: number, to: number): boolean {
    const { facts, model } = this.#making;
    const between = facts.words.slice(from, to);
    if (between.some(({ kind }) => kind === "line")) return true;
    const own = between.filter(({ content, start, end }) => content && !this.#inTime(start, end));
    const [first, ...more] = own;
    if (!first || !model.joins.has(first.key)) return false;
    // "call Bo at 9 and to email Cy"
    const isTimed = between.some(({ content, start, end }) => content && this.#inTime(start, end));
    return more.every(({ key }) => model.joins.has(key) || (isTimed && model.weigh(key) < SMALL));
  }

  #inTime(start: number, end: number): boolean {
    return this.#making.facts.times.some((time) => start >= time.start && end <= time.end);
  }

  /** Whether the clause holds a word that turns it round: "not urgent any more". */
  #isDenied(): boolean {
    return this.#has(this.#making.model.counts.negators);
  }

  #likeLast(): Wish {
    return { act: "update", target: this.#target(), fields: {}, like: true };
  }

  /** "the slides too": a task by its name, and nothing else but that it is to be like what was before. */
  #isLike(): boolean {
    const { facts, model } = this.#making;
    const { clause, means, isFirst } = this.#clause;
    if (isFirst || !this.#has(model.counts.same)) return false;
    const named = facts.mentions.filter(({ task }) => means.includes(task));
    return facts.words.slice(clause.from, clause.to).every(({ content, key }, k) => {
      const { same, articles } = model.counts;
      const isSmall = !content || key.length < 3 || same.has(key) || articles.has(key);
      return isSmall || (k === 0 && model.joins.has(key)) || named.some(({ at }) => at.has(clause.from + k));
    });
  }

  #has(words: ReadonlySet<string>): boolean {
    const { from, to } = this.#clause.clause;
    return this.#making.facts.words.slice(from, to).some(({ key }) => words.has(key));
  }

  #placesOf(part: Part): number[] {
    return this.#pieces(part).flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, k) => from + k),
    );
  }

  #isTitle(place: number): boolean {
    return this.#pieces("title").some(({ from, to }) => place >= from && place < to);
  }

  /** Whether a stretch says something: a word that is not said all the time, or one that things to do begin with. */
  #tells(from: number, to: number): boolean {
    const { facts, model } = this.#making;
    const words = facts.words.slice(from, to).filter(({ content }) => content);
    return model.openers.has(words[0]?.key ?? "") || words.some(({ key }) => model.weigh(key) === 1);
  }

  /** Whether what stands between two stretches of a title belongs to it: marks, small words, and what is of another part. */
  #goesOn(from: number, to: number): boolean {
    const { facts, model } = this.#making;
    return facts.words
      .slice(from, to)
      .every(({ content, key }, k) => !content || this.#isTaken(from + k) || model.weigh(key) < SMALL);
  }

  /** Whether a word is of a time or of a part that is no title. */
  #isTaken(place: number): boolean {
    const { words, times } = this.#making.facts;
    const word = words[place];
    const time = word && times.find(({ start, end }) => word.start >= start && word.end <= end);
    const isOther = (at: number): boolean =>
      this.#clause.pieces.some(({ part, from, to }) => part !== "title" && at >= from && at < to);
    if (isOther(place) || !time) return isOther(place);
    if (!this.#isTitle(place)) return true;
    // Of "from monday" the tagger may have left the small word to the title.
    const isSmall = !/\d/.test(word.key) && this.#making.model.weigh(word.key) < SMALL;
    return (
      isSmall && words.some(({ start, end }, at) => start >= time.start && end <= time.end && isOther(at))
    );
  }

  /** A stretch without what of it is taken by other parts. */
  #textOf(from: number, to: number): string {
    const runs: string[] = [];
    for (let i = from; i < to; i++) {
      let end = i;
      while (end < to && !this.#isTaken(end)) end++;
      if (end > i) runs.push(this.#text(i, end).trim());
      i = end;
    }
    return runs.filter((run) => /[\p{L}\p{N}]/u.test(run)).join(" ");
  }

  /** What no other part is: the title where none was found. */
  /** What no other part has taken; the words of the part `besides` belong to it as well. */
  #leftOver(besides?: Part): string {
    const { facts, model } = this.#making;
    const { clause, pieces } = this.#clause;
    const own = new Set(besides ? this.#placesOf(besides) : []);
    const lists = new Set(besides === "list" ? [] : this.#placesOf("list"));
    // "in" of "in Groceries" goes with what it leads to.
    const leads = (i: number): boolean =>
      lists.has(i + 1) &&
      facts.classes
        .of((facts.words[i] as Word).text.toLowerCase())
        .some((name) => name === "of" || name === "article");
    const taken = (i: number): boolean =>
      !this.#isTitle(i) &&
      !own.has(i) &&
      (this.used.has(i) || leads(i) || pieces.some(({ from, to }) => i >= from && i < to));
    const kept: number[] = [];
    for (let i = clause.from; i < clause.to; i++) if (!taken(i)) kept.push(i);
    while (kept.length && !facts.words[kept[0] as number]?.content) kept.shift();
    while (kept.length && !facts.words[kept.at(-1) as number]?.content) kept.pop();
    let text = "";
    kept.forEach((i, k) => {
      const before = facts.words[(kept[k - 1] ?? -1) as number];
      const word = facts.words[i];
      if (!word) return;
      this.used.add(i);
      text +=
        (before && before.end === word.start ? "" : text ? " " : "") +
        (word.kind === "quote" ? word.text.slice(1, -1) : word.text);
    });
    return withoutArticle(text, model.counts.articles);
  }

  #fields(sub: FieldName): Fields {
    // What a date is corrected to is told in the words after "I meant": they are times there, a title elsewhere.
    const timed = sub === "due" || sub === "repeat" || sub === "remind";
    const fields = this.#common(
      ["target", "title", "notes", "list", "assignee", "name", ...(timed ? [] : (["to"] as const))],
      timed ? ["due", "repeat", "to"] : ["due", "repeat"],
    );
    const clear = this.#said("clear");
    const title = this.#words("to").join(" ");
    const plain = withoutEmpty(fields, sub);
    switch (sub) {
      case "title":
        return title ? { ...plain, title } : plain;
      case "due":
      case "repeat":
        if (fields.when) return plain;
        if (fields.remind) return { ...plain, when: fields.remind };
        return clear ? (sub === "repeat" ? { ...plain, repeat: null } : { ...plain, when: null }) : plain;
      case "remind":
        if (fields.remind) return plain;
        if (fields.when) {
          const { when, ...rest } = plain;
          return { ...rest, remind: fields.when };
        }
        return clear ? { ...plain, remind: null } : plain;
      case "assignee":
        return fields.assignee || !clear ? plain : { ...plain, assignee: null };
      case "list":
        return fields.list || !clear ? plain : { ...plain, list: null };
      case "labels":
        if (clear)
          return { ...omit(plain, "addLabels"), removeLabels: fields.addLabels ?? [...this.#making.labels] };
        return plain;
      case "priority":
        return fields.priority ? plain : { ...plain, priority: clear || this.#isDenied() ? 4 : 1 };
      case "notes": {
        if (fields.notes) return plain;
        if (clear) return { ...plain, notes: null };
        const text = title || this.#leftOver();
        return text ? { ...plain, notes: { text, mode: "append" } } : plain;
      }
      default:
        return plain;
    }
  }

  #correct(sub: string): Wish {
    const target = this.#target();
    if (sub === "target") return { act: "correct", field: "target", target, fields: {} };
    const field = (sub === "act" ? "title" : sub) as FieldName;
    const fields = this.#fields(field);
    const said = field === "due" && fields.when?.repeat ? "repeat" : field;
    return { act: "correct", field: sub === "act" ? "act" : said, target, fields };
  }

  #show(): Wish {
    const { facts, model, reference, labels, projects } = this.#making;
    const { clause } = this.#clause;
    const words = this.#words("what").join(" ");
    const said = facts.words
      .slice(clause.from, clause.to)
      .map(({ key }) => key)
      .join(" ");
    const has = (name: keyof Model["counts"]["filters"]): boolean =>
      model.counts.filters[name].some((start) => ` ${said}`.includes(` ${start}`));
    const filter: ListFilter = {};
    const done = this.#said("done");
    if (done) filter.status = "completed";
    const when = this.#when(["target"]);
    if (when) {
      const { from, to } = daysOf(when, reference);
      if (done) Object.assign(filter, from ? { completedFrom: from } : {}, to ? { completedTo: to } : {});
      else Object.assign(filter, from ? { dueFrom: from } : {}, to ? { dueTo: to } : {});
    }
    if (has("overdue")) filter.overdue = true;
    if (has("undated")) filter.due = "none";
    if (has("high")) filter.priority = 1;
    if (has("repeating")) filter.recurring = true;
    const named = (names: readonly string[]): string | undefined =>
      names.find((name) => ` ${said} `.includes(` ${fold(name)} `));
    const project = named(projects);
    const label = this.#labels()[0] ?? named(labels);
    if (project) filter.project = project;
    else if (label) filter.label = label;
    const plain = Object.keys(filter).length === 0;
    const about = plain ? this.#about() : "";
    if (about) filter.text = about;
    const mode: ListMode = this.#said("count")
      ? "count"
      : has("next") && plain
        ? "next"
        : has("free") && when
          ? "free"
          : about
            ? "search"
            : "list";
    const problem = when?.problem;
    return { act: "show", filter, mode, words, ...(problem ? { problem } : {}) };
  }

  /** Words that narrow a list to what is about them: those of the narrowing words that some task has. */
  #about(): string {
    const { facts, model } = this.#making;
    const keys = new Set(
      this.#pieces("what").flatMap(({ from, to }) => facts.words.slice(from, to).map(({ key }) => key)),
    );
    const best = facts.mentions[0];
    if (!best) return "";
    return [...best.at.keys()]
      .map((i) => facts.words[i])
      .filter((word) => word && keys.has(word.key) && model.weigh(word.key) > 0.5)
      .map((word) => word?.text ?? "")
      .join(" ");
  }
}

/** A day from which on, and nothing else: when a thing may be begun. */
const isBeginning = ({ when }: TimeMention): boolean =>
  when.bound === "from" && when.date !== undefined && when.repeat === undefined && !when.problem;

function omit<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = from;
  return rest;
}

/** A correction or change of one field does not take another along by accident: an hour in a new title is no due. */
function withoutEmpty(fields: Fields, sub: FieldName): Fields {
  return sub === "priority" || fields.priority === undefined || fields.priority !== 4
    ? fields
    : omit(fields, "priority");
}

/** "a card for Gran" → "card for Gran", "d'appeler" → "appeler": a title begins with what it names. */
function withoutArticle(title: string, articles: ReadonlySet<string>): string {
  const text = title.replace(/^[-*•–—>\s]+/, "").trim();
  const elided = /^(\p{L}{1,2})['’](?=\p{L})/u.exec(text);
  if (elided && articles.has(`${fold(elided[1] as string)}'`)) return text.slice(elided[0].length);
  const [first = "", ...rest] = text.split(" ");
  return rest.length && articles.has(fold(first)) ? rest.join(" ") : text;
}
