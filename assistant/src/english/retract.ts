import { plain } from "../match/names.ts";
import type { Command, State } from "../parse/state.ts";
import { type Done, doneBefore } from "./earlier.ts";

const SIGH = "(?:(?:no|nope|wait|oh|hey|oops|sorry|stop|please|but|hmm|ugh|actually) ?,? ?)*";
const NOT_WANTED =
  "(?:dont|do not|i (?:didnt|did not|never) (?:actually |really )?(?:want|mean|ask|tell|intend|say)(?: for)?(?: you)?(?: to)?|you (?:werent|were not) supposed to)";
const OBJECT = "(?:it|that|this|them|those|anything|the task|the tasks)";

const VERBS: Record<Done["kind"], RegExp> = {
  add: /^(?:add|create|save|put|write|note|remind|schedule|added|created|saved)$/,
  delete: /^(?:delete|remove|cancel|clear|drop|scrap|erase|wipe|bin|deleted|removed|gone|cancelled|cleared)$/,
  complete: /^(?:complete|mark|tick|check|finish|close|completed|marked|ticked|finished|done|closed)$/,
  reopen: /^(?:reopen|untick|uncheck|unmark|reopened)$/,
  update:
    /^(?:move|change|edit|update|rename|reschedule|postpone|push|set|tag|label|make|moved|changed|renamed|rescheduled|updated|pushed)$/,
};
const ANY = /^(?:do|did|touch|have)$/;

const VERB_LAST = new RegExp(
  `^${SIGH}${NOT_WANTED} ${OBJECT}(?: to be| to get)? (?<verb>\\p{L}+)(?: yet)?$`,
  "u",
);
const VERB_FIRST = new RegExp(
  `^${SIGH}${NOT_WANTED} (?<verb>\\p{L}+)(?: (?<object>.+?))?(?: yet| though| please)?$`,
  "u",
);
const BARE = /^(?:(?:no|nope|wait|oh no|stop|oops) ?,? ?)+(?:dont|do not|stop)$/u;
const NOT_YET =
  /^(?:(?:no|wait|actually|oh|oops|sorry|well) ?,? ?)*(?:(?:its|it is|im|i am|thats) )?not (?:done |finished |quite )?yet(?: actually| done| finished)?$/;
const NEVER_MIND =
  /^(?:(?:oh|ok|okay|actually|no) ?,? ?)*(?:never ?mind|nevermind|nvm|forget (?:it|that|about it))(?: then| please| thanks)?$/;

const BACK = new RegExp(
  `^${SIGH}(?:(?:bring|put|get|add|give me) (?<ref>.+?) back|(?:bring|put) back (?<ref2>.+?)|(?:restore|recover|undelete) (?<ref3>.+?))(?: again| please| on (?:the|my) list)*$`,
  "u",
);

/** "put gym back", right after it was deleted. */
function broughtBack(text: string, state: State): Command | null {
  const groups = BACK.exec(text)?.groups;
  const name = groups?.ref ?? groups?.ref2 ?? groups?.ref3;
  const last = state.context.turns.at(-1);
  if (!name || !last || !isNamedIn(last.reply, name)) return null;
  return doneBefore(state)?.kind === "delete" ? { type: "undo" } : null;
}

/**
 * What was done just before, taken back in other words than "undo": "i didn't want to add that", "no, don't", "not
 * yet". It is only taken back when the words fit what was done.
 */
export function retracted(text: string, state: State): Command | null {
  const back = broughtBack(text, state);
  if (back) return back;
  if (!/\b(?:not|dont|didnt|never ?mind|nevermind|nvm|forget|never|stop|werent)\b/.test(text)) return null;
  const last = state.context.turns.at(-1);
  if (!last || last.changed.length === 0) return null;
  if (NEVER_MIND.test(text))
    return {
      type: "say",
      intent: "none",
      text: "All right. What I did before stays as it is; “undo” takes it back.",
    };
  if (BARE.test(text)) return { type: "undo" };
  const match = VERB_LAST.exec(text) ?? VERB_FIRST.exec(text);
  if (!match && !NOT_YET.test(text)) return null;
  const done = doneBefore(state);
  if (!done) return null;
  if (!match) return done.kind === "complete" ? { type: "undo" } : null;
  const { verb = "", object } = match.groups ?? {};
  if (!VERBS[done.kind].test(verb) && !ANY.test(verb)) return null;
  const about =
    object === undefined || new RegExp(`^${OBJECT}$`).test(object) || isNamedIn(last.reply, object);
  return about ? { type: "undo" } : null;
}

/** Whether a reply speaks of what `words` name: the title it told stands in its curly quotes. */
function isNamedIn(reply: string, words: string): boolean {
  const told = [...reply.matchAll(/“([^”]+)”/g)].map((match) => plain(match[1] as string));
  const name = plain(words.replace(/^(?:the|my) /, ""));
  return name !== "" && told.some((title) => ` ${title} `.includes(` ${name} `));
}
