import { german } from "./de/say.ts";
import { english } from "./en/say.ts";
import { spanish } from "./es/say.ts";
import { french } from "./fr/say.ts";
import { italian } from "./it/say.ts";
import type { LanguagePack } from "./language.ts";

/** Every language the assistant speaks: its folder and a line here are all that one more needs. */
export const languages = {
  en: { say: english },
  es: { say: spanish },
  fr: { say: french },
  de: { say: german },
  it: { say: italian },
} satisfies Record<string, LanguagePack>;

export type Language = keyof typeof languages;
