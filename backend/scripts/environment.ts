import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEnvironment } from "../src/config.ts";

// Writes .env.example from the configuration, so that each variable is explained in one place only.
const head = `# Settings of Todo Chatbot. All are optional: each has a default that works.
# Copy this file to .env and remove the # before a line to change it.

# Port of the pages, where a browser goes.
#PORT=3000

`;
const lines = describeEnvironment().map(
  ({ name, meaning, default: value }) => `# ${meaning}.\n#${name}=${value ?? ""}\n`,
);
writeFileSync(join(import.meta.dirname, "../../.env.example"), `${head}${lines.join("\n")}`);
