import { report as de } from "./de/report.ts";
import { report as en } from "./en/report.ts";
import { report as es } from "./es/report.ts";
import { report as fr } from "./fr/report.ts";
import type { Language } from "./index.ts";
import { report as it } from "./it/report.ts";
import type { Report } from "./language.ts";

/** The wording of what was done, by language. */
export const reports: Readonly<Record<Language, Report>> = { en, es, fr, de, it };
