export * from "./civil.ts";
export * from "./omission.ts";
export * from "./standing.ts";
export * from "./when.ts";
export * from "./zone.ts";
