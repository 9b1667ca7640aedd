import { labelText } from "../parse/labels.ts";
import { reach, resolve } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import { phrases } from "../plan/phrases.ts";
import type { Edit } from "../types.ts";
import { change, rename, sureChange, words } from "./change.ts";
import { type Found, type Rule, re } from "./rule.ts";

const A = "\ue002";
const FIELD =
  "(?:due date|due time|due|date|deadline|day|time|priority|prio|notes?|description|details|repeat|repeats|repetition|recurrence|reminders?|alerts?|project)";

export const fieldRules: readonly Rule[] = [
  {
    pattern: re(
      `^(?:remind|alert|notify|ping|nudge) me (?:about|of|for|to) (?<ref>.+?) (?<amount>${A}) (?:before|beforehand|earlier|ahead|in advance|prior)(?: it| then| that)?$`,
    ),
    run: (f, s) => remindBefore(f, s),
  },
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
  {
    pattern: re(
      `^(?:and )?(?:remind|alert|notify|ping|nudge) me (?:(?<amount>${A}) (?:before|beforehand|earlier|ahead|in advance|prior)|the (?:day|night|evening) before)(?: it| that)?$`,
    ),
    run: remindOfIt,
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
      `^(?:take|remove|clear|delete|drop|strip|lose|forget) (?:off )?(?:the |its )?(?<field>${FIELD})(?: off)?$`,
    ),
    run: (f, s) => fieldOfIt(cleared(f.text("field")), s),
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
      "^(?:move|file|assign|transfer|send) (?<ref>.+?) (?:to|in|into|under|onto) (?:the |my )?(?:project (?<project>.+)|(?<project2>.+?) (?:project|list))$",
    ),
    run: toProject,
  },
];

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

/** "remove the time": of what was just spoken of. */
function fieldOfIt(edit: Edit | null, state: State): Command | null {
  const target = { kind: "it" } as const;
  return edit && resolve(target, state, "open").kind === "found" ? { type: "update", target, edit } : null;
}

function remindBefore(found: Found, state: State): Command | null {
  const minutesBefore = minutesOf(found);
  return minutesBefore === null ? null : sureChange(found, state, { reminder: { minutesBefore } });
}

/** The minutes of the group `amount`; null for a stretch longer than a reminder may be ahead. */
function minutesOf(found: Found): number | null {
  const amount = found.items("amount")[0]?.amount;
  if (!amount) return null;
  const scale = { minute: 1, hour: 60, day: 1440, week: 10_080, month: 0, year: 0 }[amount.unit];
  const minutes = amount.value * scale;
  return minutes <= 0 || minutes > 40_320 ? null : minutes;
}

/** "remind me a week before": of what was just spoken of; never a task called "a week before". */
function remindOfIt(found: Found, state: State): Command {
  const target = { kind: "it" } as const;
  const { kind } = resolve(target, state, "open");
  if (kind !== "found" && kind !== "several")
    return { type: "say", intent: "none", text: phrases(state.language).lost };
  const minutesBefore = found.text("amount") === "" ? 1440 : minutesOf(found);
  return minutesBefore === null
    ? { type: "say", intent: "none", text: phrases(state.language).lost }
    : { type: "update", target, edit: { reminder: { minutesBefore } } };
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
