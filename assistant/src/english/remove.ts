import { formatDay } from "../calendar/civil.ts";
import { type Item, toLine } from "../parse/items.ts";
import { isBulk, readReference } from "../parse/reference.ts";
import { reach } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import { fold } from "../text/fold.ts";
import { type Found, type Rule, re } from "./rule.ts";

/** Words that ask for nothing else. */
const STRONG =
  "(?:delete|remove|erase|scrap|nix|abolish|eliminate|nuke|purge|get rid of|get rid off|getting rid of|del|rm|dlete|delte|remvoe|unlist|expunge|zap)";
/** Words that are as often a thing to do: "cancel the trial", "clear the gutters", "drop off the car". */
const WEAK =
  "(?:cancel|drop|bin|trash|kill|axe|ditch|discard|clear(?: out| off| up)?|wipe(?: out| off)?|dump|forget(?: about)?|lose|scratch|strike|toss|chuck(?: out)?|throw (?:out|away)|empty|blank out|clean out|take (?:out|off|away)|x out|cut|skip|reset)";
const FROM_LIST =
  "(?: (?:from|off|on|of|in|out of|off of|to) .*\\b(?:list|lisr|lists|tasks|todos|to-dos|reminders))";

function strong(found: Found, state: State): Command | null {
  const items = found.items("ref");
  const reference = readReference(items, state);
  if (!reference) return null;
  const reached = reach(items, state, "any");
  const open = reach(items, state, "open");
  const best =
    open && (open.resolution.kind === "found" || open.resolution.kind === "several") ? open : reached;
  return best ? { type: "delete", target: best.reference } : null;
}

/** A weak word deletes only what is clearly on the list, or the list itself. */
function weak(found: Found, state: State): Command | null {
  const items = found.items("ref");
  const line = toLine(items).text;
  const reference = readReference(items, state);
  if (!reference) return null;
  if (isBulk(reference)) return { type: "delete", target: reference };
  if (reference.kind !== "name" && reference.kind !== "quote") {
    return /^(?:out|off)\b/.test(line) ? null : { type: "delete", target: reference };
  }
  const skipped = /^skip /.test(found.line.text) ? once(items, state) : null;
  if (skipped) return skipped;
  const reached = dueThen(items, state) ?? reach(items, state, "open");
  if (!reached) return null;
  const { resolution } = reached;
  if (resolution.kind !== "found" && resolution.kind !== "several") return null;
  const [task] = resolution.tasks;
  const verb = found.line.text.split(" ", 1)[0] as string;
  if (resolution.kind === "found" && task && fold(task.title).startsWith(`${verb} `)) return null;
  // "cancel the gym trial" where that very sentence is the task: adding it again or deleting it would both be guesses.
  return { type: "delete", target: reached.reference };
}

/** "cancel the class on monday": the task of that name that is due on the day said. */
function dueThen(items: readonly Item[], state: State): ReturnType<typeof reach> {
  const last = items.at(-1);
  const day = last?.kind === "date" ? last.date?.day : undefined;
  if (!day || items.length < 2) return null;
  const reached = reach(items.slice(0, -1), state, "open");
  if (reached?.resolution.kind !== "found") return null;
  return reached.resolution.tasks.every((task) => task.due?.date === formatDay(day.day)) ? reached : null;
}

/** "skip yoga this week": of a task that repeats only the next time is meant, so it is asked when it is next. */
function once(items: readonly Item[], state: State): Command | null {
  const named = items.filter((item) => item.kind !== "date");
  const reached = named.length > 0 ? reach(named, state, "open") : null;
  if (reached?.resolution.kind !== "found") return null;
  return reached.resolution.tasks.every((task) => task.recurrence)
    ? { type: "askWhen", target: reached.reference }
    : null;
}

/** "i no longer need X": worth asking about, when X is on the list. */
function noLonger(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "open");
  const off = found.text("off") !== "";
  if (!reached || (reached.resolution.kind !== "found" && reached.resolution.kind !== "several")) {
    return reached && !/ (?:want|have) /.test(found.match[0])
      ? { type: "delete", target: reached.reference }
      : null;
  }
  return { type: "delete", target: reached.reference, ...(off ? {} : { unsure: true }) };
}

