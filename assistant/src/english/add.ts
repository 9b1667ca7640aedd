import { formatDay } from "../calendar/civil.ts";
import { formatRule } from "../calendar/rule.ts";
import { adverb } from "../dates/repeat.ts";
import { toDrafts } from "../parse/body.ts";
import { hasWords } from "../parse/draft.ts";
import { type Item, toLine } from "../parse/items.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import { type Found, type Rule, re } from "./rule.ts";
import { isForeign } from "./scope.ts";

const NOUN =
  "(?:new )?(?:task|todo|to-do|to do|reminder|remider|reminders|tasks|item|items|entry|chore|errand|things? to do)(?: item| task| note| notification| alert)?";
const CALLED = "(?: (?:called|named|titled|saying|that says|that i|which says|labelled as))?";
const VERB =
  "(?:add|ad|adde|create|make|set up|set|log|insert|enter|open|file|give me|get me|i need|i want|i would like|id like|have|put in|put|start|new|schedule|record)";
const ON = "(?:to|on|onto|in|into|under|for|upon|down on|2)";

/** The body after the command's own words, as tasks; a list's name becomes their project. */
export function added(items: readonly Item[], state: State): Command | null {
  const { body, list } = takeList(items, state);
  const rest = dropLead(body);
  const drafts = toDrafts(rest, state);
  if (drafts.length === 0) return null;
  for (const draft of drafts) if (list) draft.task.project = list;
  const only = drafts[0];
  if (only && only.task.title === "") return { type: "askTitle", draft: only.task };
  return { type: "add", drafts };
}

/** "to my shopping list", "on the list of things to do": where it goes is no part of what it is. */
export function takeList(items: readonly Item[], state: State): { body: Item[]; list: string | null } {
  const line = toLine(items);
  const found =
    /(?:^| )(?:to|on|onto|in|into|under|down on) (?:(?:my|the|our|that|this|a|your) )+(?<name>(?:[\p{L}\p{N}-]+ ){0,4}?)(?:lists?|lisr|todos?(?! lists?)|to-dos?(?! lists?)|agenda|planner|shopping (?:bag|cart|basket)|groceries)(?: of (?:things|stuff|tasks|chores|errands|shit)(?: to do| to buy| i need)?| for (?<use>shopping|groceries|work|home|today|me))?(?= |$)/u.exec(
      line.text,
    );
  if (!found || found.index === undefined) return { body: [...items], list: null };
  const start = found.index;
  const end = start + found[0].length;
  const before = items.filter(
    (_, k) => (line.starts[k] as number) < start || (start === 0 && (line.starts[k] as number) < 0),
  );
  const _named = items.filter(
    (_, k) => (line.starts[k] as number) >= start && (line.starts[k] as number) < end,
  );
  let after = items.filter((_, k) => (line.starts[k] as number) >= end);
  if (
    /^(?:cause|because|cos|since|as|so|if|unless|please|pls|i|im|we|when|thanks|thank|would|will|for)$/.test(
      after[0]?.key ?? "",
    )
  )
    after = [];
  if (!hasWords(before) && !hasWords(after)) return { body: [...items], list: null };
  const typed = `${found.groups?.name ?? ""}${found.groups?.use && !/^(?:today|me)$/.test(found.groups.use) ? ` ${found.groups.use}` : ""}`;
  const plain = typed
    .replace(
      /\b(?:to do|to-do|todo|task|tasks|reminder|reminders|things|big|own|personal|daily|current|existing|do)\b/g,
      " ",
    )
    .trim();
  return { body: [...before, ...after], list: plain === "" ? null : listName(plain, state) };
}

function listName(name: string, state: State): string {
  const project = state.context.projects.find((p) => p.toLowerCase() === name);
  return project ?? (name.charAt(0).toUpperCase() + name.slice(1)).replace(/\s+/g, " ");
}

const LEAD =
  /^(?:to|2|that|about|abt|of|re|for|i|its|it|is|have|need|please|pls|,|–|—|-|should|must|also|too|as|well|me|the fact)$/;

