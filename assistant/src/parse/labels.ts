import { fold } from "../text/fold.ts";
import type { Item } from "./items.ts";
import { mark, type State } from "./state.ts";

/** Labels said in a clause, and the items without them: "#home", "tagged uni", "with label work", "label: diy and home". */
export function takeLabels(items: readonly Item[], state: State): { items: Item[]; labels: string[] } {
  const labels: string[] = [];
  const rest: Item[] = [];
  for (let k = 0; k < items.length; ) {
    const item = items[k] as Item;
    if (item.kind === "tag") {
      put(labels, labelText(item, state), item, state);
      k += 1;
      continue;
    }
    const context = item.kind === "mark" && item.key === "@" ? knownAt(items, k, state) : null;
    if (context) {
      put(labels, context, item, state, 1);
      k += 2;
      continue;
    }
    const said = saidAt(items, k, state);
    if (said) {
      for (const [name, from] of said.names) put(labels, name, from, state);
      while (rest.length > 0 && /^(?:,|and|with|a|the|as)$/.test(rest.at(-1)?.key ?? "")) rest.pop();
      k = said.to;
      continue;
    }
    rest.push(item);
    k += 1;
  }
  return { items: rest, labels };
}

function put(labels: string[], name: string, item: Item, state: State, more = 0): void {
  if (!labels.some((l) => fold(l) === fold(name))) labels.push(name);
  mark(state, "label", item.from, item.to + more, name);
}

/** A tag's name as the person's labels spell it, else as typed. */
export function labelText(item: Item, state: State): string {
  const token = state.tokens[item.from];
  const typed = (token?.text ?? "").replace(/^#/, "").replace(/^["'“‘«]|["'”’»]$/g, "");
  return known(typed, state) ?? typed;
}

export function known(name: string, state: State): string | undefined {
  const folded = fold(name);
  return state.context.labels.find((label) => fold(label).replace(/^#/, "") === folded)?.replace(/^#/, "");
}

/** "@home", written together, when that is a label of the person's. */
function knownAt(items: readonly Item[], k: number, state: State): string | null {
  const at = items[k];
  const next = items[k + 1];
  if (!at || next?.kind !== "word") return null;
  if (state.tokens[at.to - 1]?.end !== state.tokens[next.from]?.start) return null;
  return known(state.tokens[next.from]?.text ?? "", state) ?? null;
}

/** A label's name and nothing after it but marks: "…, tag uni". */
function endsSoon(items: readonly Item[], at: number): boolean {
  return items.length > at && items.slice(at + 1).every((item) => item.kind !== "word");
}

const HEAD = /^(?:tagged|labelled|labeled|tags?|labels?|etiqueta|etiquetas|etiquette|etikett)$/;

function saidAt(
  items: readonly Item[],
  k: number,
  state: State,
): { names: [string, Item][]; to: number } | null {
  let at = k;
  const first = items[at]?.key ?? "";
  const participle = /^(?:tagged|labelled|labeled)$/.test(first);
  if (/^(?:with|using|under|and|,)$/.test(first) && HEAD.test(items[at + 1]?.key ?? "")) at += 1;
  else if (
    /^(?:with|using|under)$/.test(first) &&
    /^(?:the|a)$/.test(items[at + 1]?.key ?? "") &&
    HEAD.test(items[at + 2]?.key ?? "")
  )
    at += 2;
  else if (!participle && !HEAD.test(first)) return null;
  const word = items[at]?.key ?? "";
  let next = at + 1;
  const colon = items[next]?.key === ":";
  if (colon) next += 1;
  if (/^(?:as|with)$/.test(items[next]?.key ?? "")) next += 1;
  // "print labels" is a title; a noun needs "with" before it or a colon after it.
  if (
    !/^(?:tagged|labelled|labeled)$/.test(word) &&
    !colon &&
    at === k &&
    !(items[k - 1]?.key === "," && endsSoon(items, next))
  )
    return null;
  const names: [string, Item][] = [];
  for (;;) {
    const item = items[next];
    if (!item || !(item.kind === "word" || item.kind === "tag" || item.kind === "quote")) break;
    names.push([labelText(item, state), item]);
    next += 1;
    const sep = items[next]?.key ?? "";
    const after = items[next + 1];
    if (
      !/^(?:and|,|&)$/.test(sep) ||
      !after ||
      !(after.kind === "word" || after.kind === "tag") ||
      items[next + 2]?.kind === "word"
    )
      break;
    next += 1;
  }
  return names.length > 0 ? { names, to: next } : null;
}
