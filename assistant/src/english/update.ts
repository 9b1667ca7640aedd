import { editOf, shiftEdit } from "../parse/edit.ts";
import { type Item, toLine } from "../parse/items.ts";
import { labelText } from "../parse/labels.ts";
import { quoted, readReference } from "../parse/reference.ts";
import { reach, resolve } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import type { Edit } from "../types.ts";
import { type Found, type Rule, re } from "./rule.ts";

const D = "[\ue000\ue001]";
const A = "\ue002";
const _P = "\ue003";
const VALUE = `[\ue000\ue001\ue003\ue004]`;
const MOVE =
  "(?:move|moving|push|shift|reschedule|re-schedule|postpone|delay|bump|put off|bring forward|bring up|defer|put back|push back|push out|push off|slide|carry over|roll over|kick|snooze|advance|pull forward|resched|mvoe|switch|transfer|nudge)";

/** A change of the tasks in `group`, whatever they turn out to be. */
export function change(found: Found, state: State, edit: Edit | null, group = "ref"): Command | null {
  const items = found.items(group);
  if (!edit || items.length === 0) return null;
  const reached = reach(items, state, "open");
  return reached ? { type: "update", target: reached.reference, edit } : null;
}

/** The same, only when the words name tasks without doubt. */
export function sureChange(found: Found, state: State, edit: Edit | null, group = "ref"): Command | null {
  const items = found.items(group);
  if (!edit || items.length === 0) return null;
  const reached = reach(items, state, "open");
  if (!reached) return null;
  const { kind } = reached.resolution;
  return kind === "found" || kind === "several" || kind === "already"
    ? { type: "update", target: reached.reference, edit }
    : null;
}

const valueEdit = (found: Found, state: State): Edit | null => editOf(found.items("value"), state);

/** A bare hour where only a time can stand: "make it 6", "move the call to 3". */
function hourEdit(found: Found): Edit | null {
  const m = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(found.text("hour"));
  if (!m || Number(m[1]) > 23 || Number(m[2] ?? 0) > 59) return null;
  const hour = Number(m[1]);
  const time = `${String(hour).padStart(2, "0")}:${m[2] ?? "00"}`;
  return { due: { kind: "set", time, ...(hour >= 1 && hour <= 12 ? { hourOpen: true } : {}) } };
}

/** The typed words of a group, without quotes around the whole. */
function words(found: Found, state: State, group: string): string {
  const items = found.items(group);
  const only = items[0];
  if (items.length === 1 && only?.kind === "quote") return quoted(only, state);
  return sourceOfItems(state, items).replace(/[\s.,;:]+$/, "");
}

function rename(found: Found, state: State, certain = false): Command | null {
  const title = words(found, state, "title");
  if (title === "" || /^(?:it|that|this|them)$/i.test(title)) return null;
  return certain ? sureChange(found, state, { title }) : change(found, state, { title });
}

function labels(found: Found, state: State): string[] {
  return found
    .items("labels")
    .filter((item) => item.kind === "word" || item.kind === "tag" || item.kind === "quote")
    .filter((item) => !/^(?:and|as|with|the|label|tag|a|called|named|labels|tags)$/.test(item.key))
    .map((item) => labelText(item, state));
}

function tag(found: Found, state: State): Command | null {
  const added = labels(found, state);
  if (added.length === 0) return null;
  const edit: Edit = { addLabels: added };
  return /^(?:tag|label) /.test(found.line.text)
    ? change(found, state, edit)
    : sureChange(found, state, edit);
}

/** "tag the tax return finance": the last word is the label, when what stands before it names a task. */
function tagLast(found: Found, state: State): Command | null {
  const items = found.items("rest");
  for (const count of [1, 2]) {
    const name = items.slice(0, items.length - count);
    const tail = items.slice(items.length - count).filter((item) => !/^(?:as|with|and)$/.test(item.key));
    if (
      name.length === 0 ||
      tail.some((item) => item.kind !== "word" && item.kind !== "tag" && item.kind !== "quote")
    )
      continue;
    const reached = reach(name, state, "open");
    if (!reached || reached.resolution.kind === "nothing" || reached.resolution.kind === "perhaps") continue;
    const tailNames = tail.map((item) => labelText(item, state));
    const edit: Edit = {
      addLabels: count === 1 || tail.every((item) => item.kind === "tag") ? tailNames : [tailNames.join(" ")],
    };
    return { type: "update", target: reached.reference, edit };
  }
  return null;
}

function note(found: Found, state: State): Command | null {
  const text = words(found, state, "note");
  return text === "" ? null : change(found, state, { notes: { text, mode: "append" } });
}

