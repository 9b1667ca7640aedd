import { hasWords } from "../parse/draft.ts";
import { editOf } from "../parse/edit.ts";
import { type Item, toLine } from "../parse/items.ts";
import { antecedents, reach, resolve } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { taskVerbs } from "../vocabulary/verbs.ts";
import { added, addRules } from "./add.ts";
import { clauses, isAboutTasks, startsStrong } from "./clauses.ts";
import { completeRules, reopenRules } from "./complete.ts";
import { cutReason, stripLead, stripTail } from "./polite.ts";
import { query } from "./query.ts";
import { removeRules } from "./remove.ts";
import { firstRule } from "./rule.ts";
import { strangeness } from "./scope.ts";
import { respelt } from "./spelling.ts";
import { forbidden, help, negated, scopeAnswer, smallTalk, undo } from "./talk.ts";
import { updateRules } from "./update.ts";

/** How a stretch of a message stands to what came before it. */
export interface Place {
  /** The clause before it was an "add". */
  afterAdd: boolean;
  /** Politeness and address taken off the start of its sentence. */
  prefix: string;
}

const REF_RULES = [...updateRules, ...removeRules, ...reopenRules, ...completeRules];

/** The commands of one sentence, in order. */
export function readSentence(said: readonly Item[], state: State, place: Place): Command[] {
  const items = rearranged(said);
  const lead = stripLead(items);
  const core = stripTail(lead);
  if (core.length === 0) return [];
  const prefix = toLine(items.slice(0, items.length - lead.length)).text;
  const whole = talk(items, core, state);
  if (whole) return [note(whole, state)];
  const certain = aboutTask(core, state, true);
  if (certain) return [note(certain, state)];
  const parts = clauses(core, state, (stretch) => aboutTask(stretch, state, true) !== null);
  if (parts.length === 1)
    return readClause(core, lead, state, { ...place, prefix }).map((command) => note(command, state));
  const out: Command[] = [];
  let { afterAdd } = place;
  for (const part of parts) {
    const inner = stripLead(part);
    const trimmed = stripTail(inner);
    if (trimmed.length === 0) continue;
    const said = talk(part, trimmed, state);
    const commands = said ? [said] : readClause(trimmed, inner, state, { afterAdd, prefix });
    for (const command of commands) {
      // "it isn't done, put it back": one wish, said twice.
      if (command.type === "undo" && out.at(-1)?.type === "reopen") continue;
      out.push(note(command, state));
      if (command.type === "say" || command.type === "offer") noteSubject(trimmed, state);
    }
    afterAdd = out.at(-1)?.type === "add";
  }
  return settleParts(out);
}

const OPENING =
  /^(?:(?:update|open|reopen|bring up|pull up|access|edit|check|go to|go into|find|get|take) (?:up )?(?:my|the)? ?(?:[\p{L}-]+ ){0,3}(?:lists?|groceries)) ?(?:and|,|then|to) (?=(?:please )?(?:add|put|delete|remove|erase|take|cross|mark|include|write)\b)/u;

/**
 * A sentence with its command first: "at 4, remind me to …" has its date moved behind, "open my list and add …"
 * loses what only leads there.
 */
function rearranged(items: readonly Item[]): readonly Item[] {
  const first = items[0];
  if (first?.kind === "date" && items.length > 2) {
    const rest = items.slice(items[1]?.key === "," ? 2 : 1);
    if (
      /^(?:please )?(?:remind me|add|put|create|set|schedule|i need to|i have to|i must|i should|i gotta|dont forget|make sure) /.test(
        `${toLine(stripLead(rest)).text} `,
      )
    ) {
      return [...rest, first];
    }
  }
  const line = toLine(items);
  const opening = OPENING.exec(line.text);
  if (!opening) return items;
  return items.filter((_, k) => (line.starts[k] as number) >= opening[0].length);
}

/** Small talk beside a command says nothing; alone it is answered. */
/** "yoga is cancelled, remove it": a remark about a task says what "it" is. */
function noteSubject(items: readonly Item[], state: State): void {
  const at = items.findIndex(
    (item, k) => k > 0 && /^(?:is|are|was|were|got|has|have|isnt|arent|wont|gets)$/.test(item.key),
  );
  if (at < 1) return;
  const reached = reach(items.slice(0, at), state, "open");
  if (reached?.resolution.kind === "found" && !reached.resolution.draft)
    state.local = { tasks: reached.resolution.tasks };
}

