import type { Recurrence } from "@todo-chatbot/contracts";
import { meantDays, rulePartsOf } from "@todo-chatbot/contracts/calendar";
import { messages } from "../messages/en.ts";

const words = messages.recurrence;

/** A recurrence in words: "Every week on Mon, Fri". A rule these words cannot express is only said to repeat. */
export function recurrenceWords({ rule, anchor }: Recurrence): string {
  const parts = monthEnds(rulePartsOf(rule));
  const suffix = anchor === "completion" ? ` ${words.afterCompletion}` : "";
  return sentence(parts) + suffix;
}

/** Days that fall back to the last day in shorter months, as the original days; the 31st becomes the last day. */
function monthEnds(parts: Map<string, string>): Map<string, string> {
  const numbers = (name: string) => parts.get(name)?.split(",").map(Number) ?? [];
  const meant = parts.has("BYDAY") ? null : meantDays(numbers("BYMONTHDAY"), numbers("BYSETPOS"));
  if (!meant) return parts;
  const said = new Map(parts);
  said.delete("BYSETPOS");
  said.set("BYMONTHDAY", meant.map((day) => (day === 31 ? -1 : day)).join(","));
  return said;
}

function sentence(parts: Map<string, string>): string {
  const unit = words.units[parts.get("FREQ") as keyof typeof words.units];
  if (!unit || parts.has("BYSETPOS") || parts.has("BYYEARDAY") || parts.has("BYWEEKNO")) return words.other;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const days = parts.get("BYDAY");
  if (days === "MO,TU,WE,TH,FR" && interval === 1) return words.weekdays;
  const every = interval === 1 ? `${words.every} ${unit.one}` : `${words.every} ${interval} ${unit.many}`;
  const monthDay = parts.get("BYMONTHDAY");
  if (days) return `${every} ${words.on} ${days.split(",").map(dayWord).join(", ")}`;
  if (monthDay === "-1") return `${every} ${words.lastDay}`;
  if (monthDay) return `${every} ${words.onDays(monthDay.split(",").map(Number))}`;
  return every;
}

function dayWord(code: string): string {
  const match = /^([+-]?\d+)?(\w\w)$/.exec(code);
  const day = words.days[(match?.[2] ?? "") as keyof typeof words.days] ?? code;
  const place = match?.[1];
  return place ? `${words.places[place.replace("+", "") as keyof typeof words.places] ?? place} ${day}` : day;
}
