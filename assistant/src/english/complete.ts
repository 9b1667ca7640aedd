import { contentStems } from "../match/names.ts";
import { toLine } from "../parse/items.ts";
import { readReference } from "../parse/reference.ts";
import { reach, resolve, type Scope } from "../parse/resolve.ts";
import { type Command, type Reference, type State, sourceOfItems } from "../parse/state.ts";
import { plainOfPast, taskVerbs } from "../vocabulary/verbs.ts";
import { type Found, type Rule, re } from "./rule.ts";

const DONE =
  "(?:done|complete|completed|finished|finito|sorted|closed|ticked(?: off)?|checked(?: off)?|crossed off|taken care of|dealt with|handled|wrapped up|over with|all set)";
const SUBJECT =
  "(?:(?:i|ive|i have|i just|ive just|we|weve|we have|ive now|i finally|ive finally|ive already|i already|just|already|finally|now|actually|also) )*";
const LATELY =
  "(?: (?:already|today|yesterday|just now|now|at last|finally|this morning|earlier|last night|btw|\ue000))?";

type Kind = "complete" | "reopen";

/** The tasks named by the group `ref`, whatever they turn out to be. */
function named(kind: Kind, found: Found, state: State, group = "ref"): Command | null {
  const items = found.items(group);
  const reached = reach(items, state, kind === "complete" ? "open" : "completed");
  return reached ? { type: kind, target: reached.reference } : null;
}

/** The same, but only when the words name tasks without doubt; else another reading is tried. */
function sure(kind: Kind, found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, kind === "complete" ? "open" : "completed");
  if (!reached) return null;
  const { reference, resolution } = reached;
  if (/^(?:it|them|both|other|places|except)$/.test(reference.kind)) return { type: kind, target: reference };
  return resolution.kind === "found" || resolution.kind === "several" || resolution.kind === "already"
    ? { type: kind, target: reference }
    : null;
}

/**
 * "paid the plumber", "watered the ferns": the verb in its plain form and its object name the task. A task with that
 * object but another verb is only asked about.
 */
function past(found: Found, state: State): Command | null {
  const verb = plainOfPast(found.text("verb"));
  const object = found.items("ref");
  if (!verb || object.length === 0) return null;
  const text = sourceOfItems(state, object);
  const reference = readReference(object, state);
  const subject = found.text("who") !== "";
  if (reference && reference.kind !== "name" && reference.kind !== "quote") {
    return subject || reference.kind !== "all" ? { type: "complete", target: reference } : null;
  }
  for (const words of [`${verb} ${text}`, text]) {
    const whole: Reference = { kind: "name", text: words };
    const resolution = resolve(whole, state, "open");
    if (words !== text || verbIsEmpty(verb)) {
      if (resolution.kind === "found" || resolution.kind === "several" || resolution.kind === "already")
        return { type: "complete", target: whole };
    } else if (resolution.kind === "found" && subject && contentStems(text).length > 0) {
      return { type: "complete", target: { kind: "name", text: `${verb} ${text}` } };
    }
  }
  const reached = reach(object, state, "open");
  if (reached?.reference.kind === "each") {
    const target: Reference = {
      kind: "each",
      references: reached.reference.references.map((one) => {
        if (one.kind !== "name") return one;
        const exact: Reference = { kind: "name", text: `${verb} ${one.text}` };
        return resolve(exact, state, "open").kind === "found" ? exact : one;
      }),
    };
    if (resolve(target, state, "open").kind === "found") return { type: "complete", target };
  }
  return null;
}

/** "water bill paid": the verb at the end; both together must name one task. */
function statedPast(found: Found, state: State): Command | null {
  const target: Reference = {
    kind: "name",
    text: `${plainOfPast(found.text("verb"))} ${sourceOfItems(state, found.items("ref"))}`,
  };
  return resolve(target, state, "open").kind === "found" ? { type: "complete", target } : null;
}

function verbIsEmpty(verb: string): boolean {
  return /^(?:do|get|finish|complete|have|make|go|take|manage|handle|be)$/.test(verb);
}

/** Nothing named: what was shown or changed last, when that is one task. */
function it(kind: Kind, _found: Found, state: State): Command | null {
  const scope: Scope = kind === "complete" ? "open" : "completed";
  return resolve({ kind: "it" }, state, scope).kind === "lost"
    ? null
    : { type: kind, target: { kind: "it" } };
}

