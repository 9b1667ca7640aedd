/** The acts that the model tells apart; finer than the kinds of wish that follow from them. */
export const ACTS = [
  "add",
  "complete",
  "reopen",
  "delete",
  "update:due",
  "update:repeat",
  "update:title",
  "update:notes",
  "update:priority",
  "update:remind",
  "update:assignee",
  "update:list",
  "update:labels",
  "show",
  "tell",
  "undo",
  "redo",
  "answer:yes",
  "answer:no",
  "answer:pick",
  "correct:due",
  "correct:repeat",
  "correct:title",
  "correct:target",
  "correct:act",
  "correct:list",
  "correct:assignee",
  "correct:priority",
  "correct:labels",
  "correct:notes",
  "correct:remind",
  // Two acts in a few words: "friday" in reply to "thursday at ten?", or "I meant delete".
  "answer:no+update:due",
  "answer:no+update:repeat",
  "answer:no+update:remind",
  "answer:no+update:title",
  "answer:no+complete",
  "answer:yes+update:due",
  "answer:yes+update:repeat",
  "answer:yes+update:remind",
  "answer:pick+update:due",
  "undo+complete",
  "undo+delete",
  "undo+update:due",
  "undo+update:notes",
  "list.create",
  "list.rename",
  "list.delete",
  "list.share",
  "list.leave",
  "none:greeting",
  "none:thanks",
  "none:smalltalk",
  "none:feeling",
  "none:statement",
  "none:plan",
  "none:hypothetical",
  "none:negated",
  "none:question",
  "none:help",
  "none:bot",
  "none:outside",
  "none:quote",
  "none:noise",
] as const;

export type ActName = (typeof ACTS)[number];

const kinds = new Map<string, string>(
  ACTS.map((act) => {
    const [first = "", second] = act.split("+");
    return [act, second ? `${first}+${second.split(":")[0]}` : (first.split(":")[0] as string)];
  }),
);

/** "update:due" → "update", "answer:no+update:due" → "answer:no+update". */
export const kindOf = (act: ActName): string => kinds.get(act) as string;

/** The single acts that a combined act consists of. */
export const actsOf = (act: ActName): ActName[] => act.split("+") as ActName[];

/** The act whose parts and tasks are extracted: the last one of a combined act. */
export const mainAct = (act: ActName): ActName => act.slice(act.indexOf("+") + 1) as ActName;

/** Whether the act changes a list or decides about a change. */
export const changes = (act: ActName): boolean => !act.startsWith("none") && act !== "show" && act !== "tell";
