import { ACTS, type ActName } from "../src/reader/acts.ts";
import type { Row, Wanted } from "./rows.ts";

const SET_ORDER = ["due", "repeat", "remind", "title", "priority", "labels", "list", "assignee", "notes"];

/** The act of an annotated wish, in the model's terms. */
export function actOf(wanted: Wanted): ActName {
  switch (wanted.act) {
    case "update": {
      const fields = Object.keys(wanted.set ?? {});
      const first = SET_ORDER.find((field) => fields.includes(field)) ?? "notes";
      return `update:${first}` as ActName;
    }
    case "answer":
      return Array.isArray(wanted.value) ? "answer:pick" : (`answer:${wanted.value}` as ActName);
    case "correct": {
      const act = `correct:${wanted.field}`;
      return actIndex.has(act) ? (act as ActName) : "correct:title";
    }
    default:
      return wanted.act as ActName;
  }
}

/** The combined act of a row with two acts in one clause, if there is one. */
export function composedAct(row: Row): ActName | null {
  if (row.does.length !== 2) return null;
  const [first, second] = row.does.map(actOf) as [ActName, ActName];
  const names = [`${first}+${second}`, `${first}+${second.split(":")[0]}:due`, `${first}+update:notes`];
  return (
    (names.find((name, k) => actIndex.has(name) && (k < 1 || second.startsWith("update"))) as ActName) ?? null
  );
}

export const actIndex = new Map<string, number>(ACTS.map((act, k) => [act, k]));