/** "add a note: the strong one": about what was just added or spoken of. */
function noteOnIt(found: Found, state: State): Command | null {
  const text = words(found, state, "note").replace(/^[:,–-]\s*/, "");
  if (text === "" || resolve({ kind: "it" }, state, "open").kind !== "found") return null;
  return { type: "update", target: { kind: "it" }, edit: { notes: { text, mode: "append" } } };
}

/** "it's for friday", "that is urgent": about the task just spoken of. */
function pointed(found: Found, state: State): Command | null {
  const edit = valueEdit(found, state);
  if (!edit || resolve({ kind: "it" }, state, "open").kind !== "found") return null;
  return { type: "update", target: { kind: "it" }, edit };
}

const CLEARED: Record<string, Edit> = {
  date: { due: { kind: "clear" } },
  time: { due: { kind: "clearTime" } },
  priority: { priority: 4 },
  notes: { notes: { text: "", mode: "replace" } },
  repeat: { recurrence: null },
  reminder: { reminder: null },
  project: { project: null },
};

function cleared(word: string): Edit | null {
  if (/^(?:due date|due|date|deadline|due dates|dates|day|due time and date)$/.test(word))
    return CLEARED.date as Edit;
  if (/^(?:time|due time|hour)$/.test(word)) return CLEARED.time as Edit;
  if (/^(?:priority|prio|importance|flag)$/.test(word)) return CLEARED.priority as Edit;
  if (/^(?:notes?|description|details)$/.test(word)) return CLEARED.notes as Edit;
  if (/^(?:repeat|repeats|repetition|recurrence|repeating|schedule)$/.test(word))
    return CLEARED.repeat as Edit;
  if (/^(?:reminders?|alerts?|notifications?|alarm)$/.test(word)) return CLEARED.reminder as Edit;
  return word === "project" ? (CLEARED.project as Edit) : null;
}

const FIELD =
  "(?:due date|due time|due|date|deadline|day|time|priority|prio|notes?|description|details|repeat|repeats|repetition|recurrence|reminders?|alerts?|project)";

