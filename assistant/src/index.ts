export { affirms, authorises } from "./answers/affirms.ts";
export { describe } from "./describe/describe.ts";
export type * from "./types.ts";
export { understand } from "./understand.ts";