/** "… and i need to report it": a thing to do that only points back at a remark. */
function isPointing(command: Command & { type: "add" }): boolean {
  return command.drafts.every(({ task }) => /(?:^| )(?:it|that|this|them)(?: for me)?$/i.test(task.title));
}

export function settleParts(commands: readonly Command[]): Command[] {
  const strange = commands.find(
    (command) => (command.type === "say" && command.intent === "out_of_scope") || command.type === "offer",
  );
  const implied = commands.every(
    (command) =>
      command === strange ||
      command.type === "say" ||
      (command.type === "add" && (command.implied || isPointing(command))),
  );
  if (strange && implied) return [strange];
  const firm = commands.filter((command) => command.type !== "say" && command.type !== "offer");
  const real = firm.length > 0 ? firm : commands.filter((command) => command.type !== "say");
  return real.length > 0 ? real : commands.slice(0, 1);
}

/** Remembers what a clause was about, for "it" in the next. */
function note(command: Command, state: State): Command {
  if (command.type === "add") state.local = { drafts: command.drafts };
  else if ("target" in command) {
    const found = resolve(command.target, state, command.type === "reopen" ? "completed" : "open");
    if (found.kind === "found" && !found.draft && found.tasks.length > 0)
      state.local = { tasks: found.tasks };
  }
  return command;
}

function talk(items: readonly Item[], core: readonly Item[], state: State): Command | null {
  const text = toLine(core).text;
  const full = toLine(items).text;
  const cut = toLine(cutReason(core)).text;
  return (
    forbidden(full) ??
    help(full.replace(/^(?:hey|hi|hello|so|ok|and|please) ,? ?/, "")) ??
    negatedUnlessAdd(text, cut, full) ??
    undoOrReopen(text, state) ??
    smallTalk(full) ??
    (full === text ? null : smallTalk(text))
  );
}

function negatedUnlessAdd(text: string, cut: string, full: string): Command | null {
  if (
    /\b(?:forget|let me (?:forget|miss))\b/.test(cut) ||
    /^(?:dont|do not|stop) repeat/.test(cut) ||
    /^(?:stop|dont) .* (?:repeating|recurring)/.test(cut)
  )
    return null;
  return negated(text) ?? negated(cut) ?? negated(full);
}

function undoOrReopen(text: string, state: State): Command | null {
  const command = undo(text);
  if (!command) return null;
  // "put it back" after a look at a completed task reopens that; after a change it takes the change back.
  const last = state.context.turns.at(-1);
  if (/^(?:put|get) (?:it|that) back/.test(text) && last && last.changed.length === 0) {
    const { shown } = antecedents(state.context);
    if (shown.length === 1 && shown[0]?.completedAt) return { type: "reopen", target: { kind: "it" } };
  }
  return command;
}

/** A command about tasks on the list; `sure` accepts it only when every task it names was found. */
function aboutTask(items: readonly Item[], state: State, sure: boolean): Command | null {
  // Without a task on the list or in this message nothing can be meant for sure.
  if (sure && state.context.tasks.length === 0 && !state.local) return null;
  const short = cutReason(items);
  if (short.length < items.length) {
    const whole = aboutTaskOf(stripTail(stripLead(items)), state, true);
    if (whole) return whole;
  }
  return aboutTaskOf(stripTail(stripLead(short)), state, sure);
}

function aboutTaskOf(core: readonly Item[], state: State, sure: boolean): Command | null {
  if (core.length === 0) return null;
  const line = toLine(core);
  const adds = firstIsAdd(line.text);
  const command = firstRule(adds ? updateRules : REF_RULES, line, state);
  if (!command) return null;
  if (command.type === "say") return sure ? null : command;
  if (!("target" in command)) return sure ? null : command;
  if (!sure) return command;
  const found = resolve(
    command.target,
    state,
    command.type === "reopen" ? "completed" : command.type === "delete" ? "any" : "open",
  );
  return found.kind === "found" && (command.target.kind !== "all" || !startsLater(core)) ? command : null;
}

/** Whether another command begins inside: then the whole is not one about "everything". */
function startsLater(items: readonly Item[]): boolean {
  return items.some(
    (item, k) => k > 0 && /^(?:and|,|then)$/.test(item.key) && startsStrong(items.slice(k + 1)),
  );
}

/** "add twelve and twelve", "add up my points" ask for a sum. */
const ARITHMETIC =
  /^add (?:up\b|all (?:of )?my\b|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred) (?:plus|and|to) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b)/;

