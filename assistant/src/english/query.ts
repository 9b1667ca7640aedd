import { bySearch } from "../match/names.ts";
import { readFilter } from "../parse/filter.ts";
import type { Item, Line } from "../parse/items.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import type { ListMode } from "../types.ts";
import { detail, list, member, OTHER_LISTS, reminded, search } from "./query-named.ts";
import { standing } from "./query-state.ts";

const LIST_NOUN =
  /\b(?:tasks?|todos?|to-dos?|to do|to-do|lists?|lisr|reminders?|remember|chores?|errands?|agenda|plate|due|overdue|deadlines?|outstanding|pending)\b/;
const SHOW =
  /^(?:show|gimme|lemme|list|display|view|see|read|print|give|tell|get|pull|bring|check|review|let|go|run|walk|speak|know|hear|confirm|verify|wonder|describe|repeat|recite|name|iterate|summari[sz]e|count|filter|sort|open|inform|provide|remind|state|say|hear|look|present|search|find|locate|what|whats|which|who|whos)\b/;
const QUESTION =
  /^(?:what|whats|wat|wats|wot|which|who|whats|how|when|whens|where|wheres|why|is|are|am|do|does|did|have|has|got|any|anything|anythin|was|were|can|could|will|would|should|there|shall|didnt|dont|isnt|havent)\b/;

/** Reads a clause as a question about the list; null when it is none. */
export function query(line: Line, state: State): Command | null {
  const text = line.text.replace(/ [?!.]+$/, "");
  return (
    undone(text) ??
    finished(text, line, state) ??
    next(text) ??
    free(text, line, state) ??
    activity(text, line, state) ??
    detail(text, line, state) ??
    standing(text, line, state) ??
    member(text, line, state) ??
    reminded(text, line, state) ??
    search(text, line, state) ??
    general(text, line, state) ??
    phrase(text, line, state)
  );
}

/** "what haven't i done yet?" asks for what is open. */
function undone(text: string): Command | null {
  return /^(?:what|which(?: \w+)?) (?:havent|have not|didnt|have) (?:i|we) (?:not |still to |yet to )?(?:done|finished|completed|do|finish|complete|gotten to|got to)(?: yet| so far| today)?$/.test(
    text,
  ) && /\b(?:havent|not|didnt|yet to|still to)\b/.test(text)
    ? list({})
    : null;
}

/** "what did i finish today?" asks for what is completed. */
function finished(text: string, line: Line, state: State): Command | null {
  if (
    !/^what (?:did|have) (?:i|we) (?:finish|finished|complete|completed|accomplish|accomplished|get done|got done|tick off|ticked off|check off)\b/.test(
      text,
    )
  )
    return null;
  const { dueFrom, dueTo } = readFilter(
    line.items.filter((item) => item.kind === "date"),
    state,
  ).filter;
  return list({
    status: "completed",
    ...(dueFrom ? { completedFrom: dueFrom } : {}),
    ...(dueTo ? { completedTo: dueTo } : {}),
  });
}

/** "what's next?", "what should i do first?" */
function next(text: string): Command | null {
  if (
    /^(?:so )?(?:what|whats|which)(?: is| are| one| task)?(?: (?:should|shall|do|must|can|could|ought)(?: i| we)(?: to)?(?: do| tackle| start with| work on| focus on| begin with| pick| prioriti[sz]e| be doing))?(?: is| are)?(?: up)?(?: my| the)?(?: most)?(?: important| urgent)?(?: task| thing| one| item)?(?: to do)? ?(?:next|first|now|right now|next up|next on (?:my|the) (?:list|agenda|plate))(?: for me| on my list| on the list)?$/.test(
      text,
    ) ||
    /^(?:whats|what is) (?:my )?(?:next|first|top|most (?:important|urgent))(?: (?:task|thing|item|priority|todo|job|one))?(?: to do| i (?:should|have to|need to|must) do)?$/.test(
      text,
    ) ||
    /^(?:next|next task|next one|next up|next thing)(?: please| pls)?$/.test(text) ||
    /^(?:what|which) (?:task )?(?:should|shall|do) i (?:do|start with|work on|tackle|begin with|focus on)$/.test(
      text,
    )
  ) {
    return text === "next" ? null : list({}, "next");
  }
  return null;
}

