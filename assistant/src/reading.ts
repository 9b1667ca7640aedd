// Entry point for reading messages, separate from wording: a bundle that does not read needs no weights.

export { authorises } from "./turns/authorises.ts";
export { understand } from "./understand.ts";