export const updateRules: readonly Rule[] = [
  // names
  {
    pattern: re("^(?:rename|retitle|reword) (?<ref>.+?) (?:to|as|into|->|:) (?<title>.+)$"),
    run: (f, s) => rename(f, s),
  },
  {
    pattern: re(
      "^(?:change|edit|update|fix|correct|set) (?:the )?(?:title|name|wording|text) (?:of|for|on) (?<ref>.+?) (?:to|as|into|so it says) (?<title>.+)$",
    ),
    run: (f, s) => rename(f, s),
  },
  {
    pattern: re("^(?:call|name|title) (?<ref>it|that|this one|that one|this) (?<title>.+?)(?: instead)?$"),
    run: (f, s) => rename(f, s, true),
  },
  {
    pattern: re("^(?<ref>.+?) should (?:be called|say|read|be named) (?<title>.+?)(?: instead)?$"),
    run: (f, s) => rename(f, s, true),
  },
  // notes
  {
    pattern: re(
      "^(?:add|put|attach|leave|write|append|make|set)(?: in)? (?:a |the |another |this )?(?:note|notes|comment|description|detail|details) (?:to|on|for|in|of|under) (?<ref>.+?) ?(?::|that says|saying|which says|that reads|–|—|-|,) (?<note>.+)$",
    ),
    run: note,
  },
  {
    pattern: re(
      "^(?:add|put|attach|leave|write|append) (?:a |the )?(?:note|notes|comment) (?<note>\ue005) (?:to|on|for) (?<ref>.+)$",
    ),
    run: note,
  },
  {
    pattern: re(
      "^(?:add|put|attach|append) (?<note>.+?) (?:to|in|on|as|under) (?:a |the )?(?:notes?|description|details) (?:of|for|on|to|in) (?<ref>.+)$",
    ),
    run: note,
  },
  {
    pattern: re("^(?:add|put|make|leave) (?:a |the )?(?:note|notes|comment) ?:? (?<note>.+)$"),
    run: noteOnIt,
  },
  { pattern: re("^(?:note|notes|comment) (?:on|for|to) (?!self\\b)(?<ref>.+?) ?: (?<note>.+)$"), run: note },
  // reminders
  {
    pattern: re(
      `^(?:remind|alert|notify|ping|nudge) me (?<amount>${A}) (?:before|ahead of|prior to) (?<ref>.+)$`,
    ),
    run: (f, s) => remindBefore(f, s),
  },
  {
    pattern: re(
      `^(?:add|set|put) (?:a |an )?(?:reminder|alert|alarm) (?:for |to |on )?(?<ref>.+?) (?<amount>${A}) (?:before|earlier|ahead)(?:hand)?$`,
    ),
    run: (f, s) => remindBefore(f, s),
  },
  {
    pattern: re(
      `^(?:add|set|put) (?:a |an )?(?:reminder|alert|alarm) (?<amount>${A}) (?:before|ahead of|prior to) (?<ref>.+)$`,
    ),
    run: (f, s) => remindBefore(f, s),
  },
  // taking something off
  {
    pattern: re(
      `^(?:take|remove|clear|delete|drop|strip|get rid of|unset|scrap|lose|erase) (?:the |its |any |all )?(?<field>${FIELD}) (?:off|from|of|on|for|away from) (?<ref>.+)$`,
    ),
    run: (f, s) => change(f, s, cleared(f.text("field"))),
  },
  {
    pattern: re(
      `^(?:take|remove|clear|delete|drop|strip) (?<ref>.+?)s? (?:s )?(?<field>due date|date|deadline|time|priority|notes?|reminders?|repeat|recurrence)$`,
    ),
    run: (f, s) => sureChange(f, s, cleared(f.text("field"))),
  },
  {
    pattern: re(
      `^(?<ref>.+?) (?:no longer has|doesnt have|does not have|has|needs|doesnt need|should have) (?:no |an? |any )?(?<field>due date|date|deadline|time|priority|reminder)(?: any ?more| now)?$`,
    ),
    run: (f, s) =>
      /\b(?:no|doesnt|not)\b/.test(f.match[0]) ? sureChange(f, s, cleared(f.text("field"))) : null,
  },
  {
    pattern: re("^(?:no|without a?) (?<field>due date|date|deadline|time|priority) (?:for|on) (?<ref>.+)$"),
    run: (f, s) => sureChange(f, s, cleared(f.text("field"))),
  },
  {
    pattern: re(
      "^(?:stop|cancel|end|turn off|switch off|quit|disable) (?:the )?(?:repeat|repeating|recurrence|repetition|recurring)(?: of| for| on| from)? (?<ref>.+)$",
    ),
    run: (f, s) => change(f, s, { recurrence: null }),
  },
  {
    pattern: re(
      "^(?:stop|make) (?<ref>.+?) (?:from )?(?:repeating|recurring|non-recurring|non-repeating|one-off|a one-off|one off|a one off|happen once|not repeat|stop repeating)$",
    ),
    run: (f, s) => change(f, s, { recurrence: null }),
  },
  {
    pattern: re("^(?:dont|do not|no longer) repeat (?<ref>.+?)(?: any ?more)?$"),
    run: (f, s) => change(f, s, { recurrence: null }),
  },
  {
    pattern: re(
      "^(?<ref>.+?) (?:should not|shouldnt|doesnt|does not|no longer|need not|neednt)(?: need to)? (?:repeats?|recurs?)(?: any ?more| any longer)?$",
    ),
    run: (f, s) => change(f, s, { recurrence: null }),
  },
  // labels
  {
    pattern: re("^(?:untag|unlabel) (?<ref>.+?)(?: (?:from|as|with)? ?(?<labels>\ue004|\\p{L}+))?$"),
    run: untag,
  },
  {
    pattern: re(
      "^(?:remove|take|delete|drop|strip) (?:the )?(?:(?:label|tag) (?<labels>\\S+)|(?<labels2>\ue004)|(?<labels3>\\S+) (?:label|tag)) (?:from|off|of) (?<ref>.+)$",
    ),
    run: untag,
  },
  {
    pattern: re(
      "^(?:add|put|stick|attach|give) (?:the |a )?(?:(?:labels?|tags?) (?<labels>.+?)|(?<labels2>\ue004(?: (?:and |, )?\ue004)*)|(?<labels3>\\S+) (?:label|tag)) (?:to|on|onto) (?<ref>.+)$",
    ),
    run: tagOn,
  },
  {
    pattern: re(
      "^give (?<ref>.+?) (?:the |a )?(?:(?:label|tag) (?<labels>\\S+)|(?<labels2>\ue004)|(?<labels3>\\S+) (?:label|tag))$",
    ),
    run: tagOn,
  },
  {
    pattern: re(
      "^(?:tag|label|mark|flag|categorise|categorize|file|put|add|make) (?<ref>.+?)(?: (?:as|with|under|to|in))? (?<labels>\ue004(?:(?: and| ,)? \ue004)*)$",
    ),
    run: tag,
  },
  { pattern: re("^(?:tag|label) (?<ref>.+?) (?:as|with|under) (?<labels>.+)$"), run: tag },
  {
    pattern: re(
      "^(?:tag|label) (?<ref>it|that|this|them|both|these|those|both of them|all of them) (?<labels>\\S+(?:(?: and| ,)+ \\S+)?)$",
    ),
    run: tag,
  },
  { pattern: re("^(?:tag|label) (?<rest>.+)$"), run: tagLast },
  // project
  {
    pattern: re(
      "^(?:move|put|add|file|assign|transfer|send) (?<ref>.+?) (?:to|in|into|under|onto) (?:the |my )?(?:project (?<project>.+)|(?<project2>.+?) (?:project|list))$",
    ),
    run: toProject,
  },
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
      `^${MOVE} (?<ref>.+?) (?:back |forward |out |up |on |over |off |ahead |along )*(?:from (?:${D}) )?(?:to |until |til |till |for |onto |into |by |-> )?(?<value>${D})(?: instead)?$`,
    ),
    run: (f, s) => change(f, s, valueEdit(f, s)),
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
      `^(?:set|change|make|update|switch|edit|put|schedule|plan|adjust|mark|bump|flag|get|have|need|want|rate|raise|lower|upgrade|downgrade|repeat|keep) (?<ref>.+?) (?:to be |be |is |to |for |on |as |at |due |into |from ${D} to |a |repeat |repeating |recur |recurring |happen |have |with |up to |down to |and )*(?<value>(?:(?:due|at|on|by|for|and|,|to|with|a|as) |${VALUE} )*${VALUE})(?: instead| now| too| from now on| please)?$`,
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
      `^(?<ref>.+?) (?:is|are|s|will be|should be|needs to be|has to be|must be|now|is now|are now|moved|moves|happens|goes) ?(?:now |actually |really |due |on |at |to |for |not ${D} but |by |scheduled |set |happening )*(?<value>(?:${VALUE} )*${VALUE})(?: now| instead| from now on)?$`,
    ),
    run: statement,
  },
  {
    pattern: re(
      "^(?<ref>.+?) (?:is|are|s|isnt|arent|is no longer|are no longer|has become|became|got|is getting|just became) (?:now |really |very |super |quite |pretty |more |so |actually )*(?<level>that urgent|urgent|important|critical|not urgent|not that urgent|not important|less urgent|less important)(?: now| any ?more)?$",
    ),
    run: level,
  },
  { pattern: re(`^(?:repeat) (?<ref>.+)$`), run: () => null },
  // "change X to Y": last, when Y is neither a date nor a priority
  {
    pattern: re("^(?:change|edit|update|correct) (?<ref>.+?) (?:to|into|to say|so it says) (?<title>.+)$"),
    run: (f, s) => rename(f, s, true),
  },
  { pattern: re("^(?:update|edit|change|modify|alter|adjust) (?<ref>.+)$"), run: askWhat },
];

