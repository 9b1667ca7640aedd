import { editOf, shiftEdit } from "../parse/edit.ts";
import { type Item, toLine } from "../parse/items.ts";
import { readReference } from "../parse/reference.ts";
import { reach, resolve } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import type { Edit } from "../types.ts";
import { change, rename, sureChange, valueEdit } from "./change.ts";
import { type Found, type Rule, re } from "./rule.ts";

const D = "[\ue000\ue001]";
const A = "\ue002";
const _P = "\ue003";
const VALUE = `[\ue000\ue001\ue003\ue004]`;
const MOVE =
  "(?:move|moving|push|shift|reschedule|re-schedule|postpone|delay|bump|put off|bring forward|bring up|defer|put back|push back|push out|push off|slide|carry over|roll over|kick|snooze|advance|pull forward|resched|mvoe|switch|swap|transfer|nudge)";

export const whenRules: readonly Rule[] = [
  // by how much
  {
    pattern: re(
      `^${MOVE} (?<ref>.+?) (?<way>back|forward|forwards|out|up|on|off|ahead|earlier|later|along)?(?: by)? ?(?<amount>${A})(?: (?<way2>back|forward|forwards|later|earlier|ahead|out|further|sooner|on|more))?$`,
    ),
    run: shift,
  },
  {
    pattern: re(
      `^(?:push|move|bump|bring|put|pull) (?<way>back|forward|forwards|out|up|off) (?<ref>.+?)(?: by)? (?<amount>${A})$`,
    ),
    run: shift,
  },
  {
    pattern: re(`^(?:give (?:me )?|add )?(?<amount>${A}) (?:more |extra )?(?:for|to|on) (?<ref>.+)$`),
    run: (f, s) =>
      f.match[0].startsWith("give") || /more|extra/.test(f.match[0])
        ? sureChange(f, s, shiftEdit(f.items("amount")[0], false))
        : null,
  },
  {
    pattern: re(`^(?:make|set|do|have) (?<ref>.+?) (?<amount>${A}) (?<way2>later|earlier|sooner)$`),
    run: shift,
  },
  { pattern: re(`^(?:delay|postpone|snooze|defer) (?<ref>.+?)(?: by| for)? (?<amount>${A})$`), run: shift },
  // to when
  {
    pattern: re(
      `^${MOVE} (?<ref>.+?) (?:back |forward |out |up |on |over |off |ahead |along )*(?:from (?:${D}) )?(?:to |until |til |till |for |onto |into |by |-> )?(?<value>${D})(?: (?:instead|rather)(?: (?:of|than) ${D})?)?$`,
    ),
    run: (f, s) => change(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(
      `^(?:put|bring|set|move|change|switch) (?<ref>it|that|them|this) back (?:to|on|at) (?<value>(?:${VALUE} )*${VALUE})$`,
    ),
    run: (f, s) => sureChange(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(
      `^(?:do|have|lets do|ill do) (?<ref>it|that|them|this|that one|this one) (?<value>(?:${VALUE} )*${VALUE})$`,
    ),
    run: (f, s) => sureChange(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(`^(?<ref>.+?) can wait (?:until|till|til|for) (?<value>${D})$`),
    run: (f, s) => sureChange(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(
      `^(?<lead>give (?:me|it) |make it |just |another )*(?<amount>${A})(?<more> more| longer| later)?$`,
    ),
    run: oneMore,
  },
  {
    pattern: re(
      `^${MOVE} (?<ref>.+?) (?:back |forward |out |up )?(?:to|until|till) (?<hour>\\d{1,2}(?:[:.]\\d\\d)?)(?: instead)?$`,
    ),
    run: (f, s) => change(f, s, hourEdit(f)),
  },
  { pattern: re(`^${MOVE} (?:back |forward |out |up )?(?<ref>.+)$`), run: askWhen },
  {
    pattern: re(
      `^(?:set|change|update|make|edit|adjust|switch|fix) (?:the )?(?:due date and time|due date|due time|due|date|day|time|deadline|priority|prio|recurrence|repeat|schedule|start|importance)(?: and time)? (?:of|for|on) (?<ref>.+?) (?:to|as|at|for|:|=|on)? ?(?<value>(?:(?:at|on|for|to|due) )?${VALUE}|high|low|medium|normal|none|urgent|top|highest|lowest|[1-4])$`,
    ),
    run: (f, s) => change(f, s, fieldEdit(f, s)),
  },
  {
    pattern: re(
      `^(?:set|change|update|make|adjust|switch) (?<ref>.+?)s (?:due date|due time|due|date|day|time|deadline|priority|prio) (?:to|as|at|for|:|=|on)? ?(?<value>${VALUE}|high|low|medium|normal|none|urgent|top|[1-4])$`,
    ),
    run: (f, s) => sureChange(f, s, fieldEdit(f, s)),
  },
  {
    pattern: re(
      `^(?:set|change|make|update|switch|edit|put|schedule|plan|adjust|mark|bump|flag|get|have|need|want|rate|raise|lower|upgrade|downgrade|repeat|keep|leave) (?<ref>.+?) (?:to be |be |is |to |for |on |as |at |due |into |from ${D} to |a |repeat |repeating |recur |recurring |happen |have |with |up to |down to |and )*(?<value>(?:(?:due|at|on|by|for|and|,|to|with|a|as) |${VALUE} )*${VALUE})(?: instead| now| too| from now on| please)?$`,
    ),
    run: setTo,
  },
  {
    pattern: re(
      `^(?:set|change|make|update|switch) (?<ref>.+?) (?:to|at|for) (?<hour>\\d{1,2}(?:[:.]\\d\\d)?)(?: instead)?$`,
    ),
    run: (f, s) => sureChange(f, s, hourEdit(f)),
  },
  {
    pattern: re(`^make (?<ref>it|that|this) (?<hour>\\d{1,2}(?:[:.]\\d\\d)?)(?: instead)?$`),
    run: (f, s) => sureChange(f, s, hourEdit(f)),
  },
  {
    pattern: re(
      "^(?:make|mark|set|flag) (?<ref>.+?) (?:as |to be |to |a |more |really |very |super |extra )*(?<level>urgent|important|top|critical|high|low|medium|unimportant|not urgent|less urgent|normal)$",
    ),
    run: level,
  },
  { pattern: re("^(?:prioriti[sz]e) (?<ref>.+)$"), run: (f, s) => change(f, s, { priority: 1 }) },
  { pattern: re("^(?:de-?prioriti[sz]e) (?<ref>.+)$"), run: (f, s) => change(f, s, { priority: 3 }) },
  { pattern: re("^(?:star|flag|pin) (?<ref>.+)$"), run: (f, s) => sureChange(f, s, { priority: 1 }) },
  {
    pattern: re(
      `^(?:bring|pull|put|take) (?<ref>.+?) (?<way>forward|forwards|back|up|earlier|later|out|on)(?: by)? (?<amount>${A})$`,
    ),
    run: shift,
  },
  {
    pattern: re(
      `^(?<ref>its|it is|thats|that is|it should be|it has to be|it needs to be|it must be) (?:now |actually |for |due |to be |on |by |a )*(?<value>(?:${VALUE} )*${VALUE})$`,
    ),
    run: pointed,
  },
  {
    pattern: re(
      `^(?:set|put|give|add)(?: up)? (?:a |the |an )?(?:deadline|due date|date|time|due time)(?: of| for| at| to| on)? (?<value>(?:${VALUE} )*${VALUE}) (?:for|on|to|of) (?<ref>.+)$`,
    ),
    run: (f, s) => change(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(
      `^(?:do |have |lets do |schedule |put |make |move |take )?(?<ref>.+?) (?:to |for |on )?(?<value>(?:${VALUE} )*${VALUE}) instead$`,
    ),
    run: (f, s) => sureChange(f, s, valueEdit(f, s)),
  },
  // statements
  {
    pattern: re(
      `^(?<ref>.+?) (?:got|has been|was|is|s been|have been|were|are|gets|is getting|is being|have|been) (?:pushed|moved|rescheduled|postponed|delayed|shifted|changed|bumped|brought forward|put back|put off|brought up|rearranged)(?: back| forward| out| up)? ?(?:to|until|till|,|;|-|–|—|\\.|for|and)* ?(?:its |it is |now |is |to |on |it |s |at |the )*(?<value>${D})$`,
    ),
    run: (f, s) => sureChange(f, s, valueEdit(f, s)),
  },
  {
    pattern: re(
      `^(?<ref>.+?) (?:got|has been|was|is|s been|have been|were|are) (?:pushed|moved|rescheduled|postponed|delayed|shifted|bumped)(?: back| out)?(?: by)? (?<amount>${A})$`,
    ),
    run: (f, s) => sureChange(f, s, shiftEdit(f.items("amount")[0], false)),
  },
  {
    pattern: re(
      `^(?<ref>.+?) (?:is|are|s|will be|should be|needs to be|has to be|must be|now|is now|are now|moved|moves|happens|goes) ?(?:now |actually |really |due |on |at |to |for |not ${D} but |by |scheduled |set |happening )*(?<value>(?:${VALUE} )*${VALUE})(?: ?,? (?:and )?not (?:at |on )?(?:${D}|\\d{1,2}))?(?: now| instead| from now on)?$`,
    ),
    run: statement,
  },
  {
    pattern: re(
      "^(?<ref>.+?) (?:is|are|s|isnt|arent|is no longer|are no longer|has become|became|got|is getting|just became) (?:now |really |very |super |quite |pretty |more |so |actually )*(?<level>that urgent|urgent|important|critical|not urgent|not that urgent|not important|less urgent|less important)(?: now| any ?more)?$",
    ),
    run: level,
  },
  {
    pattern: re(
      `^(?:and |then |also )*(?<ref>\\S+(?: \\S+){0,3}?) (?:to|for|until|till) (?<value>(?:${VALUE} )*${VALUE})$`,
    ),
    run: (f, s) => {
      const kind = readReference(f.items("ref"), s)?.kind;
      return kind === "places" || kind === "other" ? sureChange(f, s, valueEdit(f, s)) : null;
    },
  },
  { pattern: re(`^(?:repeat) (?<ref>.+)$`), run: () => null },
  // "change X to Y": last, when Y is neither a date nor a priority
  {
    pattern: re("^(?:change|edit|update|correct) (?<ref>.+?) (?:to|into|to say|so it says) (?<title>.+)$"),
    run: (f, s) => rename(f, s, true),
  },
  { pattern: re("^(?:update|edit|change|modify|alter|adjust) (?<ref>.+)$"), run: askWhat },
];

/** A bare hour where only a time can stand: "make it 6", "move the call to 3". */
function hourEdit(found: Found): Edit | null {
  const m = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(found.text("hour"));
  if (!m || Number(m[1]) > 23 || Number(m[2] ?? 0) > 59) return null;
  const hour = Number(m[1]);
  const time = `${String(hour).padStart(2, "0")}:${m[2] ?? "00"}`;
  return { due: { kind: "set", time, ...(hour >= 1 && hour <= 12 ? { hourOpen: true } : {}) } };
}

/** "it's for friday", "that is urgent": about the task just spoken of. */
function pointed(found: Found, state: State): Command | null {
  const edit = valueEdit(found, state);
  if (!edit || resolve({ kind: "it" }, state, "open").kind !== "found") return null;
  return { type: "update", target: { kind: "it" }, edit };
}

function shift(found: Found, state: State): Command | null {
  const way = `${found.text("way")} ${found.text("way2")}`;
  const verb = found.line.text.split(" ", 2)[0] as string;
  // Pushing a date back makes it later; bringing it forward, up or earlier makes it sooner.
  const sooner =
    /earlier|sooner/.test(way) ||
    /\bup\b/.test(way) ||
    (/forward/.test(way) && /^(?:bring|pull|move|push|put|shift|bump|slide)$/.test(verb)) ||
    verb === "advance";
  return change(found, state, shiftEdit(found.items("amount")[0], sooner));
}

/** "update my gym task": which change is meant has to be asked. */
function askWhat(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "open");
  if (reached?.resolution.kind !== "found" || reached.resolution.draft) return null;
  return { type: "askWhat", target: reached.reference };
}

function askWhen(found: Found, state: State): Command | null {
  const items = found.items("ref");
  const reached = reach(items, state, "open");
  if (reached?.resolution.kind !== "found") return null;
  const verb = found.line.text.split(" ", 2)[0] as string;
  if (
    /^(?:switch|transfer|kick|advance|bump|push|shift|slide)$/.test(verb) &&
    readReference(items, state)?.kind === "name"
  ) {
    return { type: "askWhen", target: reached.reference };
  }
  return { type: "askWhen", target: reached.reference };
}

const LEVEL: Record<string, 1 | 2 | 3 | 4> = {
  high: 1,
  urgent: 1,
  top: 1,
  highest: 1,
  medium: 2,
  low: 3,
  lowest: 3,
  normal: 4,
  none: 4,
  "1": 1,
  "2": 2,
  "3": 3,
  "4": 4,
};

function fieldEdit(found: Found, state: State): Edit | null {
  const items = found.items("value");
  const only = items[0];
  const level = items.length === 1 && only ? LEVEL[only.key] : undefined;
  if (level && /\b(?:priority|prio|importance)\b/.test(found.line.text)) return { priority: level };
  return level ? null : editOf(items, state);
}

/** "make X high priority", "set X for friday": the task must be on the list, unless it is only pointed at. */
function setTo(found: Found, state: State): Command | null {
  const edit = valueEdit(found, state);
  if (!edit) return null;
  const verb = found.line.text.split(" ", 2)[0] as string;
  const firm =
    /^(?:set|update|edit|adjust|mark|bump)$/.test(verb) ||
    (/^(?:change|switch)$/.test(verb) && / to (?:be )?[\ue000-\ue004]/.test(found.line.text));
  const pointed = readReference(found.items("ref"), state);
  if (pointed && pointed.kind !== "name" && pointed.kind !== "quote") return change(found, state, edit);
  if (verb === "make" && !edit.due && !edit.recurrence) return change(found, state, edit);
  const sure = sureChange(found, state, edit);
  if (sure) return sure;
  return firm && /^(?:the|my) /.test(`${toLine(found.items("ref")).text} `)
    ? change(found, state, edit)
    : null;
}

function level(found: Found, state: State): Command | null {
  const word = found.text("level");
  const value =
    /not|less|low|unimportant/.test(word) || /\b(?:isnt|arent|no longer)\b/.test(found.match[0])
      ? 3
      : word === "medium"
        ? 2
        : word === "normal"
          ? 4
          : 1;
  return sureChange(found, state, { priority: value });
}

/** "the eye test is now on friday", "the compost is p1": only about a task that is on the list. */
function statement(found: Found, state: State): Command | null {
  const items = found.items("ref");
  const first = items[0];
  if (
    !first ||
    /^(?:what|when|where|who|why|how|which|there|here|today|tomorrow|i|we|you|he|she|they|if|whats|remember)$/.test(
      first.key,
    )
  )
    return null;
  if (
    /^(?:its|it|that|thats|this)$/.test(toLine(items).text) &&
    found.items("value").every((item: Item) => item.kind !== "date" && item.kind !== "priority")
  )
    return null;
  return sureChange(found, state, valueEdit(found, state));
}

/** "one more day", "another week": what was changed last is moved on by that much. */
function oneMore(found: Found, state: State): Command | null {
  const amount = found.items("amount")[0];
  if (!amount || !/\b(?:more|another|longer|later)\b/i.test(sourceOfItems(state, found.line.items)))
    return null;
  const edit = shiftEdit(amount, false);
  const target = { kind: "it" } as const;
  const { kind } = resolve(target, state, "open");
  return edit && (kind === "found" || kind === "several") ? { type: "update", target, edit } : null;
}
