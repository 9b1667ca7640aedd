// What reads messages, apart from what only speaks: a bundle that does not read goes without the weights.

export { authorises } from "./turns/authorises.ts";
export { understand } from "./understand.ts";
