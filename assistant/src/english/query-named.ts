import { bySearch } from "../match/names.ts";
import { readFilter } from "../parse/filter.ts";
import type { Line } from "../parse/items.ts";
import { reach } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import type { ListMode } from "../types.ts";

export function list(
  filter: NonNullable<Command & { type: "list" }>["filter"],
  mode: ListMode = "list",
): Command {
  return { type: "list", filter, mode };
}

/** "when's my eye test?", "what time is the dentist?", "what's the note on the tax return?": one task's details. */
export function detail(text: string, line: Line, state: State): Command | null {
  const m =
    /^(?:when|whens|what time|what day|what date|at what time|which day)(?: is| s| are| was| do i have| do i need to| do i have to| must i| should i| am i| have i got| did i say| do we have| does| will| ought i to)*(?: supposed to| meant to| going to| due to)? (?<ref>.+?)(?: (?:due|again|scheduled|scheduled for|happening|on|at|supposed to be|meant to be|by))*$/d.exec(
      text,
    ) ??
    /^how (?:long|much time|many (?:days|weeks|hours))(?: is(?: it| there)?| do i have| have i got)?(?: left)? (?:until|till|til|to|before) (?<ref>.+?)(?: (?:is|due|starts|again))*$/d.exec(
      text,
    ) ??
    /^(?:whats|what is|what are|what was|tell me)(?: the| about)? (?:note|notes|details?|priority|prio|due date|date|deadline|time|labels?|tags?|description|status|reminder|reminders)(?: of| on| for| about)? (?<ref>.+?)$/d.exec(
      text,
    ) ??
    /^(?:how (?:urgent|important) is|how often (?:do i(?: have to| need to)?|is|does)|(?:is|are)(?= .* (?:done|finished|completed|overdue|due|urgent|still open)$)|have i|did i(?: already| remember to)?|details (?:of|on|for)|more (?:about|on)|tell me (?:more )?about|show me (?:details|the details|more) (?:of|on|about)|what about|how about|whats up with|whats happening with) (?<ref>.+?)(?: (?:done|finished|completed|overdue|due|urgent|still open|yet|already|repeat))*$/d.exec(
      text,
    );
  const range = m?.indices?.groups?.ref;
  if (!m || !range) return null;
  const items = line.items.filter(
    (_, k) => (line.starts[k] as number) >= range[0] && (line.starts[k] as number) < range[1],
  );
  const named = items.filter((item) => item.kind !== "date");
  if (named.length === 0) return null;
  const reached = reach(named, state, "any");
  if (!reached) return null;
  const { resolution, reference } = reached;
  if (reference.kind === "all" || (resolution.kind !== "found" && resolution.kind !== "several")) return null;
  if (reference.kind === "it" && !/^(?:when|what time|what day|is|are)/.test(text)) return null;
  return {
    type: "list",
    filter: { status: "all" },
    mode: "details",
    ids: resolution.tasks.map((task) => task.id),
  };
}

/** "is milk on my list?", "do i have bananas on my shopping list?", "did i add the dentist?" */
export function member(text: string, line: Line, state: State): Command | null {
  const m =
    /^(?:is|are|was|were|have i got|have i put|do i have|did i (?:already )?(?:add|put|include|write)|have i (?:already )?added|does|do|check if|check whether|see if|let me know (?:if|whether)|tell me (?:if|whether)|i want to know if|can you (?:check|tell me|see) if|check) (?:my (?:[\p{L}-]+ ){0,4}lists? (?:have|has|had|include|includes|contain|contains|got) )?(?<ref>.+?) (?:already )?(?:listed )?(?:is )?(?:on|to|in|onto|into|has|have|for) (?:my|the|our) (?:[\p{L}-]+ ){0,4}(?:list|lists|todos|tasks|agenda)(?: .*)?$/du.exec(
      text,
    ) ??
    /^(?:does|do|has|have|check if|check whether|tell me if|check) (?:my|the|our) (?:[\p{L}-]+ ){0,4}(?:list|lists|todos|tasks) (?:have|has|had|include|contain|got|for|about)? ?(?<ref>.+?)(?: on (?:it|there)| in it)?$/du.exec(
      text,
    );
  const range = m?.indices?.groups?.ref;
  if (!m || !range) return null;
  const items = line.items.filter(
    (_, k) => (line.starts[k] as number) >= range[0] && (line.starts[k] as number) < range[1],
  );
  const read = readFilter(items, state);
  if (read.rest.length === 0) return list(read.filter);
  return list({ ...read.filter, text: sourceOfItems(state, read.rest) }, "search");
}

