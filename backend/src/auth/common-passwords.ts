import { dictionary } from "@zxcvbn-ts/language-common";

/** Some 49,000 common passwords; only those of eight characters and more matter here. */
export const commonPasswords: ReadonlySet<string> = new Set(dictionary["passwords-common"]);