/** "am i free tomorrow?", "do i have time on friday?", "am i busy this week?" */
function free(text: string, line: Line, state: State): Command | null {
  const asked =
    /^(?:am i|are we|will i be|would i be|i am|im i|am) (?:\S+ )?(?:free|busy|available|booked|doing anything|doing something|around|open)\b/.test(
      text,
    ) ||
    /^(?:do|will|have) i (?:have|got) (?:any |some |much )?(?:free |spare )?(?:time|room|space|plans)\b/.test(
      text,
    ) ||
    /^(?:hows|how is|whats|what is|how does) (?:my )?(?:\ue000 )?(?:day|week|weekend|schedule|agenda|calendar|morning|afternoon|evening)? ?(?:look|looking|like|look like)?(?: like)?(?: \ue000)?$/.test(
      text,
    );
  if (!asked) return null;
  const { filter } = readFilter(
    line.items.filter((item) => item.kind === "date"),
    state,
  );
  if (filter.dueFrom === undefined && !/schedule|agenda|week|day|calendar/.test(text)) return null;
  if (/^(?:how|what)/.test(text))
    return /schedule|agenda|calendar|look/.test(text) || filter.dueFrom ? list(filter) : null;
  return list(filter, "free");
}

/** "what did i do today?", "what changed?", "show my activity" */
function activity(text: string, line: Line, state: State): Command | null {
  const asked =
    /^(?:what|wat) (?:did|have) (?:i|we|you)(?: just| already)? (?:do|change|changed|just do|been doing|been up to|add|added|delete|deleted|remove|removed|edit|edited|update|updated|move|moved)\b/.test(
      text,
    ) ||
    /^(?:what|whats) (?:has )?(?:changed|happened|new)\b/.test(text) ||
    /^(?:show|list|see|view|give)(?: me)? (?:my |the )?(?:recent |latest |last )?(?:activity|history|changes|change log|log)\b/.test(
      text,
    ) ||
    /^(?:my |recent )?(?:activity|history|changes)$/.test(text);
  if (!asked) return null;
  if (
    /\b(?:have to do|list|on my)\b/.test(text) &&
    !/^what (?:did|have) i (?:add|change|delete|remove)/.test(text)
  )
    return null;
  const { filter } = readFilter(
    line.items.filter((item) => item.kind === "date"),
    state,
  );
  return {
    type: "activity",
    ...(filter.dueFrom ? { since: filter.dueFrom } : {}),
    ...(filter.dueTo ? { until: filter.dueTo } : {}),
  };
}

