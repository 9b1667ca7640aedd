#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";
import { killAll } from "./exec/run.ts";

process.exitCode = await runProgram(process.argv.slice(2));
killAll();
