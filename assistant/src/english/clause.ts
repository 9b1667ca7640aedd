import { type Item, toLine } from "../parse/items.ts";
import { isBulk } from "../parse/reference.ts";
import { antecedents, reach, resolve } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import { addRules } from "./add.ts";
import { bare, looksLikeTask, onListAlready, type Place } from "./bare.ts";
import { clauses, isAboutTasks, startsStrong } from "./clauses.ts";
import { completeRules, reopenRules } from "./complete.ts";
import { correct, starred } from "./correct.ts";
import { keeping, withException } from "./exceptions.ts";
import { instead } from "./instead.ts";
import { likewise } from "./likewise.ts";
import { cutReason, stripLead, stripTail, withoutHesitation } from "./polite.ts";
import { query } from "./query.ts";
import { removeRules } from "./remove.ts";
import { retracted } from "./retract.ts";
import { firstRule } from "./rule.ts";
import { respelt } from "./spelling.ts";
import { forbidden, help, negated, smallTalk, undo } from "./talk.ts";
import { updateRules } from "./update.ts";

const REF_RULES = [...updateRules, ...removeRules, ...reopenRules, ...completeRules];

/** The commands of one sentence, in order. */
export function readSentence(said: readonly Item[], state: State, place: Place): Command[] {
  const items = rearranged(withoutHesitation(said), state);
  const lead = stripLead(items);
  const core = stripTail(lead);
  if (core.length === 0) return [];
  const prefix = toLine(items.slice(0, items.length - lead.length)).text;
  const whole = talk(items, core, state);
  if (whole) return [note(whole, state)];
  const other = starred(core, state) ?? instead(core, state);
  if (other) return [note(other, state)];
  const certain = likewise(core, state) ?? aboutTask(core, state, true) ?? refused(core, state);
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
function rearranged(items: readonly Item[], state: State): readonly Item[] {
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
  const kept = keeping(line, state);
  if (kept) return kept;
  const opening = OPENING.exec(line.text);
  if (!opening) return items;
  return items.filter((_, k) => (line.starts[k] as number) >= opening[0].length);
}

/** "no, leave it on monday": what is to be done instead of what was done. */
function refused(core: readonly Item[], state: State): Command | null {
  if (!/^(?:no|nope|nah)$/.test(core[0]?.key ?? "")) return null;
  return aboutTask(stripLead(core.slice(1)), state, true);
}

/** Small talk beside a command says nothing; alone it is answered. */
/** "yoga is cancelled, remove it", "the dentist one, move it": a remark about a task says what "it" is. */
function noteSubject(items: readonly Item[], state: State): void {
  const at = items.findIndex(
    (item, k) => k > 0 && /^(?:is|are|was|were|got|has|have|isnt|arent|wont|gets)$/.test(item.key),
  );
  const reached = reach(at < 1 ? items : items.slice(0, at), state, "open");
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
  else if ("target" in command && command.target.kind !== "rest") {
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
    retracted(full, state) ??
    (full === text ? null : retracted(text, state)) ??
    help(full.replace(/^(?:hey|hi|hello|so|ok|and|please) ,? ?/, "")) ??
    negatedUnlessAdd(text, cut, full) ??
    undoOrReopen(text, state) ??
    doneWithIt(text, state) ??
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

/** "done", right after one open task was shown by itself ("what's next?"): that one is. */
function doneWithIt(text: string, state: State): Command | null {
  if (!/^(?:done|finished|completed|did it|done it|all done)$/.test(text)) return null;
  const last = state.context.turns.at(-1);
  if (last?.shown.length !== 1 || last.changed.length > 0) return null;
  const task = state.open.find(({ id }) => id === last.shown[0]);
  return task ? { type: "complete", target: { kind: "it" } } : null;
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

/** "is the plumber paid?" asks; only a statement changes anything. */
const QUESTION =
  /^(?:(?:is|are|was|were|does|has|am|should|shall|what|whats|when|whens|why|how|who|which|where|wheres|whose)\b|(?:did|have|do|had|could|would|will|can) (?:i|we|you|they|it|he|she)\b)/;

function aboutTaskOf(said: readonly Item[], state: State, sure: boolean): Command | null {
  const core = withoutSame(said);
  if (core.length === 0) return null;
  const line = toLine(core);
  if (QUESTION.test(line.text)) return null;
  const adds = firstIsAdd(line.text);
  const command =
    withException(core, REF_RULES, state) ?? firstRule(adds ? updateRules : REF_RULES, line, state);
  if (!command) return null;
  if (command.type === "say") return sure ? null : command;
  if (!("target" in command)) return sure ? null : command;
  if (!sure) return command;
  const found = resolve(
    command.target,
    state,
    command.type === "reopen" ? "completed" : command.type === "delete" ? "any" : "open",
  );
  return found.kind === "found" && (!isBulk(command.target) || !startsLater(core)) ? command : null;
}

const SAME = /^(?:at )?(?:the )?same (?:time|day|hour|date)$/;

/** "move it to friday, same time": what stays the same need not be said. */
function withoutSame(items: readonly Item[]): readonly Item[] {
  if (!items.some((item) => item.key === "same")) return items;
  const count = [4, 3, 2].find((n) => items.length > n && SAME.test(toLine(items.slice(-n)).text));
  const rest = count ? items.slice(0, -count) : items;
  return rest.at(-1)?.key === "," ? rest.slice(0, -1) : rest;
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
  return /^(?:add|ad|addd|plus|create|new|mark down|how about a (?:reminder|task)|give me a (?:reminder|task)|can i|be reminded|get reminded|list (?!out |all |each |every|things|what|the |items|my ).+ on (?:my|the) |(?:mark|note) .+ on (?:my|the) |remind|remindme|rmnd|rember|rembember|todo|task|put .+ (?:on|to) (?:my|the)|jot|dont forget|dont let|remember|note to self|i (?:need|have|must|should|gotta|ought)|need to|gotta|we need|insert|include|make sure|make a note)\b/.test(
    text,
  );
}

function readClause(core: readonly Item[], lead: readonly Item[], state: State, place: Place): Command[] {
  const spelt = respelt(core);
  if (spelt) {
    const about = aboutTask(spelt, state, true);
    if (about) return [about];
    if (
      spelt[0] !== core[0] &&
      /^(?:remind|delete|remove|remember|create|show|list|what)$/.test(spelt[0]?.key ?? "")
    ) {
      return readClause(spelt, [spelt[0] as Item, ...lead.slice(1)], state, place);
    }
  }
  const line = toLine(core);
  const title = stripTitleTail(lead);
  const known = /^remind me (?:about|of) /.test(line.text)
    ? onListAlready(core, title.slice(3), state)
    : null;
  if (known) return [known];
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

export { isAboutTasks };
