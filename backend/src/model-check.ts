// Tests the configured language model, and prints what to change. Exits with 1 if something has to be changed.
import { checkModel } from "./chat/models/check/check.ts";
import { checkText } from "./chat/models/check/text.ts";
import { ConfigError, readConfig } from "./config.ts";

try {
  const { model, turnTimeoutMs } = readConfig(process.env);
  const check = await checkModel(model, turnTimeoutMs);
  process.stdout.write(`${checkText(check)}\n`);
  process.exitCode = check.rows.some(({ state }) => state === "failed") ? 1 : 0;
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