/** "do i have a reminder for the party?", "tell me what i wanted to remember": questions about what was noted. */
export function reminded(text: string, line: Line, state: State): Command | null {
  const m =
    /^(?:do i have|did i(?: already)? (?:set(?: up)?|request|make|create|ask for|put|put in|add|have)|is there|are there|have i (?:set|got|made)|was there|ive got)(?: already)?(?: (?:a|any|the|my|some))* (?:reminders?|tasks?|todos?|notes?)(?: set| made| listed)?(?: (?:for|to|about|of|on|that))* (?<ref>.+)$/du.exec(
      text,
    );
  const range = m?.indices?.groups?.ref;
  if (m && range) {
    const items = line.items.filter((_, k) => (line.starts[k] as number) >= range[0]);
    const read = readFilter(items, state);
    if (read.rest.length === 0) return null;
    return list({ ...read.filter, text: sourceOfItems(state, read.rest) }, "search");
  }
  const noted =
    /\b(?:what|whats|things?|stuff|the tasks)\b.*\b(?:remember|reminded|remind|reminding)\b/.test(text) &&
    !/^(?:remind|remember|add|set|create|put) (?!me (?:of )?(?:what|the things))/.test(text);
  if (noted) return list({});
  if (/^(?:remind me (?:of|about) )(?:what|the (?:tasks|things|items)|my (?:tasks|list|todos))/.test(text))
    return list({});
  const shopping =
    /^(?:so )?(?:what|whats|what all|do i|what else)\b.*\b(?:i )?(?:need|buy|get|pick up)\b.*\b(?:store|shop|shopping|supermarket|grocery|market|milk|groceries|buy|get)\b/.test(
      text,
    ) &&
    /\bi (?:need|have|should|must|still need)\b/.test(text) &&
    !/\b(?:visa|passport|vaccin\w*|shots?|sweater|license|tires?|insurance|id|permit|converter|ticket|travel)\b/.test(
      text,
    );
  if (shopping) return list({});
  const own = /\b(?:my|the) (?:[\p{L}-]+ ){0,3}(?:lists?|reminders?|to-dos?|todos?|tasks)\b/u.test(text);
  const wh = /\b(?:what|which|whats)\b/.test(text);
  if (
    own &&
    wh &&
    !/^(?:add|put|remind me to|delete|remove|set|create)\b/.test(text) &&
    !OTHER_LISTS.test(text)
  ) {
    const read = readFilter(
      line.items.filter((item) => item.kind === "date" || item.kind === "tag"),
      state,
    );
    return list(read.filter);
  }
  return null;
}

/** "find anything with boiler in it", "have i got anything about roses?", "search for dentist" */
export function search(text: string, line: Line, state: State): Command | null {
  const anything =
    /^(?:have i got|do i have|ive got|have we got|got|is there|are there|any|anything|show|find|search|list|look|whats|what|which|see|give|do we have|tell me)\b/.test(
      text,
    ) &&
    / ?(?:\b(?:anything|something|any|everything|all|tasks?|todos?|things?|stuff|items?|ones?|what(?: do i| have i)?|reminders?)\b.*\b(?:about|with|containing|mentioning|named|called|regarding|to do with|related to|involving|including|matching|that mentions?|that contains?|that says?)\b)/.test(
      text,
    );
  if (anything) {
    const read = readFilter(line.items, state);
    if (
      read.filter.text !== undefined &&
      read.rest.every((item) => /^(?:find|search|look|show|list|whats|which|have|got)$/.test(item.key))
    ) {
      return list(read.filter, "search");
    }
    if (read.narrowed && read.rest.length === 0) return list(read.filter, "list");
  }
  const m =
    /^(?:search(?: for)?|find|look for|look up|locate|where is|wheres|where are|show me|show) (?<ref>.+?)$/du.exec(
      text,
    );
  const range = m?.indices?.groups?.ref;
  if (!m || !range) return null;
  const items = line.items.filter(
    (_, k) => (line.starts[k] as number) >= range[0] && (line.starts[k] as number) < range[1],
  );
  const read = readFilter(items, state);
  if (read.rest.length === 0) return null;
  if (read.filter.text !== undefined) return null;
  const words = sourceOfItems(state, read.rest);
  const hits = bySearch(words, state.context.tasks);
  if (hits.length > 0 && !/^me\b/.test(m.groups?.ref ?? ""))
    return list({ ...read.filter, text: words }, "search");
  if (hits.length > 0 && /^show me/.test(text)) return list({ ...read.filter, text: words }, "search");
  if (
    /^(?:search(?: for)?|find|look for) (?!me\b|a\b|an\b|out\b|the (?:nearest|best|closest)\b|my (?:phone|keys?|wallet)\b|somewhere|the (?:answer|definition|meaning|lyrics|recipe)\b)/.test(
      text,
    ) &&
    (read.noun || read.narrowed)
  ) {
    return list({ ...read.filter, text: words }, "search");
  }
  return null;
}

export const OTHER_LISTS =
  /\b(?:playlist|songs?|movies?|films?|music|price list|contacts?|emails?|mails?|restaurants?|recipes?|ingredients?|events?|channels?|stations?|podcasts?|news|headlines|transactions?|flights?|accounts?|bills?|balance|payments?|payment|credit|vacation|pto|books?|stocks?|weather|traffic|languages?|countries|shots|vaccines?|calories|plugs?|w2|taxes|spending|library books|interest|card|loan|minimum|wishes|meaning|definition|capital|population|president)\b/;