/** Drops "to", "about", "that it's" left between a command and what is to be done. */
function dropLead(items: readonly Item[]): Item[] {
  const dates: Item[] = [];
  let at = 0;
  while (at < items.length && (items[at]?.kind === "date" || items[at]?.key === ",")) {
    if (items[at]?.kind === "date") dates.push(items[at] as Item);
    at += 1;
  }
  const from = at;
  while (at < items.length && LEAD.test(items[at]?.key ?? "") && at - from < 4) {
    const key = items[at]?.key ?? "";
    if (/^(?:its|it|is|i|have|need|should|must|the)$/.test(key) && at === from) break;
    if (
      key === "for" &&
      items[at + 1]?.kind === "word" &&
      at === from &&
      from === 0 &&
      /^(?:me)$/.test(items[at + 1]?.key ?? "")
    )
      at += 1;
    at += 1;
  }
  return at === 0 ? [...items] : [...dates, ...items.slice(at)];
}

const rest = (found: Found, state: State): Command | null => {
  const items = found.items("rest");
  return items.length === 0 ? { type: "askTitle", draft: { title: "" } } : added(items, state);
};

/** "set a monthly reminder for paying rent" */
function repeated(found: Found, state: State): Command | null {
  const command = rest(found, state);
  const rule = adverb(found.text("often"));
  if (!rule || command?.type !== "add") return command;
  for (const { task } of command.drafts) {
    task.recurrence ??= { rule: formatRule(rule), anchor: "schedule" };
    task.due ??= { date: formatDay(state.clock.day) };
  }
  return command;
}