function remindBefore(found: Found, state: State): Command | null {
  const amount = found.items("amount")[0]?.amount;
  if (!amount) return null;
  const scale = { minute: 1, hour: 60, day: 1440, week: 10_080, month: 0, year: 0 }[amount.unit];
  const minutesBefore = amount.value * scale;
  if (minutesBefore <= 0 || minutesBefore > 40_320) return null;
  return sureChange(found, state, { reminder: { minutesBefore } });
}

function labelGroup(found: Found, state: State): string[] {
  for (const group of ["labels", "labels2", "labels3"]) {
    const names = found
      .items(group)
      .filter((item) => /^(?:word|tag|quote)$/.test(item.kind) && !/^(?:and|the|as|with)$/.test(item.key))
      .map((item) => labelText(item, state));
    if (names.length > 0) return names;
  }
  return [];
}

function tagOn(found: Found, state: State): Command | null {
  const names = labelGroup(found, state);
  return names.length > 0 && names.length <= 5 ? change(found, state, { addLabels: names }) : null;
}

function untag(found: Found, state: State): Command | null {
  const names = labelGroup(found, state);
  const known = names.filter((name) => !/^(?:it|them|label|tag)$/i.test(name));
  if (known.length > 0)
    return sureChange(found, state, { removeLabels: known }) ?? change(found, state, { removeLabels: known });
  return change(found, state, { removeLabels: ["*"] });
}

function toProject(found: Found, state: State): Command | null {
  const group = found.items("project").length > 0 ? "project" : "project2";
  const name = words(found, state, group);
  if (name === "" || /\b(?:to do|todo|to-do|task|my|the|do|reminder)$/i.test(name)) return null;
  const reached = reach(found.items("ref"), state, "open");
  if (!reached || (reached.resolution.kind !== "found" && reached.resolution.kind !== "several")) return null;
  const known = state.context.projects.find((p) => p.toLowerCase() === name.toLowerCase());
  return { type: "update", target: reached.reference, edit: { project: known ?? name } };
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
