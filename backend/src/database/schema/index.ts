export * from "./auth.ts";
export * from "./tasks.ts";