export const addRules: readonly Rule[] = [
  {
    // "i ran out of cereal so add that to the list"
    pattern: re(
      "^(?:(?:i|we|im|were|i think i|i am|we are|am|think i)(?: just| have| ve| do)? ?)?(?:ran|run|running|all|am|low|need(?: to do| to buy| to get)?|out|want|could use)(?: all)?(?: out)?(?: of| on| some| more)? (?<rest>.+?) (?:,|(?:, )?(?:so|can you|could you|please|and|then|go ahead and))(?: (?:so|and|please|just|can you|could you|go ahead and))* (?:add|put|get) (?:that|it|them|some|this|those)\\b.*$",
    ),
    run: (f, s) =>
      /^(?:this|that|it|these|them)$/.test(f.text("rest"))
        ? { type: "askTitle", draft: { title: "" } }
        : rest(f, s),
  },
  {
    // "do i have bananas on my shopping list, if not please add it"
    pattern: re(
      "^(?:is|are|do i have|have i got|is there|are there|did i (?:put|add)) (?<rest>.+?) (?:listed )?(?:already )?(?:on|in) (?:my|the) .*list ?,? (?:if (?:not|it isnt|they arent|so)|and if not|otherwise|please|can you)?.*\\b(?:add|put) (?:it|them|that|some)\\b.*$",
    ),
    run: (f, s) => rest(f, s),
  },
  {
    pattern: re(
      "^(?:this|that|the|these)(?: (?:item|task|thing|one)s?)? (?:should|must|needs to|has to|ought to) be (?:added|put) (?:to|on) .*list$",
    ),
    run: () => ({ type: "askTitle", draft: { title: "" } }),
  },
  {
    pattern: re(
      "^(?:how about|give me|can i (?:have|get|set(?: up)?|make|create)|may i have|i could use|set|i want|i need) (?:a |another )?(?:new )?(?:reminder|task|todo)(?: please)?$",
    ),
    run: () => ({ type: "askTitle", draft: { title: "" } }),
  },
  {
    pattern: re(
      "^(?:(?:i|we) (?:need|want|would like|have) to )?(?:be|get) (?:reminded|notified|told|alerted)(?: (?:to|about|of|that))? (?<rest>.+)$",
    ),
    run: rest,
  },
  {
    pattern: re(
      "^(?:mark|note|jot|write)(?: down)? (?<rest>.+ (?:on|to|onto) (?:my|the|our) .*list(?: .*)?)$",
    ),
    run: rest,
  },
  {
    pattern: re(
      `^${VERB}(?: me)?(?: up)? (?:a |an |another |the |one |this |these |some |two |following |my )*(?<often>daily|weekly|monthly|yearly|quarterly|nightly|hourly) (?:reminder|task|todo|to-do)(?: (?:to|for|about|of|that))?(?: ?[:,–-])? (?<rest>.+)$`,
    ),
    run: repeated,
  },
  {
    pattern: re(
      `^${VERB} (?:a |an |another )?${NOUN} ${ON} (?:my|the|our) (?:[\\p{L}-]+ ){0,4}?list ?(?::|-|–|,|to|called|named)? ?(?<rest>.+)$`,
    ),
    run: toNamedList,
  },
  { pattern: re("^(?:add|put) (?:to|on) (?<list>\\p{L}+(?: \\p{L}+)?) ?: (?<rest>.+)$"), run: toNamedList },
  {
    pattern: re(
      `^${VERB}(?: me)?(?: up)? (?:a |an |another |the |one |this |these |some |two |following |my )*${NOUN}(?: for me)?${CALLED}(?: set| made| created)?(?: up)?(?: (?:to|for|about|of|that|which|on))?(?: (?:me|myself))?(?: ?[:,–-])?(?: (?<rest>.+))?$`,
    ),
    run: makeOne,
  },
  {
    pattern: re(
      `^(?:(?:new |a new |another )?(?:task|todo|to-do|to do|reminder|item|note to self|memo)|(?:add )?(?:a )?(?:new|another)(?: (?:one|thing))?)(?: (?:called|named))? ?(?::|–|—|-|>) ?(?<rest>.+)$`,
    ),
    run: rest,
  },
  {
    pattern: re(
      "^(?:new (?:task|todo|to-do|to do|reminder|item)|todo|note to self|memo to self|reminder)(?: (?:to|about|for))? (?<rest>.+)$",
    ),
    run: rest,
  },
  {
    pattern: re("^(?:new|another) (?:task|todo|to-do|reminder)$"),
    run: () => ({ type: "askTitle", draft: { title: "" } }),
  },
  {
    pattern: re(
      "^(?:(?:remind|rmnd|remnd|remid|reming|rimind|remimd|remember to remind|nudge|ping|alert|notify|tell|reminder)(?: me| us| myself)|remindme)(?: again| please| pls)?(?: (?<rest>.+))?$",
    ),
    run: (f, s) =>
      f.line.text.startsWith("tell") && !/^tell me to\b/.test(f.line.text) ? null : remindMe(f, s),
  },
  {
    pattern: re(
      "^(?:please )?(?:dont|do not|never|wont|cant|mustnt|must not|shouldnt)(?: let me| want to| let us)? (?:forget|fail|miss|neglect)(?: (?:to|about|that|the fact that))? (?<rest>.+)$",
    ),
    run: rest,
  },
  {
    pattern: re(
      "^(?:remember|remeber|rember|rembember)(?: that| to| about)?(?: i)?(?: (?:have|need|must))?(?: to)? (?<rest>.+)$",
    ),
    run: rest,
  },
  {
    pattern: re(
      "^(?:make sure|ensure|see to it|see)(?: that)?(?: i| we| to)? (?<rest>.+?)(?: (?:is|are|gets|goes|appears|ends up) on (?:my|the) .*list)?$",
    ),
    run: (f, s) =>
      f.line.text.startsWith("see ") && !f.line.text.startsWith("see to it") ? null : rest(f, s),
  },
  {
    pattern: re(
      "^(?:jot|write|note|take|get|put)(?: (?:this|that|these|it))? down(?: for me)?(?: (?:that|to))? ?[:,–-]? ?(?<rest>.+)$",
    ),
    run: rest,
  },
  { pattern: re("^(?:make|take) a (?:mental )?note(?: (?:to|of|that|about))? ?:? ?(?<rest>.+)$"), run: rest },
  {
    pattern: re(
      `^(?:add|put|include|write|insert|place|enter|pop|stick)(?: this| these| the following)? ${ON} (?:my|the|our) (?:[\\p{L}-]+ ){0,4}?(?:list|lists|todo|todos|to-do|tasks|agenda) ?(?::|-|,|to|this)? ?(?<rest>.+)$`,
    ),
    run: toNamedList,
  },
  {
    pattern: re(
      `^(?:${ON}|also) (?:my|the|our) (?:[\\p{L}-]+ ){0,5}?(?:list|todos|tasks)(?: of (?:things|stuff)(?: to do)?)? ?,? (?:please |can you |could you |i want to |i need to )*(?:add|put|include|write|insert) (?<rest>.+)$`,
    ),
    run: toNamedList,
  },
  { pattern: re("^(?<list>[\\p{L}-]+ )(?:list) ?[,:]? (?:add|put) (?<rest>.+)$"), run: toNamedList },
  {
    pattern: re(
      `^(?:put|stick|pop|throw|chuck|get|include|place|slap|write|have|insert|enter|list|need|want|bung|toss|whack|add) (?<rest>.+ ${ON} (?:(?:my|the|our|that|this) )+(?:[\\p{L}\\p{N}-]+ ){0,4}?(?:list|lists|todo|todos|to-do|agenda|planner|groceries)(?: .*)?)$`,
    ),
    run: (f, s) => ontoList(f, s),
  },
  {
    pattern: re("^(?:get|have) (?<rest>.+?) (?:added|put|written) (?:to|on|onto) (?:my|the|our) .*list.*$"),
    run: rest,
  },
  {
    pattern: re(
      "^(?:add|ad|aadd|addd|ass|plus|append|insert)(?: (?:in|these|this|the following|following|those|up|also|too|as well|me))*(?: (?:tasks|items|things|todos|ones|task|item))?(?: ?:| ?-)? (?<rest>.+)$",
    ),
    run: (f, s) => (f.line.text.startsWith("ass ") ? null : rest(f, s)),
  },
  { pattern: re("^(?:create|schedule|log) ?: ?(?<rest>.+)$"), run: rest },
  {
    pattern: re(
      "^(?:add|create|new|remind me|remind|insert)(?: (?:something|a thing|one|stuff|an item|this|it|another|some|more|another one|one more|things))?$",
    ),
    run: () => ({ type: "askTitle", draft: { title: "" } }),
  },
  {
    pattern: re(
      "^(?:i|we|ill|well)?(?: ?(?:still|really|also|just|definitely|def|defo|probably|absolutely|ve|seriously))* ?(?:have to|have got to|ve got to|got to|gotta|hafta|need to|needa|ought to|must|should|am supposed to|need|have 2|need 2|must remember to|had better|better|want to remember to|shouldnt forget to|mustnt forget to|should really|really need to|really must)(?: also| really| please| probably)* (?<rest>.+)$",
    ),
    run: must,
  },
  {
    pattern: re("^(?:ive|i have|weve|we have) (?:got )?(?:to|a|an|got to) (?<rest>.+)$"),
    run: (f, s) => (/\b(?:to|got to)\b/.test(f.match[0]) ? must(f, s) : haveOne(f, s)),
  },
];

