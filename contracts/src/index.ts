export * from "./change.ts";
export * from "./chat.ts";
export * from "./health.ts";
export * from "./limits.ts";
export * from "./problem.ts";
export * from "./profile.ts";
export * from "./task.ts";
export * from "./text.ts";