/** Everything else that asks: the filter is read from the whole clause; words it has no place for are searched. */
function general(text: string, line: Line, state: State): Command | null {
  const asks =
    QUESTION.test(text) ||
    SHOW.test(text) ||
    /^(?:i (?:want|need|would like|wanna|wish)(?: to)? (?:to )?(?:know|see|hear|view|read|check)|id like (?:to )?(?:know|see|hear)|my list|lets (?:see|hear|go over|review)|list)\b/.test(
      text,
    );
  if (!asks) return null;
  if (
    /^(?:should|would you|will you|could you|can you|why|who|whos|how (?:do|does|did|to|can|would|should|long|far|old|big|come|is|are)\b)/.test(
      text,
    ) &&
    !/\b(?:list|task|tasks|todos?|reminders)\b/.test(text)
  )
    return null;
  if (/^how (?:do|to|can|does|would|should)\b/.test(text)) return null;
  const items = line.items.filter((item) => item.kind !== "mark");
  const read = readFilter(dropAsking(items), state);
  const count = /\bhow (?:many|much)\b|\bcount\b|\bnumber of\b/.test(text);
  const mode: ListMode = count ? "count" : "list";
  const about = LIST_NOUN.test(text);
  const mine =
    /\b(?:do|have|must|should|need|got|am|did|can) (?:i|we)\b.*\b(?:to do|do|left|on|finish|get done|doing|got|planned|scheduled|have|due|to get done|completed?|finished|done|accomplish(?:ed)?|ticked|checked|crossed|scheduled|lined up|going on)\b/.test(
      text,
    ) ||
    /^(?:whats|what is|what s|anything|is anything|is there anything|got anything|anything else|what else is|what all is|what have i got|have i got anything|do i have anything|any plans|any tasks|what all|wats|wot|is there something)\b(?: else| all| still| is| coming)?(?: (?:left|on|up|going|due|happening|for|planned|scheduled|remaining|to do|coming|outstanding|open|todo|pending|late|overdue|urgent|important))?/.test(
      text,
    );
  if (
    OTHER_LISTS.test(text) &&
    !read.filter.label &&
    !read.filter.project &&
    bySearch(sourceOfItems(state, ownWords(read.rest)), state.open).length === 0 &&
    !/\b(?:my|the) (?:[\p{L}-]+ ){0,3}(?:list|todos?|tasks|reminders)\b/u.test(text)
  )
    return null;
  const known = read.rest.length === 0;
  if (
    known &&
    (read.narrowed || read.all || read.noun || about || /\b(?:to do|left|remaining)\b/.test(text)) &&
    (about ||
      mine ||
      read.noun ||
      read.all ||
      count ||
      read.filter.status === "completed" ||
      read.filter.overdue ||
      read.filter.due ||
      read.filter.label ||
      read.filter.project ||
      read.filter.priority)
  ) {
    if (
      !about &&
      !mine &&
      !read.noun &&
      !read.all &&
      /^(?:what|whats|is|was|when|which) /.test(text) &&
      !read.filter.status &&
      !read.filter.overdue &&
      !read.filter.due &&
      !read.filter.label &&
      !read.filter.project &&
      !read.filter.priority
    )
      return null;
    return list(read.filter, mode);
  }
  if (known && mine) return list(read.filter, mode);
  const own =
    /\b(?:my|the|our|this) (?:[\p{L}-]+ ){0,4}?(?:lists?|lisr|tasks|todos|to-dos|to do|reminders|chores|errands|agenda)\b|\b(?:task|todo|to-do|shopping|grocery|reminder) list\b|\bon (?:it|there)\b|^(?:which|what|show|list|any) .*\b(?:tasks|todos|chores|errands|reminders)\b/u.test(
      text,
    );
  if (!known && own) {
    const words = sourceOfItems(
      state,
      read.rest.filter((item) => item.kind === "word" || item.kind === "quote"),
    );
    if (state.open.length > 0 && bySearch(words, state.context.tasks).length > 0)
      return list({ ...read.filter, text: words }, count ? "count" : "search");
    return read.rest.length <= 4 || /\blist\b/.test(text)
      ? list({ ...read.filter, ...(read.rest.length <= 4 ? { text: words } : {}) }, mode)
      : null;
  }
  // "what bills do i have?": the words are on the list.
  const plain = ownWords(read.rest);
  if (
    plain.length > 0 &&
    plain.length <= 4 &&
    (mine || /^(?:show|list|what|which|any|gimme) /.test(text)) &&
    !/ (?:is|are|was|means?) /.test(text)
  ) {
    const words = sourceOfItems(state, plain);
    if (bySearch(words, state.open).length > 0)
      return list({ ...read.filter, text: words }, count ? "count" : "search");
  }
  return null;
}

