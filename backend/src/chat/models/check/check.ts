import type { LanguageModelV4FunctionTool } from "@ai-sdk/provider";
import type { ModelCheck } from "@todo-chatbot/contracts";
import type { Config } from "../../../config.ts";
import { instructions } from "../../turn/prompt.ts";
import { classify, describeFailure, type ModelFailure } from "../failure.ts";
import { Handles } from "../handles.ts";
import { openAiCompatibleModel } from "../openai-compatible.ts";
import { type ModelHealth, modelEndpoint, sentLine } from "../status.ts";
import { tokensOf } from "../tokens.ts";
import { modelTools } from "../tool-set.ts";
import { type Catalog, catalogOf } from "./catalog.ts";
import { localServers } from "./local-servers.ts";
import { ask, type Heard } from "./probe.ts";
import { rowsOf } from "./rows.ts";

/** Results of the three requests of a check; null for those not made. */
export interface Findings {
  modelName: string;
  catalog: Catalog | null;
  /** Why the first request failed. */
  failure: ModelFailure | null;
  call: Heard | null;
  stream: Heard | null;
  refusal: Heard | null;
  /** Estimated tokens of the first request. */
  tokensSent: number;
}

/**
 * Asks the configured endpoint for a tool call, for streamed text, and for something no tool can do, with the
 * tools and the instructions of a real turn. No tool is run and no list is read. Also looks for servers of language
 * models on this machine. Never throws; its result never contains the key.
 * @param timeoutMs total time limit
 * @param health receives the outcome, like that of a turn
 */
export async function checkModel(
  config: Config["model"],
  timeoutMs: number,
  health?: ModelHealth,
): Promise<ModelCheck> {
  const endpoint = modelEndpoint(config);
  const looking = localServers(endpoint?.host ?? null);
  const signal = AbortSignal.timeout(timeoutMs);
  const findings = endpoint && (await find(config, endpoint.baseUrl, signal));
  if (findings?.failure) health?.failed(findings.failure);
  else if (findings) health?.succeeded();
  return {
    endpoint: endpoint?.host ?? null,
    model: endpoint ? config.name : null,
    sent: sentLine(config),
    rows: findings ? rowsOf(findings) : [],
    found: await looking,
  };
}

async function find(config: Config["model"], baseUrl: string, signal: AbortSignal): Promise<Findings> {
  const model = openAiCompatibleModel(config);
  const told = instructions(emptyTurn(), [], { handles: new Handles(), timeZone: "UTC" }, null);
  const tools: LanguageModelV4FunctionTool[] = modelTools().map((tool) => ({ type: "function", ...tool }));
  const findings: Findings = {
    modelName: config.name,
    catalog: await catalogOf(baseUrl, config.apiKey, signal),
    failure: null,
    call: null,
    stream: null,
    refusal: null,
    tokensSent: tokensOf(JSON.stringify(tools)) + tokensOf(told),
  };
  if (!model) return findings;
  try {
    findings.call = await ask(model, { instructions: told, message: "Add a task: buy milk", tools, signal });
    const count = "Count from one to thirty, in words.";
    findings.stream = await ask(model, { instructions: "Answer in words.", message: count, signal });
    const coffee = "Brew me a cup of coffee, right now.";
    findings.refusal = await ask(model, { instructions: told, message: coffee, tools, signal });
  } catch (error) {
    findings.failure = describeFailure(classify(error), config.name, error);
  }
  return findings;
}

const emptyTurn = () => ({
  text: "",
  sentAt: new Date(),
  timeZone: "UTC",
  weekStart: 1,
  locale: "en",
  instead: null,
  history: [],
  changes: null,
});