export const reopenRules: readonly Rule[] = [
  {
    pattern: re(
      "^(?:reopen|re-open|uncheck|untick|unmark|uncomplete|un-complete|un-tick|un-check|reactivate|undone) (?<ref>.+)$",
    ),
    run: (f, s) => named("reopen", f, s),
  },
  {
    pattern: re(
      "^(?:mark|set|put|flag|change|make) (?<ref>.+?) (?:back )?(?:as |to |back to )?(?:not (?:yet )?(?:done|complete|completed|finished)|undone|incomplete|uncompleted|unfinished|open|active|todo|to do|to-do|pending|outstanding)(?: again)?$",
    ),
    run: (f, s) => named("reopen", f, s),
  },
  {
    pattern: re(
      "^(?<ref>.+?) (?:isnt|is not|arent|are not|wasnt|was not|werent|hasnt been|havent been|is|are|s) ?(?:not )?(?:actually |really |quite |in fact |even )*(?:not )?(?:done|finished|complete|completed|sorted)(?: yet| after all| actually| at all)?(?: ,? ?(?:so )?(?:put (?:it|that|them) back|reopen (?:it|that|them)|bring (?:it|that|them) back|undo(?: (?:it|that))?)(?: .*)?)?$",
    ),
    run: (f, s) =>
      /\b(?:isnt|not|arent|wasnt|werent|hasnt|havent)\b/.test(f.match[0]) ? negatedDone(f, s) : null,
  },
  {
    pattern: re(
      "^(?:i |we )?(?:didnt|havent|did not|have not|never)(?: actually| really| yet)* (?:do|done|did|finish|finished|complete|completed)(?: with)? (?<ref>.+?)(?: yet| after all)?$",
    ),
    run: (f, s) => negatedDone(f, s),
  },
  {
    pattern: re(
      "^(?:put|bring|get|add) (?<ref>.+?) back(?: (?:on|onto|to|in)(?: (?:my|the))?(?: to do| todo| to-do| task)? ?list)?$",
    ),
    run: (f, s) => sure("reopen", f, s),
  },
  { pattern: re("^(?:bring|put) back (?<ref>.+)$"), run: (f, s) => sure("reopen", f, s) },
  {
    pattern: re("^(?<ref>.+?) (?:needs (?:doing|to be done)|has to be done) again$"),
    run: (f, s) => sure("reopen", f, s),
  },
  {
    pattern: re(
      "^(?:i|we) (?:didnt|havent|did not|have not|never)(?: actually| really| yet| even)* (?<verb>\\p{L}+) (?<ref>.+?)(?: yet| after all)?$",
    ),
    run: negatedPast,
  },
];

/** "i haven't posted the parcel": the same for the verb that was to be done. */
function negatedPast(found: Found, state: State): Command | null {
  const verb =
    plainOfPast(found.text("verb")) ?? (taskVerbs.has(found.text("verb")) ? found.text("verb") : null);
  if (!verb) return null;
  const target: Reference = { kind: "name", text: `${verb} ${sourceOfItems(state, found.items("ref"))}` };
  const { kind } = resolve(target, state, "completed");
  if (kind === "found" || kind === "several") return { type: "reopen", target };
  return {
    type: "say",
    intent: "none",
    text: "Nothing completed on your list fits that, so nothing has changed.",
  };
}

/** "X isn't done": reopens X where it is completed; where it is open, nothing has to change. */
function negatedDone(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "completed");
  if (!reached) return null;
  const { resolution, reference } = reached;
  if (resolution.kind === "found" || resolution.kind === "several")
    return { type: "reopen", target: reference };
  if (resolution.kind === "already")
    return { type: "say", intent: "none", text: "It is still open on your list, so nothing has changed." };
  return {
    type: "say",
    intent: "none",
    text: "Nothing completed on your list fits that, so nothing has changed.",
  };
}

const ALMOST = "(?:almost|nearly|half|halfway|half way|partly|partially|not quite|mostly)";

/** "almost done with the report", "the report is half done": it stays as it is. */
function almost(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "open");
  return reached && reached.resolution.kind !== "nothing"
    ? { type: "say", intent: "none", text: "Then it stays on your list. Nothing has changed." }
    : null;
}

