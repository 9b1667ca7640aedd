import { byStems, contentStems } from "../match/names.ts";
import { toDraft } from "../parse/draft.ts";
import { editOf } from "../parse/edit.ts";
import { readFilter } from "../parse/filter.ts";
import { groupItems, type Item, type Line, toItems, toLine } from "../parse/items.ts";
import { antecedents, reach, resolve } from "../parse/resolve.ts";
import { type Command, type Draft, type Reference, type State, sourceOfItems } from "../parse/state.ts";
import { phrases } from "../plan/phrases.ts";
import type { Language } from "../types.ts";
import { type Commands, frenchCommands, germanCommands, spanishCommands } from "./commands.ts";

const COMMANDS: Record<Exclude<Language, "en" | "it">, Commands> = {
  es: spanishCommands,
  fr: frenchCommands,
  de: germanCommands,
};

/** The command of a message in Spanish, French or German: add with a date, list, complete, delete, move, undo. */
export function readForeign(state: State, language: Exclude<Language, "en" | "it">): Command[] {
  const book = COMMANDS[language];
  const say = phrases(language);
  const all = toItems(state.tokens, 0, state.tokens.length, state.grammar, state.clock);
  const asks = all.some((item) => /^[?¿]$/.test(item.key));
  const items = trim(all);
  const line = toLine(items);
  if (items.length === 0) return [{ type: "say", intent: "none", text: say.unclear }];
  if (book.negated.test(line.text)) return [{ type: "say", intent: "none", text: say.leftAlone }];
  if (book.undo.test(line.text)) return [{ type: "undo" }];
  if (book.help.test(line.text)) return [{ type: "say", intent: "help", text: say.help }];
  for (const pattern of book.remove) {
    const target = target_(pattern, line, state);
    if (target) return [{ type: "delete", target }];
  }
  const moved = move(book, line, state);
  if (moved) return [moved];
  for (const pattern of book.complete) {
    const m = pattern.exec(line.text);
    if (!m) continue;
    const reached = reach(groupItems(line, m, "ref"), state, "open");
    if (reached && (reached.resolution.kind !== "nothing" || pattern === book.complete[0]))
      return [{ type: "complete", target: reached.reference }];
  }
  const past = done(book, line, state);
  if (past) return [past];
  for (const pattern of book.add) {
    const m = pattern.exec(line.text);
    if (!m) continue;
    return added(groupItems(line, m, "rest"), state, book);
  }
  if (
    book.list.test(line.text) ||
    (asks && /\b(?:tengo|tareas|taches|aufgaben|liste|lista|jai)\b/.test(line.text))
  )
    return [listed(items, state)];
  if (book.thanks.test(line.text)) return [{ type: "say", intent: "small_talk", text: say.hello }];
  if (asks) return [{ type: "say", intent: "out_of_scope", text: say.scope }];
  const verbs = items.filter((item) => item.kind === "word");
  const first = verbs[0]?.key ?? "";
  const last = verbs.at(-1)?.key ?? "";
  if (
    verbs.length > 0 &&
    verbs.length < 15 &&
    (book.infinitive.test(first) || (language === "de" && book.infinitive.test(last)))
  )
    return added(items, state, book);
  return [{ type: "say", intent: "out_of_scope", text: say.scope }];
}

function trim(items: readonly Item[]): Item[] {
  let out = items.filter((item) => !/^[?¿¡!]+$/.test(item.key));
  const POLITE =
    /^(?:por favor|s il te plait|sil te plait|svp|stp|bitte|hola|bonjour|hallo|,|\.|oye|puedes|podrias|peux-tu|pourrais-tu|tu peux|kannst du|konntest du)(?: |$)/;
  for (let again = true; again && out.length > 1; ) {
    again = false;
    const m = POLITE.exec(`${toLine(out).text} `);
    if (m) {
      out = out.slice(m[0].trim().split(" ").length);
      again = true;
    }
    if (/^(?:[.,]|bitte|svp|stp|gracias|merci|danke)$/.test(out.at(-1)?.key ?? "")) {
      out = out.slice(0, -1);
      again = true;
    }
    if (/ por favor$/.test(toLine(out).text)) out = out.slice(0, -2);
  }
  return out;
}

function target_(pattern: RegExp, line: Line, state: State): Reference | null {
  const m = pattern.exec(line.text);
  if (!m) return null;
  return reach(groupItems(line, m, "ref"), state, "open")?.reference ?? null;
}

/** A new date for a task that is named without doubt, or for what was changed last. */
function move(book: Commands, line: Line, state: State): Command | null {
  const again = book.correct.exec(line.text);
  if (again && antecedents(state.context).changed.length > 0) {
    const edit = editOf(groupItems(line, again, "value"), state);
    if (edit) return { type: "update", target: { kind: "it" }, edit };
  }
  for (const pattern of book.move) {
    const m = pattern.exec(line.text);
    const edit = m && editOf(groupItems(line, m, "value"), state);
    const reached = edit && reach(groupItems(line, m, "ref"), state, "open");
    if (reached && /^(?:found|several|perhaps)$/.test(reached.resolution.kind))
      return { type: "update", target: reached.reference, edit };
  }
  return null;
}

/** "ya llamé al fontanero": the task with all the other words and a verb that begins alike. */
function done(book: Commands, line: Line, state: State): Command | null {
  const m = book.past?.exec(line.text);
  if (!m?.groups) return null;
  const verb = (m.groups.verb ?? "").replace(/^ge(?=\p{L}{3})/u, "");
  const words = contentStems(sourceOfItems(state, groupItems(line, m, "ref")));
  if (words.length === 0 || verb.length < 3) return null;
  const named = byStems(words, state.open);
  const tasks = named.kind === "one" ? [named.task] : named.kind === "several" ? named.tasks : [];
  const alike = tasks.filter((task) =>
    contentStems(task.title).some((stem) => stem.slice(0, 3) === verb.slice(0, 3)),
  );
  const [task] = alike;
  return alike.length === 1 && task
    ? { type: "complete", target: { kind: "quote", text: task.title } }
    : null;
}

function listed(items: readonly Item[], state: State): Command {
  const read = readFilter(items, state);
  return { type: "list", filter: { ...read.filter }, mode: "list" };
}

function added(items: readonly Item[], state: State, book: Commands): Command[] {
  const parts = split(items, book);
  const drafts: Draft[] = [];
  for (const part of parts) {
    const draft = toDraft(part, state);
    if (!draft) continue;
    draft.task.title = draft.task.title
      .replace(book.titleStart, "")
      .replace(book.titleEnd, "")
      .replace(/^[\s,:;–-]+|[\s,:;–-]+$/g, "");
    drafts.push(draft);
  }
  const named = drafts.filter((draft) => draft.task.title !== "");
  if (named.length > 0) return [{ type: "add", drafts: named }];
  return [{ type: "askTitle", draft: drafts[0]?.task ?? { title: "" } }];
}

/** Two things to do where a second verb begins after "y", "et", "und" or a comma. */
function split(items: readonly Item[], book: Commands): Item[][] {
  const parts: Item[][] = [[]];
  items.forEach((item, k) => {
    const next = items[k + 1];
    const verb =
      next?.kind === "word" && book.infinitive.test(next.key) && next.key.length > 4 && items.length - k > 2;
    if (
      /^(?:,|y|et|e)$/.test(item.key) &&
      verb &&
      book !== germanCommands &&
      (parts.at(-1) as Item[]).length > 1
    )
      parts.push([]);
    else (parts.at(-1) as Item[]).push(item);
  });
  return parts.filter((part) => part.length > 0);
}

export { resolve };
