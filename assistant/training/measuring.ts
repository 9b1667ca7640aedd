/** The exports that evaluations need from the assistant; none of this is part of the product. */
export { inputOf, type Understood, type UnderstoodAction, understood } from "../scripts/contract.ts";
export { learn, modelOf } from "../src/languages/models.ts";
export { read } from "../src/reader/read.ts";
export { type Dialogue, played } from "../src/testing/dialogue.ts";
export { factsOf } from "./facts.ts";
export { doesOf, type Got, judge, type Verdict, verdict } from "./judge.ts";
export { messagesOf } from "./messages.ts";
export { type Row, readRows } from "./rows.ts";