export const completeRules: readonly Rule[] = [
  {
    pattern: re(`^${SUBJECT}(?:am |im )?${ALMOST} (?:${DONE}|through)(?: with| doing)? (?<ref>.+)$`),
    run: almost,
  },
  { pattern: re(`^(?<ref>.+?) (?:is|are|s) ${ALMOST} (?:${DONE}|there|through)$`), run: almost },
  {
    pattern: re(
      `^(?:mark|set|flag|put|count|consider|call|have|get|tick|check|change) (?<ref>.+?) (?:off )?(?:as |down as |to )?(?:being )?${DONE}(?: (?:off|now|please))?$`,
    ),
    run: (f, s) => named("complete", f, s),
  },
  { pattern: re(`^mark (?:as )?${DONE} (?:the task )?(?<ref>.+)$`), run: (f, s) => named("complete", f, s) },
  {
    pattern: re("^(?:check|tick|cross|strike|mark|knock)(?:ing)? off (?:of (?:my|the) list )?(?<ref>.+)$"),
    run: (f, s) => named("complete", f, s),
  },
  {
    pattern: re(
      "^(?:check|tick|cross|strike|mark|knock) (?<ref>.+?) off(?: (?:of )?(?:my|the|our)?.*list)?$",
    ),
    run: (f, s) => named("complete", f, s),
  },
  {
    pattern: re(
      "^(?:tick|check) (?!out\\b|my\\b.*(?:list|tasks)|the (?:to do|todo|task|shopping)? ?list)(?<ref>.+)$",
    ),
    run: (f, s) => sure("complete", f, s),
  },
  {
    pattern: re("^mark (?<ref>.+)$"),
    run: (f, s) =>
      /^(?:it|that|them|both|all of them)$/.test(f.text("ref")) ? named("complete", f, s) : null,
  },
  {
    pattern: re(
      "^(?:complete|finish|close|close out|close off|resolve|wrap up) (?:off )?(?:the )?(?:task |item )?(?<ref>.+)$",
    ),
    run: (f, s) => sure("complete", f, s),
  },
  {
    pattern: re(
      `^${SUBJECT}(?:am |im |is )?(?:all )?(?:done|finished|completed|through|sorted|dealt|closed|ticked off|crossed off|checked off|wrapped up|taken care)(?: off)?(?: doing)?(?: with| of| on)? (?<ref>.+?)${LATELY}$`,
    ),
    run: (f, s) => doneWith(f, s),
  },
  {
    pattern: re(`^im (?:all )?(?:done|finished|through)(?: with)? (?<ref>.+?)${LATELY}$`),
    run: (f, s) => doneWith(f, s),
  },
  {
    pattern: re(`^(?<who>${SUBJECT})(?:did|done) (?<ref>.+?)${LATELY}$`),
    run: (f, s) => sure("complete", f, s),
  },
  {
    pattern: re(
      `^(?<ref>.+?) (?:is|are|was|were|has been|have been|s|got|gets|now|is now|are now|all) ?(?:now |all |already |finally |officially |just |been |both )*${DONE}(?: now| already| too| as well| today| yesterday| finally)?$`,
    ),
    run: (f, s) =>
      /\b(?:not|isnt|arent|nearly|almost|half|never)$/.test(f.text("ref")) ? null : named("complete", f, s),
  },
  {
    pattern: re(`^(?<ref>.+?) ?[:,–—-]? ?(?:done|finished|completed|sorted|complete)$`),
    run: (f, s) => sure("complete", f, s),
  },
  { pattern: re("^(?:✅|✔️?|☑️?|✓|👍) (?<ref>.+)$"), run: (f, s) => sure("complete", f, s) },
  { pattern: re("^(?<ref>.+?) (?:✅|✔️?|☑️?|✓)$"), run: (f, s) => sure("complete", f, s) },
  { pattern: re(`^(?<who>${SUBJECT})(?<verb>\\p{L}+) (?<ref>.+?)${LATELY}$`), run: past },
  {
    pattern: re(
      "^(?<ref>.+?) (?:is|are|has been|have been|was|were|got|s been|ve been) (?:now |already |all |finally )*(?<verb>\\p{L}+)(?: now| already| today)?$",
    ),
    run: (f, s) => (f.items("ref").length > 0 && plainOfPast(f.text("verb")) ? past(f, s) : null),
  },
  {
    pattern: re(
      "^(?:all )?(?:done|finished|completed|complete|did it|done it|ive done it|i did it|did that|done that|got it done|thats done|thats it done)(?: it| now)?$",
    ),
    run: (f, s) => it("complete", f, s),
  },
  {
    pattern: re("^(?<ref>.+?) (?<verb>\\p{L}+)(?: now| already| today)?$"),
    run: (f, s) =>
      plainOfPast(f.text("verb")) &&
      !/^(?:added|need|needed|read|put|set|cut|shed|red|bed|feed|seed|let)$/.test(f.text("verb"))
        ? statedPast(f, s)
        : null,
  },
];

/** "done with the eye test", "finished the call": a statement that something is done. */
function doneWith(found: Found, state: State): Command | null {
  const reached = reach(found.items("ref"), state, "open");
  if (!reached) return null;
  if (reached.resolution.kind !== "nothing") return { type: "complete", target: reached.reference };
  const line = toLine(found.items("ref")).text;
  if (/^(?:for|now|here|today|work|working|talking|waiting|already)\b/.test(line)) return null;
  return { type: "complete", target: reached.reference };
}
