import type { DateLanguage } from "../../dates/language.ts";

export const dates: DateLanguage = { words: {}, classes: {}, forms: {}, ordinalSuffixes: "", links: "" };