function firstIsAdd(text: string): boolean {
  return /^(?:add|ad|addd|plus|create|new|mark down|how about a (?:reminder|task)|give me a (?:reminder|task)|can i|be reminded|get reminded|list (?!out |all |each |every|things|what|the |items|my ).+ on (?:my|the) |(?:mark|note) .+ on (?:my|the) |remind|rmnd|todo|task|put .+ (?:on|to) (?:my|the)|jot|dont forget|dont let|remember|note to self|i (?:need|have|must|should|gotta|ought)|need to|gotta|we need|insert|include|make sure|make a note)\b/.test(
    text,
  );
}

function readClause(core: readonly Item[], lead: readonly Item[], state: State, place: Place): Command[] {
  const spelt = respelt(core);
  if (spelt) {
    const about = aboutTask(spelt, state, true);
    if (about) return [about];
    if (spelt[0] !== core[0] && /^(?:remind|delete|remove|remember|create)$/.test(spelt[0]?.key ?? "")) {
      return readClause(spelt, [spelt[0] as Item, ...lead.slice(1)], state, place);
    }
  }
  const line = toLine(core);
  const title = stripTitleTail(lead);
  if (firstIsAdd(line.text) && !ARITHMETIC.test(line.text)) {
    const change = firstRule(updateRules, toLine(stripTail(cutReason(core))), state);
    if (change) return [change];
    const add = firstRule(addRules, toLine(title), state);
    if (add) return [add];
  }
  const correction = correct(core, state, place.prefix);
  if (correction) return [correction];
  const about = aboutTask(core, state, false);
  if (about && !(place.afterAdd && looksLikeTask(core, state) && !certainly(about, state))) return [about];
  const asked = query(line, state);
  if (asked && !place.afterAdd) return [asked];
  const add = ARITHMETIC.test(line.text) ? null : firstRule(addRules, toLine(title), state);
  if (add) return [add];
  return bare(core, title, state, place);
}

function certainly(command: Command, state: State): boolean {
  if (!("target" in command)) return false;
  return resolve(command.target, state, "open").kind === "found";
}

/** A clause for a title keeps its last marks and emoji; only politeness goes. */
function stripTitleTail(items: readonly Item[]): Item[] {
  let to = items.length;
  while (
    to > 1 &&
    /^(?:please|pls|plz|thanks|thx|ta|cheers|,|\.|!)$/.test((items[to - 1] as Item).key) &&
    items[to - 1]?.kind !== "quote"
  )
    to -= 1;
  return items.slice(0, to);
}

const CORRECTING =
  /^(?:(?:no|nope|nah|sorry|oops|wait|actually|hmm|hang on|i mean|i meant|meant|i said|rather|or rather|correction|make (?:it|that|them)|change (?:it|that|them) to|not|better|lets say|lets make (?:it|that)|it should be|should be|that should be|it was meant to be|to|instead|its|thats|oh|ah|no no|no wait|on second thought|on second thoughts|scratch that|my bad|for|on|at|until|set (?:it|that) (?:to|for)|move (?:it|that) to|and|also|then|say) ?,? ?)+/;

/** "not saturday, sunday": the date that is denied goes. */
function withoutDenied(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex(
    (item, k) =>
      item.kind === "date" &&
      items[k - 1]?.key === "not" &&
      items.slice(k + 1).some((later) => later.kind === "date"),
  );
  if (at < 0) return items;
  return items.filter((_, k) => k !== at && k !== at - 1 && !(k === at + 1 && items[k]?.key === ","));
}

