export { describe } from "./plan/describe.ts";
export { noticesOf } from "./plan/notices.ts";
export { askBefore } from "./turns/ask-before.ts";
export { authorises } from "./turns/authorises.ts";
export type * from "./types.ts";
export { understand } from "./understand.ts";
