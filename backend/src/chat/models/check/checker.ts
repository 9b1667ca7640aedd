import type { ModelCheck } from "@todo-chatbot/contracts";
import type { Config } from "../../../config.ts";
import type { ModelHealth } from "../status.ts";
import { checkModel } from "./check.ts";

/** Checks the endpoint, one check at a time; concurrent requests share its result. */
export function createModelChecker(
  config: Pick<Config, "model" | "turnTimeoutMs">,
  health: ModelHealth,
): () => Promise<ModelCheck> {
  let running: Promise<ModelCheck> | null = null;
  return () => {
    running ??= checkModel(config.model, config.turnTimeoutMs, health).finally(() => {
      running = null;
    });
    return running;
  };
}
