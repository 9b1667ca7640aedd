import type { LanguagePack } from "../language.ts";
import { classes } from "./classes.ts";
import { dates } from "./dates/index.ts";
import { english as say } from "./say.ts";
import { countWords as counts } from "./words.ts";

export const language: LanguagePack = { say, dates, counts, classes };