/** "the class is cancelled", "won't do the budget": worth asking about, when that is on the list without doubt. */
function offList(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "open");
  const told =
    reached?.resolution.kind === "found" && !reached.resolution.draft && !isBulk(reached.reference);
  return told ? { type: "delete", target: reached.reference, unsure: true } : null;
}

export const removeRules: readonly Rule[] = [
  {
    pattern: re(
      `^${STRONG} (?:the task |task |the item |item |the reminder |the entry )?(?:called |named |titled |about |for )?(?<ref>.+?)${FROM_LIST}?$`,
    ),
    run: strong,
  },
  {
    pattern: re(
      `^(?:take|strike|scratch|x|pull) (?<ref>.+?) (?:off|out)(?: of)?(?: (?:my|the|our|that|this))?(?: .*)?(?:list|lisr|todos)(?: (?:of|for) .*)?$`,
    ),
    run: strong,
  },
  { pattern: re(`^(?:take|get) (?<ref>.+?) off$`), run: weak },
  { pattern: re(`^(?:take off|take) (?<ref>.+?) (?:off|from) (?:my|the) .*list$`), run: strong },
  { pattern: re(`^${WEAK} (?<ref>.+?)${FROM_LIST}$`), run: strong },
  { pattern: re(`^${WEAK} (?<ref>.+)$`), run: weak },
  {
    pattern: re(
      "^(?:make (?:sure )?|get |have |i want |just )?(?:my|the) (?:[\\p{L}-]+ ){0,4}lists? (?:is |to be )?(?:all |completely |totally |entirely )*(?:blank|empty|clear|clean|cleared|emptied|wiped|erased)(?: out)?$",
    ),
    run: () => ({ type: "delete", target: { kind: "all", filter: {} } }),
  },
  {
    pattern: re(
      "^(?:kindly |just )?(?:clear|empty|wipe|blank)(?: out| off)? (?:my|the) (?:[\\p{L}-]+ ){0,4}list$",
    ),
    run: () => ({ type: "delete", target: { kind: "all", filter: {} } }),
  },
  {
    pattern: re(
      "^(?:this|that|the|these)(?: (?:item|task|thing|one)s?)? (?:should|must|needs to|has to|ought to) be (?:removed|deleted|taken) .*$",
    ),
    run: () => ({ type: "delete", target: { kind: "it" } }),
  },
  {
    pattern: re("^(?:start (?:over|afresh|fresh|from scratch)|clear|wipe|reset|empty)$"),
    run: () => ({ type: "delete", target: { kind: "all", filter: {} } }),
  },
  {
    pattern: re(
      "^(?:i|we) (?:no longer|dont|do not)(?: really)?(?: need| want| have)(?: to| the)? (?<ref>.+?)(?: any ?more| any longer| after all| now)?(?<off> [,;]? ?(?:so )?(?:take|get|remove|delete|drop|scrap|bin) (?:it|that|them)(?: .*)?)?$",
    ),
    run: noLonger,
  },
  {
    pattern: re(
      "^(?:(?:i|we|im|we are|i am) )?(?:wont|will not|not going to|not gonna|no longer going to)(?: be)? (?:do|doing|going to|go to|buy|buying|need|make it to) (?<ref>.+?)(?: any ?more| after all| now)?$",
    ),
    run: offList,
  },
  {
    pattern: re(
      "^(?<ref>.+?) (?:(?:is|are|was|were|got|has been)(?: now)? (?:no longer (?:needed|necessary|relevant|happening|on)|not (?:needed|necessary|relevant|happening)|cancell?ed|called off|obsolete|irrelevant)|(?:doesnt|dont) (?:matter|apply))(?: now| any ?more| after all)?$",
    ),
    run: offList,
  },
  {
    pattern: re("^(?:there(?:s| is) )?no (?:longer any |more )?need (?:to|for) (?<ref>.+?)(?: any ?more)?$"),
    run: noLonger,
  },
];
