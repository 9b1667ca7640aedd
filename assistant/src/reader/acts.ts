/** The acts a clause can be, as the model tells them apart: finer than what follows from them. */
export const ACTS = [
  "add",
  "complete",
  "reopen",
  "delete",
  "update:due",
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
  "correct:title",
  "correct:target",
  "correct:act",
  "correct:other",
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

/** "update:due" → "update". */
export const kindOf = (act: ActName): string => act.split(":")[0] as string;

/** Whether the act changes a list or decides about a change. */
export const changes = (act: ActName): boolean =>
  !act.startsWith("none") && act !== "show" && act !== "tell";
