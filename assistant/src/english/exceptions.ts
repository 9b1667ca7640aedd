import { groupItems, type Item, type Line, toLine } from "../parse/items.ts";
import { allBut, exceptionIn } from "../parse/reference.ts";
import { reach } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import { firstRule, type Rule, re } from "./rule.ts";

/** "move everything to friday except the gym": a command about many tasks, and then what is left out. */
export function withException(core: readonly Item[], rules: readonly Rule[], state: State): Command | null {
  const at = exceptionIn(core);
  const head = at < 2 ? null : firstRule(rules, toLine(core.slice(0, at)), state);
  if (!head || !("target" in head) || head.type === "askWhen" || head.type === "askWhat") return null;
  const exception = core.slice(at);
  const target = allBut(head.target, exception, state);
  if (target) return { ...head, target };
  // "i finished the report but not the slides": what is left out was not in it.
  const out =
    exception[1]?.key === "not" ? reach(exception.slice(2), state, "any")?.resolution.kind : undefined;
  return out === "found" || out === "already" ? head : null;
}

const KEPT_REST = re(
  "^(?:(?:just|only|please) )*(?:keep|leave) (?<kept>.+?) ?,? (?:and |but |then )*(?<verb>\\p{L}+(?: as \\p{L}+)?) (?:(?:all )?(?:of )?the rest|(?:all )?the others|everything else)(?<tail>(?: .+)?)$",
);
const KEPT_ONLY = re("^(?:(?:only|just) keep|keep (?:only|just)) (?<kept>.+)$");

/** "keep gym, delete the rest" and "only keep gym" as "delete everything except gym", where gym is on the list. */
export function keeping(line: Line, state: State): Item[] | null {
  const rest = KEPT_REST.exec(line.text);
  const match = rest ?? KEPT_ONLY.exec(line.text);
  if (!match) return null;
  const kept = groupItems(line, match, "kept");
  const kind = reach(kept, state, "open")?.resolution.kind;
  const [word] = line.items;
  if (!word || (kind !== "found" && kind !== "several")) return null;
  const as = (key: string): Item => ({ ...word, kind: "word", key });
  const verb = rest ? groupItems(line, rest, "verb") : [as("delete")];
  const tail = rest ? groupItems(line, rest, "tail") : [];
  return [...verb, as("everything"), ...tail, as("except"), ...kept];
}
