export { describe } from "./plan/describe.ts";
export { noticesOf } from "./plan/notices.ts";
export { askBefore } from "./turns/ask-before.ts";
export type * from "./types.ts";
