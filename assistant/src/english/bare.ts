import { hasWords } from "../parse/draft.ts";
import { editOf } from "../parse/edit.ts";
import { groupItems, type Item, toLine } from "../parse/items.ts";
import { readReference } from "../parse/reference.ts";
import { reach } from "../parse/resolve.ts";
import { type Command, type Draft, type State, sourceOfItems } from "../parse/state.ts";
import { phrases } from "../plan/phrases.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { plainOfPast, taskVerbs } from "../vocabulary/verbs.ts";
import { added } from "./add.ts";
import { re } from "./rule.ts";
import { strangeness } from "./scope.ts";
import { scopeAnswer } from "./talk.ts";

/** How a stretch of a message stands to what came before it. */
export interface Place {
  /** The clause before it was an "add". */
  afterAdd: boolean;
  /** Politeness and address taken off the start of its sentence. */
  prefix: string;
}

export function looksLikeTask(items: readonly Item[], state: State): boolean {
  const first = items[0];
  return first?.kind === "word" && opensTask(state.tokens, first.from, (items.at(-1) as Item).to);
}

const STATEMENT =
  /^(?:i|im|ive|id|ill|you|youre|he|hes|she|shes|it|its|we|weve|were|they|theyre|that|thats|this|these|those|there|theres|my (?:[\p{L}]+ ){1,4}(?:is|was|are|were|has|have|had|said|told|just|keeps?|wont|got|needs?|died|broke|snapped|isnt|arent|doesnt|contains?|cant)|the [\p{L}]+ (?:is|was|are|were|has|said|told|keeps)|what|whats|who|whos|why|whys|how|hows|where|wheres|when|whens|no|nope|if|because|maybe|perhaps|honestly|anyway|apparently|yesterday i|today i|so|well|lol|haha|wow|ugh|not|never|nothing|nobody|everyone|everybody|someone|somebody|is|are|was|were|does|do (?:i|you|we|they|people)|did|has|have (?:i|you|we|they|there)|will|would|could|can|should|may|might|shall|your|yours|which|am|whose|speaking|any|hope|guess|think|wish|love|hate|like)\b/u;

