import { plural, type Say } from "../language.ts";

const tasks = (count: number): string => plural("en", count, "task", "tasks");

/** "21st". */
export const ordinal = (n: number): string => {
  const teen = n % 100 > 10 && n % 100 < 14;
  return `${n}${(teen ? undefined : ["th", "st", "nd", "rd"][n % 10]) ?? "th"}`;
};

/** English: short sentences with contractions, as in everyday conversation. */
export const english: Say = {
  region: "GB",
  quotes: ["“", "”"],
  colon: ": ",

  // "Wed, 3 Nov 2027": the comma belongs to the American order only.
  date: (words) => words.replace(/^(\p{L}+), (?=\d)/u, "$1 "),
  at: (time) => `at ${time}`,
  elsewhere: (time, place) => `${time} ${place}`,
  overdue: "overdue",
  span: { from: (day) => `from ${day}`, to: (day) => `until ${day}` },
  rule: {
    every: (unit, count) => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`),
    weekdays: (_names, list, weeks) => (weeks === 1 ? `every ${list}` : `every ${weeks} weeks on ${list}`),
    workdays: "every weekday",
    monthDay: (day) => (day === -1 ? "the last day" : `the ${ordinal(day)}`),
    nth: (position, weekday) =>
      `the ${position < 0 ? "last" : ordinal(position)} ${weekday?.name ?? "workday"}`,
    on: (every, days) => `${every} on ${days}`,
    in: (rule, months) => `${rule} in ${months}`,
    ofMonth: (day, month) => `${day} of ${month}`,
    times: (rule, count) => `${rule}, ${plural("en", count, "time", "times")}`,
    until: (rule, date) => `${rule} until ${date}`,
    fromDone: (rule) => `${rule}, counted from when it’s done`,
    other: "repeating",
  },
  before: (amount, unit) => `${plural("en", amount, unit, `${unit}s`)} before`,

  priorities: ["high priority", "medium priority", "low priority", "no priority"],
  inList: (name) => `in ${name}`,
  starts: (when) => `starts ${when}`,
  reminder: (when) => `a reminder kept for ${when}`,
  none: {
    start: "no start",
    due: "no date",
    repeat: "no longer repeating",
    remind: "no reminder",
    labels: "no labels",
    list: "in no list",
    notes: "notes cleared",
  },
  noted: "note added",
  done: "done",

  tasks,
  more: (count) => `and ${count} more`,
  heads: { overdue: "Overdue", done: "Done", repeating: "Repeating", undated: "No date" },
  refusals: {
    gone: "It isn’t on your list any more.",
    changed: "It was changed in the meantime, so I left it alone.",
    limit: "That’s more than the list can hold.",
    nothing_to_undo: "There’s nothing to take back.",
    not_agreed: "I need your yes first.",
    invalid: "The list doesn’t accept that.",
    down: "I can’t reach the list right now; please try again in a moment.",
    other: "Something went wrong on my side.",
  },
  untouched: (titles) => `Not changed: ${titles}.`,

  label: {
    add: (task) => `Add ${task}`,
    complete: (task) => `Complete ${task}`,
    reopen: (task) => `Reopen ${task}`,
    delete: (task) => `Delete ${task}`,
    update: (task) => `Change ${task}`,
    show: (head) => `Show ${head}`,
    all: "my list",
    undo: "Take back the last change",
    redo: "Make that change again",
    nothing: "Change nothing",
  },
  yes: "Yes",
  no: "No",

  ask: (label) => `${label}?`,
  choose: "Which did you mean?",
  which: {
    complete: "Which one is done?",
    reopen: "Which one should be open again?",
    delete: "Which one should go?",
    update: "Which one should I change?",
    show: "Which one do you mean?",
  },
  missing: {
    title: () => "What should I add?",
    target: () => "Which task do you mean?",
    when: (title) => `When should ${title || "it"} be?`,
    value: (title) => `What should change about ${title || "it"}?`,
  },
  stillOpen: "My question is still open:",
  lapsed: "I’ve let my earlier question go; nothing was done about it.",
  afterwards: (label) => `Tell me again afterwards: ${label}.`,
  left: ["All right, I’ve left it.", "Fine, it stays as it is.", "OK, I won’t."],
  nothingAsked: "I wasn’t waiting for an answer. What would you like to do?",

  problems: {
    "no-such-day": (words) => `There is no ${words}.`,
    "no-such-time": (words) => `There is no such time as ${words}.`,
    "unsupported-rule": (words) => `I can’t repeat a task “${words}”.`,
    "unknown-zone": (words) => `I don’t know which clock “${words}” goes by.`,
  },
  past: "That time has already passed.",
  same: {
    due: (title, when) => `${title} was already due ${when}.`,
    done: (title) => `${title} was done already.`,
    open: (title) => `${title} is still open.`,
    other: (title) => `${title} is like that already.`,
  },
  notFound: (words) => `I can’t find ${words} on your list.`,
  noTasks: "There’s nothing there to change.",
  noneHas: {
    due: (title) => `${title} has no date yet, so there is nothing to count from.`,
    time: (title) => `${title} has no time yet, only a day.`,
  },
  nothingRings: "I keep the time, but nothing rings for it yet.",
  onlyFirst: "I keep when it starts; the end isn’t kept.",
  unused: (words) => `I made no use of ${words}.`,
  nothingToRedo: "There’s nothing I took back here that could be done again.",
  nothingToCorrect: "I haven’t changed anything just now. Tell me the task and what should be different.",
  cannot: {
    "list.create": (name) => `I can’t make an empty list, but put a task into ${name} and it’s there.`,
    "list.rename": (name) => `I can’t rename ${name} from here, but I can move its tasks to another list.`,
    "list.delete": (name) => `I can’t delete ${name} itself, but I can delete or move the tasks in it.`,
    "list.share": () => "Lists can’t be shared yet; only you see yours. I can put names in titles or labels.",
    "list.leave": (name) => `There’s nothing to leave: ${name} is only yours. I can delete the tasks in it.`,
    add: (name) => `I can’t give tasks to people yet; ${name} can go into the title or a label.`,
    update: (name) =>
      `I can’t give tasks to people yet; ${name || "a name"} can go into the title or a label.`,
  },

  dueToday: (count) => `${tasks(count)} due today.`,
  tooLong: (limit) => `That’s too long for me: up to ${limit} characters at a time, please.`,
  blank: "That message was empty.",
  echo: "Those are my own words; what would you like to do?",
  inParts: "That’s a lot at once. Could you say it in parts?",
  otherLanguage: "I understand English, Spanish, French, German and Italian, but not this one.",
};
