export * from "./civil.ts";
export * from "./month-days.ts";
export * from "./omission.ts";
export * from "./rule-parts.ts";
export * from "./standing.ts";
export * from "./when.ts";
export * from "./zone.ts";
