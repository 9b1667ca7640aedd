import type { Decision, Reading, Wish } from "../reader/wish.ts";
import { answered, comeBack, openQuestion } from "../turns/answer.ts";
import { confirmOf, OFFERED, questionOf } from "../turns/question.ts";
import type { Context, Intent, Language, Plan, PlannedReading } from "../types.ts";
import { perform } from "./acts.ts";
import { ask } from "./ask.ts";
import { type Draft, emptyDraft, known, type Leave, remark, type Scene, sceneOf } from "./draft.ts";
import { actionLabel } from "./labels.ts";
import { finished, inARow, listed, quoted } from "./voice.ts";

/**
 * Turns a decision into a plan: actions on the list, at most one question, and further sentences.
 * Nothing is changed beyond the decision; doubtful changes, and those that affect many tasks, are confirmed first.
 * @param message determines the wording among several.
 */
export function planOf(decision: Decision, context: Context, language: Language, message = ""): Plan {
  const scene = sceneOf(context, language, message);
  const readings = decision.kind === "choose" ? decision.readings : [decision.reading];
  const wishes = readings[0]?.wishes ?? [];
  const open = openQuestion(scene);
  // An ambiguous answer does not count: the question is asked again.
  const isDoubtful = decision.kind === "confirm" && wishes.some(({ act }) => act === "answer");
  const answer = open && !isDoubtful && decision.kind !== "choose" ? answered(open, wishes, scene) : null;
  const draft = answer ?? (open && isDoubtful ? emptyDraft() : decided(decision, scene));
  if (open && !answer) comeBack(open, draft, scene);
  if (decision.kind === "do" || decision.kind === "confirm") sayUnused(decision.reading, draft, scene);

  const question = draft.question && questionOf(draft.question, scene);
  const again = question && open && !answer && "asked" in question.pending;
  return {
    intent: intentOf(wishes, draft),
    language,
    actions: draft.actions,
    question: question && {
      ...question,
      text: finished(scene.voice, again ? `${scene.voice.say.stillOpen} ${question.text}` : question.text),
    },
    answer: draft.remarks.length > 0 ? finished(scene.voice, draft.remarks.join(" ")) : null,
    spans: [...(readings[0]?.spans ?? [])].sort((a, b) => a.start - b.start),
    dates: [],
    readings:
      decision.kind === "choose"
        ? readings.map((reading) => planned(reading, scene))
        : [{ ...labelled(draft, scene), confidence: decision.reading.confidence }],
    cannot: draft.cannot,
    agreed: [...new Set(draft.agreed)],
  };
}

function decided(decision: Decision, scene: Scene): Draft {
  switch (decision.kind) {
    case "do":
      return drafted(decision.reading.wishes, scene, "few");
    case "confirm": {
      const draft = drafted(decision.reading.wishes, scene, "agreed");
      const held = draft.actions.filter(({ type }) => type !== "list" && type !== "activity");
      draft.actions = draft.actions.filter((action) => !held.includes(action));
      if (held.length > 0) ask(confirmOf(held), draft, scene);
      return { ...draft, agreed: [] };
    }
    case "choose":
      return choice(decision.readings, scene);
    case "which": {
      const { wishes, wish } = pulled(decision);
      const draft = drafted(wishes, scene, "few");
      const options = known(decision.options, scene).map(({ id }) => id);
      if (wish && options.length > 0)
        ask({ kind: "pick", options: options.slice(0, OFFERED), wish }, draft, scene);
      else if (wish) ask({ kind: "missing", what: "target", wish }, draft, scene);
      return draft;
    }
    case "missing": {
      const { wishes, wish } = pulled(decision);
      const draft = drafted(wishes, scene, "few");
      if (wish) ask({ kind: "missing", what: decision.what, wish }, draft, scene);
      return draft;
    }
  }
}

/** The wish to ask about, and the others, which are carried out at once. */
function pulled({ reading, wish: place }: Extract<Decision, { wish: number }>): {
  wishes: Wish[];
  wish?: Wish;
} {
  const wish = reading.wishes[place];
  return { wishes: reading.wishes.filter((_, k) => k !== place), ...(wish ? { wish } : {}) };
}

function drafted(wishes: readonly Wish[], scene: Scene, leave: Leave): Draft {
  const draft = emptyDraft();
  for (const wish of wishes) perform(wish, draft, scene, leave);
  return draft;
}

/** Close readings as buttons; equal ones are merged, and a single one becomes a yes-or-no question. */
function choice(readings: readonly Reading[], scene: Scene): Draft {
  const options = new Map<string, Reading>();
  for (const reading of readings) {
    const { label } = planned(reading, scene);
    if (!options.has(label)) options.set(label, reading);
  }
  const [only] = options.values();
  if (only && options.size === 1) return decided({ kind: "confirm", reading: only }, scene);
  const draft = emptyDraft();
  draft.question = {
    kind: "choose",
    options: [...options].map(([label, { wishes }]) => ({ label, wishes })),
  };
  return draft;
}

/** What each of some readings would do, and the text of its button. */
export function plannedOf(
  readings: readonly Reading[],
  context: Context,
  language: Language,
  message = "",
): PlannedReading[] {
  const scene = sceneOf(context, language, message);
  return readings.map((reading) => planned(reading, scene));
}

/** A reading with its effect and the text of its button. */
function planned({ wishes, confidence }: Reading, scene: Scene): PlannedReading {
  return { ...labelled(drafted(wishes, scene, "agreed"), scene), confidence };
}

/** What a draft does, or would do after a yes, in a few words; its question if it only asks. */
function labelled({ actions: done, question }: Draft, scene: Scene): Omit<PlannedReading, "confidence"> {
  const actions = question?.kind === "confirm" ? [...done, ...question.actions] : done;
  const labels = actions.map((action) => actionLabel(action, scene));
  const [asked] = question ? questionOf(question, scene).text.split("\n") : [];
  const label = labels.length > 0 ? inARow(scene.voice, labels) : (asked ?? scene.voice.say.label.nothing);
  return { label: finished(scene.voice, label), actions };
}

/** Content not used by any part of a change is mentioned, never silently dropped. */
function sayUnused(reading: Reading, draft: Draft, scene: Scene): void {
  const changes = draft.actions.length > 0 || draft.question?.kind === "confirm";
  const words = reading.unused.map(({ text }) => quoted(scene.voice, text.trim()));
  if (changes && words.length > 0) remark(draft, scene.voice.say.unused(listed(scene.voice, words)));
}

const TALK = new Set(["greeting", "thanks", "smalltalk", "feeling"]);
const OUT = new Set(["outside", "bot", "question"]);

function intentOf(wishes: readonly Wish[], draft: Draft): Intent {
  const [wish] = wishes;
  switch (wish?.act) {
    case undefined:
      return "none";
    case "show":
    case "tell":
      return "list";
    case "redo":
      return "undo";
    case "correct":
      return "update";
    case "answer": {
      const [action] = draft.actions;
      return action ? (action.type === "redo" ? "undo" : action.type) : "none";
    }
    case "none":
      if (wish.form === "help") return "help";
      return TALK.has(wish.form) ? "small_talk" : OUT.has(wish.form) ? "out_of_scope" : "none";
    case "add":
    case "complete":
    case "reopen":
    case "delete":
    case "update":
    case "undo":
      return wish.act;
    default:
      return "out_of_scope";
  }
}
