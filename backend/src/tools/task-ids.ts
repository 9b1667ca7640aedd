import { limits } from "@todo-chatbot/contracts";
import { z } from "zod";

/** Ids of tasks, without repeats. */
export const taskIds = z
  .array(z.uuid())
  .min(1)
  .max(limits.batchSize)
  .transform((ids) => [...new Set(ids)]);
