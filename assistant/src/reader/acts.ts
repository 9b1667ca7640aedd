/** The acts a clause can be, as the model tells them apart: finer than what follows from them. */
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
  // two acts in a few words: "friday" to "thursday at ten?", "I meant delete"
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

/** The acts a composed one stands for. */
export const actsOf = (act: ActName): ActName[] => act.split("+") as ActName[];

/** The act whose parts and tasks are looked for: the last. */
export const mainAct = (act: ActName): ActName => act.slice(act.indexOf("+") + 1) as ActName;

/** Whether the act changes a list or decides about a change. */
export const changes = (act: ActName): boolean => !act.startsWith("none") && act !== "show" && act !== "tell";