/** "gym was great yesterday": it tells of something that was. */
const TELLS =
  /^(?:(?:the|my|our|that) )?(?:[\p{L}'-]+ ){1,3}(?:was|were|went|turned out|felt|has been|have been|had been|will|wont|doesnt|didnt)(?: |$)/u;

/** Verbs of what is done to a list and not by a person, where what they are about is on it. */
const LISTING =
  /^(?:swap|exchange|merge|combine|duplicate|copy|archive|hide|pin|unpin|split|sort|reorder|group)$/;

/** A change of tasks that was not understood: pointing at them, it is hardly ever a thing to do. */
const CHANGES =
  /^(?:delete|remove|erase|move|push|shift|reschedule|postpone|delay|change|make|set|mark|tick|complete|rename|tag|label|clear|undo|put|bring|keep|leave|cancel|swap|switch) (?:.* )?(?:it|them|everything|(?:all|both) of|the (?:rest|others?|first|second|third|last) ?(?:ones?)?|tasks)\b/;

/** The beginning of a correction, which is never a thing to do. */
const CORRECTION =
  /^(?:(?:oh|wait|oops|sorry|hang on|hold on|actually|hmm|ah) ?,? ?)*(?:wrong(?: (?:one|number|name|item|thing))?(?= ,|$)|(?:i meant?|no|nope|nah|not)\b)(?! ?(?:$|one\b|more\b|entry\b|parking\b|smoking\b))/;

/** A command without what it is about. */
const BARE_COMMAND =
  /^(?:delete|remove|complete|move|change|edit|rename|finish|mark|cancel|reschedule|postpone|update)$/;

const POINTING =
  /^(?:another one|one more|(?:the |do the )?same)\b|^\p{L}+ (?:both|them|these|those)(?: [\ue000\ue001])?$|\b(?:all (?:of )?(?:these|them|those)|them all|both of them|th(?:ese|ose) (?:ones|tasks))\b/u;

/** "the last one is urgent" with no list to count in: whatever it is, it is no title. */
function pointsNowhere(items: readonly Item[], state: State): boolean {
  if (POINTING.test(toLine(items).text)) return true;
  const verb = items.findIndex(
    (item, k) => k > 0 && /^(?:is|are|was|were|isnt|arent|wasnt|needs|should|has|can|will)$/.test(item.key),
  );
  const subject = verb > 0 ? readReference(items.slice(0, verb), state) : null;
  if (/^(?:places|it|them|both|other|rest)$/.test(subject?.kind ?? "")) return true;
  const one = items.findIndex((item, k) => k > 0 && k < 4 && /^(?:one|ones|task|item)$/.test(item.key));
  const named = one > 0 ? readReference(items.slice(0, one + 1), state) : null;
  return items[0]?.key === "the" && /^(?:places|other)$/.test(named?.kind ?? "");
}

/** A clause that is no command: something to do is added, anything else is answered. */
export function bare(core: readonly Item[], title: readonly Item[], state: State, place: Place): Command[] {
  const line = toLine(core);
  const text = line.text;
  const asks = (title.at(-1) as Item | undefined)?.key === "?" || /\?$/.test(toLine(title).text);
  const words = core.filter((item) => item.kind === "word").length;
  const marked =
    core.some((item) => /^(?:date|tag)$/.test(item.kind)) &&
    hasWords(core.filter((item) => item.kind === "word" || item.kind === "link" || item.kind === "quote"));
  if (place.afterAdd && !STATEMENT.test(text) && !asks) return oneAdded(title, state);
  if (asks) return [asked(core, state) ?? scopeAnswer(line, state)];
  const told = TELLS.test(text) && !taskVerbs.has(core[0]?.key ?? "");
  const opens = looksLikeTask(core, state) || taskVerbs.has(core[0]?.key ?? "");
  const conflict = namesTask(core, opens, state);
  if (isSum(sourceOfItems(state, core))) return [scopeAnswer(line, state)];
  const past = core[/^(?:just|finally|already)$/.test(core[0]?.key ?? "") ? 1 : 0]?.key ?? "";
  const ended = !opens && /\b(?:done|finished|completed)$/.test(text);
  if (ended || (plainOfPast(past) && !taskVerbs.has(past) && !marked)) {
    return [{ type: "say", intent: "none", text: "Nothing on your list fits that, so nothing has changed." }];
  }
  if (pointsNowhere(core, state))
    return [{ type: "say", intent: "none", text: phrases(state.language).lost }];
  if (CORRECTION.test(text))
    return [{ type: "say", intent: "out_of_scope", text: phrases(state.language).unclear }];
  if (STATEMENT.test(text) || told) return [conflict ?? scopeAnswer(line, state)];
  if (words > 40) {
    return [
      {
        type: "say",
        intent: "none",
        text: "That is a lot to take in. Nothing has changed; say “add …” for each thing to put on your list.",
      },
    ];
  }
  const strange = strangeness(text, place.prefix, marked);
  if (strange === 2) return [scopeAnswer(line, state)];
  if (strange === 1) return [offer(title, state)];
  if (conflict) return [conflict];
  if (words === 1 && core.length === 1 && !opens && core[0]?.kind === "word" && !/\d/.test(text))
    return goesOn(place, state) ? oneAdded(title, state) : [singleWord(title, state)];
  const order = reorders(core, state);
  if (order) return [order];
  const known = onListAlready(core, title, state);
  if (known) return [known];
  return oneAdded(title, state).map((command) => ({ ...command, implied: true }) as Command);
}

/** "call bob tomorrow" with "Call Bob" on the list: more likely about that one than another; it is asked. */
export function onListAlready(core: readonly Item[], title: readonly Item[], state: State): Command | null {
  const command = added(title, state);
  const [draft, ...more] = command?.type === "add" ? command.drafts : [];
  const titles = new Set(state.open.map(({ title }) => title.toLowerCase()));
  const isKnown = ({ task }: Draft): boolean => titles.has(nameOf(task.title));
  if (draft && more.length > 0 && [draft, ...more].every(isKnown))
    return {
      type: "say",
      intent: "none",
      text: "Those are on your list already. Say “move …” and when, for each.",
    };
  if (!draft || more.length > 0) return null;
  const named = nameOf(draft.task.title);
  const same = state.open.filter((task) => task.title.toLowerCase() === named);
  const edit = editOf(
    core.filter((item) => /^(?:date|priority|tag)$/.test(item.kind)),
    state,
  );
  if (same.length !== 1 || !edit) return null;
  return { type: "update", target: { kind: "quote", text: named }, edit, unsure: true };
}

/** "gym?": how it stands with the task of that name. */
function asked(core: readonly Item[], state: State): Command | null {
  const reached = reach(core, state, "open");
  if (reached?.reference.kind !== "name" || reached.resolution.kind !== "found") return null;
  const ids = reached.resolution.tasks.map(({ id }) => id);
  return { type: "list", filter: { status: "all" }, mode: "details", ids };
}

/** Figures and signs only: "4/2=2". */
function isSum(text: string): boolean {
  return /^[\d\s+*/=x().%^-]+$/.test(text) && /[=+*^]/.test(text);
}

/** "and bread", right after something was added: one more of the same. */
function goesOn({ prefix }: Place, state: State): boolean {
  const last = state.context.turns.at(-1);
  return (
    /\b(?:and|also|plus)\b/.test(prefix) &&
    (last?.changed.length ?? 0) > 0 &&
    /^\W*(?:(?:can|could) you |please |and |also |oh )*(?:add|put|buy|get|need|i need|we need|remind|\p{L}+$)/iu.test(
      last?.user ?? "",
    )
  );
}

/** A title as it may stand on the list: "do the report" is about "report". */
const nameOf = (title: string): string => title.toLowerCase().replace(/^do (?:the )?/, "");

const ORDER = re(
  "^(?:move|put|place|rank) (?<ref>.+?) (?:after|before|above|below|under|over|on top of|(?:at|to) the (?:top|bottom|end|start)|first|last|higher|lower)\\b",
);

/** "put the budget at the top": the order of the list is not the assistant's. */
function reorders(core: readonly Item[], state: State): Command | null {
  const line = toLine(core);
  const match = ORDER.exec(line.text);
  if (!match || reach(groupItems(line, match, "ref"), state, "open")?.resolution.kind !== "found")
    return null;
  return { type: "say", intent: "none", text: "I can’t change the order of your list. Nothing has changed." };
}

/** A word by itself may be a thing to buy or a slip: it is offered. */
function singleWord(items: readonly Item[], state: State): Command {
  if (BARE_COMMAND.test(items[0]?.key ?? ""))
    return { type: "say", intent: "none", text: phrases(state.language).lost };
  const title = sourceOfItems(state, items);
  return { type: "offer", draft: { title }, text: `Add “${title}” to your list?`, intent: "add" };
}

/**
 * A bare phrase that is the title of an open task, or speaks of one without being something to do: adding it is
 * offered, not done.
 */
function namesTask(items: readonly Item[], opens: boolean, state: State): Command | null {
  const reached = reach(items, state, "open");
  const at = items.findIndex(
    (item, k) =>
      k > 0 &&
      /^(?:is|are|isnt|arent|should|shouldnt|needs|must|has|can|cant|could|will|wont|might|may|doesnt|dont)$/.test(
        item.key,
      ),
  );
  const subject = at > 0 ? reach(items.slice(0, at), state, "open")?.resolution : null;
  if (subject?.kind === "found" && !subject.all) return unsure(items, state);
  const listed = LISTING.test(items[0]?.key ?? "") ? reach(items.slice(1), state, "open") : null;
  const each = reached?.reference.kind === "each" && reached.resolution.kind === "found" && !opens;
  if (each || listed?.resolution.kind === "found" || CHANGES.test(toLine(items).text))
    return unsure(items, state);
  if (reached?.reference.kind !== "name") return null;
  const { resolution, reference } = reached;
  const draft = { title: reference.text };
  if (
    resolution.kind === "found" &&
    resolution.tasks[0]?.title.toLowerCase() === reference.text.toLowerCase()
  ) {
    return {
      type: "offer",
      draft,
      text: `“${resolution.tasks[0].title}” is already on your list. Add it again?`,
    };
  }
  if (
    opens ||
    (resolution.kind !== "found" && resolution.kind !== "perhaps" && resolution.kind !== "several")
  )
    return null;
  if (
    resolution.kind === "perhaps" &&
    !/\b(?:is|isnt|are|arent|was|wasnt|has|hasnt|got|needs|can|cant|will|wont|should|shouldnt|not|no|now)\b/.test(
      toLine(items).text,
    )
  )
    return null;
  return unsure(items, state);
}

function unsure(items: readonly Item[], state: State): Command | null {
  const command = added(items, state);
  const task = command?.type === "add" ? command.drafts[0]?.task : undefined;
  if (!task) return null;
  return {
    type: "offer",
    draft: task,
    text: `I’m not sure what to change. Add “${task.title}” as a new task?`,
  };
}

function oneAdded(items: readonly Item[], state: State): Command[] {
  const command = added(items, state);
  return command ? [command] : [];
}

function offer(items: readonly Item[], state: State): Command {
  const command = added(items, state);
  const draft = command?.type === "add" ? command.drafts[0]?.task : undefined;
  if (!draft || draft.title === "") return scopeAnswer(toLine(items), state);
  return { type: "offer", draft, text: `I can’t do that myself. Add “${draft.title}” to your list?` };
}
