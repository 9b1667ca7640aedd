import { dictionary } from "@zxcvbn-ts/language-common";

/** Some 49,000 common passwords; those of eight characters and more are what matters here. */
export const commonPasswords: ReadonlySet<string> = new Set(dictionary["passwords-common"]);