/** A correction of what was just done: "no, friday", "i meant Sophie", "make it 6", "to monday instead". */
function correct(said: readonly Item[], state: State, prefix: string): Command | null {
  const items = withoutDenied(said);
  const line = toLine(items);
  const m = CORRECTING.exec(line.text);
  const { changed } = antecedents(state.context);
  if (changed.length === 0 && !state.local) return null;
  const started = m ? m[0].length : 0;
  const announced = started > 0 || /\b(?:actually|wait|no|sorry|oops)\b/.test(prefix);
  const value = items.filter((_, k) => (line.starts[k] as number) >= started);
  const bareValue =
    started === 0 &&
    items.every(
      (item) =>
        /^(?:date|priority|tag)$/.test(item.kind) ||
        /^(?:instead|please|pls|rather|actually)$/.test(item.key),
    );
  if (!announced && !bareValue) return null;
  const target = { kind: "it" } as const;
  const many = changed.length > 1 && !state.local;
  const source = value.length > 0 ? value : items.filter((item) => /^(?:date|priority|tag)$/.test(item.kind));
  const edit = editOf(source, state);
  if (edit) {
    if (
      bareValue &&
      (items[0]?.date?.lead === "" || items[0]?.kind === "tag") &&
      !/instead/.test(line.text)
    ) {
      const last = state.context.turns.at(-1);
      if (items[0]?.kind === "tag" || !last || last.changed.length !== 1) return null;
    }
    return { type: "update", target: many ? { kind: "them" } : target, edit };
  }
  const text = toLine(value).text.replace(/ instead$/, "");
  const hour = /^(?:at )?(\d{1,2})(?:[:.](\d\d))?$/.exec(text);
  if (hour && announced && Number(hour[1]) <= 23) {
    const time = `${String(Number(hour[1])).padStart(2, "0")}:${hour[2] ?? "00"}`;
    return {
      type: "update",
      target,
      edit: {
        due: {
          kind: "set",
          time,
          ...(Number(hour[1]) <= 12 && Number(hour[1]) > 0 ? { hourOpen: true } : {}),
        },
      },
    };
  }
  if (
    /\b(?:i meant?|i mean|meant|i said|sorry|correction|should be|no)\b/.test(m?.[0] ?? "") &&
    value.length > 0 &&
    value.length <= 6 &&
    hasWords(value)
  ) {
    if (/\b(?:meant?|mean|said|correction|should be)\b/.test(m?.[0] ?? ""))
      return { type: "replace", words: sourceOfItems(state, value) };
  }
  return null;
}

function looksLikeTask(items: readonly Item[], state: State): boolean {
  const first = items[0];
  return first?.kind === "word" && opensTask(state.tokens, first.from, (items.at(-1) as Item).to);
}

const STATEMENT =
  /^(?:i|im|ive|id|ill|you|youre|he|hes|she|shes|it|its|we|weve|were|they|theyre|that|thats|this|these|those|there|theres|my (?:[\p{L}]+ ){1,4}(?:is|was|are|were|has|have|had|said|told|just|keeps?|wont|got|needs?|died|broke|snapped|isnt|arent|doesnt|contains?|cant)|the [\p{L}]+ (?:is|was|are|were|has|said|told|keeps)|what|whats|who|whos|why|whys|how|hows|where|wheres|when|whens|no|nope|if|because|maybe|perhaps|honestly|anyway|apparently|yesterday i|today i|so|well|lol|haha|wow|ugh|not|never|nothing|nobody|everyone|everybody|someone|somebody|is|are|was|were|does|do (?:i|you|we|they|people)|did|has|have (?:i|you|we|they|there)|will|would|could|can|should|may|might|shall|your|yours|which|am|whose|speaking|any|hope|guess|think|wish|love|hate|like)\b/u;

/** A clause that is no command: something to do is added, anything else is answered. */
function bare(core: readonly Item[], title: readonly Item[], state: State, place: Place): Command[] {
  const line = toLine(core);
  const text = line.text;
  const asks = (title.at(-1) as Item | undefined)?.key === "?" || /\?$/.test(toLine(title).text);
  const words = core.filter((item) => item.kind === "word").length;
  const marked =
    core.some((item) => /^(?:date|tag)$/.test(item.kind)) &&
    hasWords(core.filter((item) => item.kind === "word" || item.kind === "link" || item.kind === "quote"));
  if (place.afterAdd && !STATEMENT.test(text) && !asks) return oneAdded(title, state);
  if (asks) return [scopeAnswer(line, state)];
  const opens = looksLikeTask(core, state) || taskVerbs.has(core[0]?.key ?? "");
  const conflict = namesTask(core, opens, state);
  if (STATEMENT.test(text)) return [conflict ?? scopeAnswer(line, state)];
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
    return [singleWord(title, state)];
  return oneAdded(title, state).map((command) => ({ ...command, implied: true }) as Command);
}

/** A word by itself may be a thing to buy or a slip: it is offered. */
function singleWord(items: readonly Item[], state: State): Command {
  const title = sourceOfItems(state, items);
  return { type: "offer", draft: { title }, text: `Add “${title}” to your list?`, intent: "add" };
}

/**
 * A bare phrase that is the title of an open task, or speaks of one without being something to do: adding it is
 * offered, not done.
 */
function namesTask(items: readonly Item[], opens: boolean, state: State): Command | null {
  const reached = reach(items, state, "open");
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

export { isAboutTasks };