/** The words of a question that may be a task's own, without what is to be done to it. */
function ownWords(items: readonly Item[]): Item[] {
  return items.filter((item) => !/^(?:send|do|make|buy|get|pay|call|write|go|see)$/.test(item.key));
}

const ASKING =
  /^(?:what|whats|wat|wats|wot|which|how|many|much|count|number|show|gimme|lemme|list|display|view|see|read|print|give|tell|get|pull|bring|check|review|let|lets|go|going|run|over|through|back|repeat|recite|name|iterate|summari[sz]e|filter|open|inform|provide|remind|know|hear|want|wanna|like|would|id|else|walk|speak|confirm|verify|wonder|describe|various|looks|contain|contains|please|can|could|you|if|whether|need|just|out|there|any|who|state|say|look|present|search|find|up|will|id|currently|today-all|together|sure|make|rattle|reel|contents?|entails?|written|listed|stored|saved|kept|trying|tried|wanted|remember|things|be|aloud|loud|again|quickly|great|lovely|happening|lined|accomplish|accomplished|waiting)$/;

function dropAsking(items: readonly Item[]): Item[] {
  return items.filter((item) => item.kind !== "word" || !ASKING.test(item.key));
}

/** A list named without asking: "#garden", "overdue tasks", "high priority stuff pls", "my list", "todays tasks". */
function phrase(text: string, line: Line, state: State): Command | null {
  const items = line.items.filter((item) => item.kind !== "mark");
  if (items.length === 0 || items.length > 8) return null;
  if (items.length === 1 && items[0]?.kind === "priority") return list(readFilter(items, state).filter);
  const dated = /^(?:show|list|view|display|see)$/.test(items[0]?.key ?? "") ? items.slice(1) : items;
  if (dated.length === 1 && dated[0]?.kind === "date")
    return dated[0].date?.repeat ? null : list(readFilter(dated, state).filter);
  if (items.some((item) => item.kind === "word" && /^(?:add|delete|remove|mark|make|move)$/.test(item.key)))
    return null;
  const day =
    /^(?:todays|tomorrows|tonights|yesterdays|this weeks|next weeks|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\b/.exec(
      text,
    );
  if (day) return possessiveDay(items, state);
  const read = readFilter(items, state);
  if (read.rest.length > 0) return null;
  const tagged = items.length === 1 && items[0]?.kind === "tag";
  const named =
    /^(?:my |the |full |whole |entire |complete |current |all |open |pending |remaining )*(?:list|lists|tasks|todos|to-dos|to do list|to-do list|todo list|agenda|reminders|everything|all|overdue|chores|task list|schedule)$/.test(
      text,
    );
  if (
    tagged ||
    named ||
    (read.narrowed && read.noun) ||
    (read.all && (read.noun || read.narrowed)) ||
    (read.filter.overdue && items.length <= 3) ||
    (read.filter.label && items.length === 1 && items[0]?.kind === "tag")
  ) {
    return list(read.filter);
  }
  if (read.noun && read.narrowed) return list(read.filter);
  return /^(?:to do|to-do|todo|task|reminder) ?(?:list)?(?: (?:for )?\ue000)?(?: please)?$/.test(text) &&
    /list|\ue000/.test(text)
    ? list(read.filter)
    : null;
}

function possessiveDay(items: readonly Item[], state: State): Command | null {
  const token = state.tokens[(items[0] as Item).from];
  const noun = items
    .slice(1)
    .every((item) =>
      /^(?:tasks?|list|todos?|to-dos?|agenda|items|reminders|things|stuff|plan|schedule|weeks|please|pls)$/.test(
        item.key,
      ),
    );
  if (!token || !noun || items.length < 2) return null;
  const days = { todays: 0, tonights: 0, tomorrows: 1, yesterdays: -1 }[token.key];
  if (days === undefined) return null;
  const day = state.clock.day + days;
  const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return list({ dueFrom: iso, dueTo: iso });
}
