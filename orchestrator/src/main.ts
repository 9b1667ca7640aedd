#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";
import { killAll } from "./exec/run.ts";

// The reader may close the pipe (`plan | head -1`); the work continues without output.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await runProgram(process.argv.slice(2));
killAll();