function makeOne(found: Found, state: State): Command | null {
  const items = found.items("rest");
  // "set a list of …", "make a task list" are not tasks of their own.
  if (/^(?:make|create|start|open|new) (?:a |the |my )?(?:new )?(?:\p{L}+ )?list\b/u.test(found.line.text))
    return null;
  if (items.length === 0 || /^(?:for me|please|pls|now|up|set|made|me|reminder)$/.test(toLine(items).text))
    return { type: "askTitle", draft: { title: "" } };
  return added(items, state);
}

function remindMe(found: Found, state: State): Command | null {
  const items = found.items("rest");
  if (items.length === 0) return { type: "askTitle", draft: { title: "" } };
  const line = toLine(items).text;
  const dated = items.some((item) => item.kind === "date");
  if (/^of (?:the|my|our|his|her)\b/.test(line) && !dated) return null;
  if (/^(?:notify|alert|ping|nudge)\b/.test(found.line.text) && !dated && !/^(?:to|that)\b/.test(line))
    return null;
  if (
    /^(?:of |about |on |to |what )*(?:what|whats|which|how|who|when|where|why|(?:my|the) (?:tasks|list|todos|reminders|things|items))\b/.test(
      line,
    ) ||
    /^(?:the|of the|about the)? ?(?:things|stuff|tasks) (?:i|that|im)\b/.test(line)
  )
    return null;
  if (
    /^(?:of that|about that|of this|about it|about this|of it|later|again|to do (?:it|this|that))\b/.test(
      line,
    )
  ) {
    return items.length <= 3 ? { type: "askTitle", draft: { title: "" } } : added(items, state);
  }
  const command = added(items, state);
  if (command?.type === "add") {
    for (const { task } of command.drafts)
      task.title = task.title.replace(/^(?:it['’]?s |it is |that it['’]?s |that )(?=\S)/i, "");
  }
  return command;
}

