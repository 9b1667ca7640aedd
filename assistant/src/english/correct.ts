import { formatMinute, parseMinute } from "../calendar/civil.ts";
import { hasWords } from "../parse/draft.ts";
import { editOf } from "../parse/edit.ts";
import { type Item, toLine } from "../parse/items.ts";
import { antecedents } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import { aligned } from "../plan/corrected.ts";

const CORRECTING =
  /^(?:(?:no|nope|nah|sorry|oops|wait|actually|hmm|hang on|i mean|i meant|meant|i said|rather|or rather|correction|make (?:it|that|them)|change (?:it|that|them) to|not|better|lets say|lets make (?:it|that)|it should be|should be|that should be|it was meant to be|to|instead|its|thats|oh|ah|no no|no wait|on second thought|on second thoughts|scratch that|my bad|(?:that is |thats |the )?wrong (?:day|date|time|hour|week|month|priority|label)|for|on|at|until|set (?:it|that) (?:to|for)|move (?:it|that) to|and|also|then|say) ?,? ?)+/;

/** "not saturday, sunday": the date that is denied goes. */
function withoutDenied(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex(
    (item, k) =>
      item.kind === "date" &&
      items[k - 1]?.key === "not" &&
      items.slice(k + 1).some((later) => later.kind === "date"),
  );
  if (at < 0) return items;
  return items.filter((_, k) => k !== at && k !== at - 1 && !(k === at + 1 && items[k]?.key === ","));
}

/** "thursday i mean": the words of a correction may come last. */
const SAID_LAST = /^(?:i mean|i meant|i said|sorry|rather|my bad|actually|instead)$/;

function withoutTail(items: readonly Item[]): readonly Item[] {
  const count = [2, 1].find((n) => items.length > n && SAID_LAST.test(toLine(items.slice(-n)).text));
  return count ? items.slice(0, -count) : items;
}

/** A correction of what was just done: "no, friday", "i meant Sophie", "make it 6", "to monday instead". */
export function correct(said: readonly Item[], state: State, prefix: string): Command | null {
  const undated = /^(?:no |oops |sorry |oh )*not (?:on |at )?\ue000$/.test(toLine(said).text);
  if (undated && antecedents(state.context).changed.length > 0)
    return { type: "askWhen", target: { kind: "it" } };
  const half = meridiem(said, state);
  if (half) return half;
  const items = withoutTail(withoutDenied(said));
  const line = toLine(items);
  const m = CORRECTING.exec(line.text);
  const { changed } = antecedents(state.context);
  if (changed.length === 0 && !state.local) return null;
  const started = m ? m[0].length : 0;
  const announced =
    started > 0 || items.length < said.length || /\b(?:actually|wait|no|sorry|oops|wrong)\b/.test(prefix);
  const value = items.filter((_, k) => (line.starts[k] as number) >= started);
  const bareValue =
    started === 0 &&
    items.every(
      (item) =>
        /^(?:date|priority|tag)$/.test(item.kind) ||
        /^(?:instead|please|pls|rather|actually)$/.test(item.key),
    );
  if (!announced && !bareValue) return null;
  const target = { kind: "it" } as const;
  const many = changed.length > 1 && !state.local;
  const source = value.length > 0 ? value : items.filter((item) => /^(?:date|priority|tag)$/.test(item.kind));
  const edit = editOf(source, state);
  if (edit) {
    if (
      bareValue &&
      (items[0]?.date?.lead === "" || items[0]?.kind === "tag") &&
      !/instead/.test(line.text)
    ) {
      const last = state.context.turns.at(-1);
      if (items[0]?.kind === "tag" || !last || last.changed.length !== 1) return null;
    }
    return { type: "update", target: many ? { kind: "them" } : target, edit };
  }
  const text = toLine(value).text.replace(/ instead$/, "");
  const hour = /^(?:at )?(\d{1,2})(?:[:.](\d\d))?$/.exec(text);
  if (hour && announced && Number(hour[1]) <= 23) {
    const time = `${String(Number(hour[1])).padStart(2, "0")}:${hour[2] ?? "00"}`;
    return {
      type: "update",
      target,
      edit: {
        due: {
          kind: "set",
          time,
          ...(Number(hour[1]) <= 12 && Number(hour[1]) > 0 ? { hourOpen: true } : {}),
        },
      },
    };
  }
  if (value.length === 0 || value.length > 6 || !hasWords(value)) return null;
  const words = sourceOfItems(state, value);
  if (/\b(?:meant?|mean|said|correction|should be)\b/.test(m?.[0] ?? "")) return { type: "replace", words };
  // "no, it's with maya": what shares a word with the title just written.
  const [task] = changed;
  const written =
    changed.length === 1 && task && /\b(?:no|not|wrong|sorry|oops)\b/.test(`${prefix} ${m?.[0] ?? ""}`);
  return written && words.includes(" ") && aligned(task.title, words) ? { type: "replace", words } : null;
}

/** "*milk", "milk*": how a slip in what was just written is put right in chats. */
export function starred(items: readonly Item[], state: State): Command | null {
  const star = items.length > 1 && items.length < 5 ? items.findIndex((item) => item.key === "*") : -1;
  if (star < 0 || (star > 0 && star < items.length - 1)) return null;
  if ((state.context.turns.at(-1)?.changed.length ?? 0) === 0) return null;
  const words = items.filter((_, k) => k !== star);
  return hasWords(words) ? { type: "replace", words: sourceOfItems(state, words) } : null;
}

const HALF =
  /^(?:(?:no|hmm|sorry|oops|wait|actually|i meant?|i said|its|make (?:it|that)|thats|should be) ?,? ?)*(?<half>am|pm)(?: ?,? (?:and )?not (?:am|pm))?$/;

/** "pm, not am": the other half of the day for the time just set. */
function meridiem(items: readonly Item[], state: State): Command | null {
  const half = HALF.exec(toLine(items).text)?.groups?.half;
  const { changed } = antecedents(state.context);
  const due = changed.length === 1 ? changed[0]?.due : null;
  if (!half || !due || !("time" in due)) return null;
  const minute = (parseMinute(due.time as string) % 720) + (half === "pm" ? 720 : 0);
  return {
    type: "update",
    target: { kind: "it" },
    edit: { due: { kind: "set", time: formatMinute(minute) } },
  };
}
