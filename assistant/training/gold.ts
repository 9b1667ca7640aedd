import { ACTS, type ActName } from "../src/reader/acts.ts";
import type { Row, Wanted } from "./rows.ts";

const SET_ORDER = ["due", "repeat", "remind", "title", "priority", "labels", "list", "assignee", "notes"];

/** The act of a marked wish, as the model tells them apart. */
export function actOf(wanted: Wanted): ActName {
  switch (wanted.act) {
    case "update": {
      const fields = Object.keys(wanted.set ?? {});
      const first = SET_ORDER.find((field) => fields.includes(field)) ?? "notes";
      return (first === "repeat" ? "update:due" : `update:${first}`) as ActName;
    }
    case "answer":
      return Array.isArray(wanted.value) ? "answer:pick" : (`answer:${wanted.value}` as ActName);
    case "correct": {
      const field = wanted.field === "repeat" ? "due" : wanted.field;
      return ["due", "title", "target", "act"].includes(field ?? "") ? (`correct:${field}` as ActName) : "correct:other";
    }
    default:
      return wanted.act as ActName;
  }
}

export const actOfRow = (row: Row): ActName | null =>
  row.does.length === 0
    ? (`none:${row.form}` as ActName)
    : new Set(row.does.map(actOf)).size === 1
      ? actOf(row.does[0] as Wanted)
      : null;

export const actIndex = new Map<string, number>(ACTS.map((act, k) => [act, k]));