function ontoList(found: Found, state: State): Command | null {
  if (/^list (?:out |all |each |everything|every|things|what|the |items|my )/.test(found.line.text))
    return null;
  if (
    /^(?:list|have|want|need|get) /.test(found.line.text) &&
    !/ (?:on|onto|to) (?:my|the|our) /.test(found.line.text)
  )
    return null;
  return rest(found, state);
}

function toNamedList(found: Found, state: State): Command | null {
  const command = rest(found, state);
  const name =
    / (?:my|the|our) ((?:[\p{L}-]+ ){0,4}?)(?:list|lists)\b/u.exec(` ${found.line.text}`)?.[1] ??
    found.text("list");
  const plain = (name ?? "")
    .replace(/\b(?:to do|to-do|todo|task|tasks|reminder|reminders|things|big|own|do)\b/g, " ")
    .trim();
  if (command?.type === "add" && plain !== "")
    for (const { task } of command.drafts) task.project ??= listName(plain, state);
  return command;
}

const NOT_A_TASK =
  /^(?:go$|go (?:ai|now|bye|goodbye|home now)|know|hear|see|find out|listen|be told|understand|check (?:my|the) list|be (?:able|honest|sure)|ask you|say|tell you|admit|talk to|help|some help|assistance|an answer|advice|info|information|you|your|more information|directions|a recommendation|a recipe|a joke|a good|some good|suggestions?|ideas?|go now|be reminded|figure out (?:what|how|why)|decide what|the (?:weather|time|news|address|number|phone)|to know|i|be|have been|not)\b/;

function must(found: Found, state: State): Command | null {
  const items = found.items("rest");
  const line = toLine(items).text;
  const dated = items.some((item) => item.kind === "date" || item.kind === "tag");
  const present = dated && /^be (?:at|in|on|back|home|there|ready)\b/.test(line);
  if ((NOT_A_TASK.test(line) && !present) || /^(?:a |an |the |my )?(?:reminder|list|task)\b/.test(line))
    return null;
  if (!/^(?:i|we|ill|well|need|gotta|must|have to|got to|need to)\b/.test(found.line.text)) return null;
  if (/\?$/.test(sourceOfItems(state, found.line.items))) return null;
  if (isForeign(line) && !dated) return null;
  return added(items, state);
}

/** "i've got a dentist appointment on friday" */
function haveOne(found: Found, state: State): Command | null {
  const items = found.items("rest");
  if (!items.some((item) => item.kind === "date")) return null;
  return /^(?:appointment|meeting|question|problem|feeling|idea|headache|cold)\b/.test(toLine(items).text) &&
    items.length < 3
    ? null
    : added(items, state);
}
