#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";
import { killAll } from "./exec/run.ts";

// Whoever reads may stop (`plan | head -1`): what is done goes on, nobody hears of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runProgram(process.argv.slice(2));
killAll();
