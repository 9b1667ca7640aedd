// Trains the detector of languages from all marked messages: `npm run train:detect -w @todo-chatbot/assistant`.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { BUCKETS } from "../src/reader/hash.ts";
import { DETECTED, languageFeatures } from "../src/text/detect.ts";
import { tokenise } from "../src/text/tokens.ts";
import { messagesOf } from "./messages.ts";
import { trainSoftmax } from "./softmax.ts";

const data = DETECTED.flatMap((language, label) =>
  messagesOf(language).map((row) => ({
    features: languageFeatures(tokenise(row.text)),
    label,
    weight: language === "en" ? 0.6 : 1,
  })),
);
const { weights } = trainSoftmax(data, DETECTED.length, { epochs: 4, drop: 0.4, least: 4 });
const step = 0.03;
const bytes: number[] = [];
let last = -1;
for (let bucket = 0; bucket < BUCKETS; bucket++) {
  const row = DETECTED.map((_, k) =>
    Math.max(-127, Math.min(127, Math.round((weights[bucket * DETECTED.length + k] as number) / step))),
  ).flatMap((unit, k) => (Math.abs(unit) > 6 ? [k, unit & 255] : []));
  if (!row.length) continue;
  let gap = bucket - last - 1;
  while (gap > 127) {
    bytes.push((gap & 127) | 128);
    gap >>>= 7;
  }
  bytes.push(gap, row.length / 2, ...row);
  last = bucket;
}
const file = path.resolve(import.meta.dirname, "../src/languages/detect-model.ts");
writeFileSync(
  file,
  `// Written by \`npm run train:detect\`; not to be edited.\nexport const model = { step: ${step}, table: ${JSON.stringify(Buffer.from(bytes).toString("base64"))} };\n`,
);
process.stdout.write(`${data.length} messages, ${Math.round(bytes.length / 1024)} kB\n`);
