export * from "./auth.ts";
export * from "./chat.ts";
export * from "./tasks.ts";
