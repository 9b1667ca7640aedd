import { expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";
import { noticesOf } from "./notices.ts";

it.each([
  ["please move the dentist to friday", "en", "Stopped. Nothing was changed."],
  ["mueve el dentista al viernes por favor", "en", "Parado. No ha cambiado nada."],
  ["verschieb bitte den Zahnarzt auf Freitag", "en", "Angehalten. Es hat sich nichts geändert."],
])("“%s” is answered in its own language when stopped", (message, locale, text) => {
  const list = new MemoryList({ now: "2026-11-29T09:00:00Z", timeZone: "UTC", locale });
  expect(noticesOf(message, list.context()).stopped.unchanged).toBe(text);
});
