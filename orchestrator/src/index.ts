export { runProgram } from "./cli/program.ts";
export { parseContract } from "./contract/load.ts";
export { type Contract, contractSchema } from "./contract/schema.ts";
