import { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";
import { toast } from "./toasts.tsx";

/** Says what went wrong, in passing. */
export function tellFault(error: unknown): void {
  toast(error instanceof ApiError ? error.message : messages.faults.internal, { fault: true });
}
