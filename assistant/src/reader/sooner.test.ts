import { expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

it.each([
  ["en", "Please bring the offer forward by one day", "2026-12-10"],
  ["en", "prepone the offer by two days", "2026-12-09"],
  ["en", "push the offer back by one day", "2026-12-12"],
  ["es", "adelanta el offer dos días", "2026-12-09"],
  ["fr", "avance le offer de deux jours", "2026-12-09"],
  ["it", "anticipa il offer di due giorni", "2026-12-09"],
])("a task is moved forward or back as the verb says: %s %s", (locale, message, date) => {
  const list = new MemoryList({
    now: "2026-12-01T09:00:00Z",
    timeZone: "Europe/Berlin",
    locale,
    tasks: [{ title: "Offer", due: { date: "2026-12-11" } }],
  });
  list.say(message);
  expect(list.tasks[0]?.due).toEqual({ date });
});
