// Trains the language detector on all annotated messages: `npm run train:detect -w @todo-chatbot/assistant`.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { DETECTED, languageFeatures } from "../src/text/detect.ts";
import { tokenise } from "../src/text/tokens.ts";
import { messagesOf } from "./messages.ts";
import { packWeights } from "./pack.ts";
import { trainSoftmax } from "./softmax.ts";

const data = DETECTED.flatMap((language, label) =>
  messagesOf(language).map((row) => ({
    writer: row.writer,
    features: languageFeatures(tokenise(row.text)),
    label,
    weight: language === "en" ? 0.6 : 1,
  })),
);
const { weights } = trainSoftmax(data, DETECTED.length, { epochs: 4, drop: 0.4, least: 6, l1: 5.2 });
const packed = packWeights({ classes: DETECTED.length, weights }, 0.1);
const file = path.resolve(import.meta.dirname, "../src/languages/detect-model.ts");
writeFileSync(
  file,
  `// Written by \`npm run train:detect\`; not to be edited.\nexport const model = ${JSON.stringify(packed)};\n`,
);
process.stdout.write(`${data.length} messages, ${Math.round(JSON.stringify(packed).length / 1024)} kB\n`);
