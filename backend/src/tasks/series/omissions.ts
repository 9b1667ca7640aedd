import type { Task, TaskWarning } from "@todo-chatbot/contracts";
import { type Omission, omissionOf } from "@todo-chatbot/contracts/calendar";

const ordinal = (day: number) => `${day}${day === 31 ? "st" : "th"}`;

/** The dates a rule skips, as an English predicate. */
export function omissionText(omission: Omission): string {
  switch (omission.code) {
    case "short_months":
      return `leaves out the ${omission.days.map(ordinal).join(" and the ")} in months that have none`;
    case "fifth_weekdays":
      return "leaves out months that have that weekday only four times";
    case "common_years":
      return "comes in leap years only";
    case "short_years":
      return "comes only in years that have a week 53";
  }
}

/** Warnings about a recurrence that was just set. */
export function warningsOf({ recurrence }: Task): TaskWarning[] {
  const omission = recurrence && omissionOf(recurrence);
  if (!omission) return [];
  return [{ code: omission.code, path: "recurrence.rule", message: `It ${omissionText(omission)}.` }];
}
