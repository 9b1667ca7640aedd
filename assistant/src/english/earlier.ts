import type { Command, State } from "../parse/state.ts";
import type { ActionTemplate, Edit, PendingQuestion } from "../types.ts";

/** What the turn before did, as far as a correction of it has to know. */
export interface Done {
  kind: "add" | "complete" | "reopen" | "delete" | "update";
  /** The change it made, as it was said. */
  edit?: Edit;
}

/** What the turn before did: read again from its words, or from the question they answered. Null when it did nothing. */
export function doneBefore(state: State): Done | null {
  const { turns } = state.context;
  if ((turns.at(-1)?.changed.length ?? 0) === 0) return null;
  const commands = state.earlier().filter(({ type }) => type !== "say" && type !== "offer");
  const said = commands.filter((command) => !(command.type === "add" && command.implied));
  if (said.length === 1) return byCommand(said[0] as Command);
  if (said.some(({ type }) => type === "add")) return { kind: "add" };
  const answered = turns.at(-2)?.pending;
  if (answered) return byQuestion(answered);
  return commands.length === 1 ? byCommand(commands[0] as Command) : null;
}

function byCommand(command: Command): Done | null {
  switch (command.type) {
    case "add":
    case "complete":
    case "reopen":
    case "delete":
      return { kind: command.type };
    case "update":
      return { kind: "update", edit: command.edit };
    case "replace":
      return { kind: "update", edit: { title: command.words } };
    case "instead":
      return { kind: command.action, ...(command.edit ? { edit: command.edit } : {}) };
    default:
      return null;
  }
}

function byQuestion(question: PendingQuestion): Done | null {
  switch (question.kind) {
    case "title":
      return { kind: "add" };
    case "when":
      return { kind: "update" };
    case "which":
      return byTemplate(question.template);
    case "confirm": {
      const type = question.actions[0]?.type;
      return type === "add" ||
        type === "complete" ||
        type === "reopen" ||
        type === "delete" ||
        type === "update"
        ? { kind: type }
        : null;
    }
    default:
      return null;
  }
}

function byTemplate(template: ActionTemplate): Done | null {
  if (template.type === "update") return { kind: "update", edit: template.edit };
  return template.type === "show" ? null : { kind: template.type };
}
