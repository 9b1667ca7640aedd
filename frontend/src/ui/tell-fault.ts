import { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";
import { toast } from "./toasts.tsx";

/** Shows what went wrong in a toast. */
export function tellFault(error: unknown): void {
  toast(error instanceof ApiError ? error.message : messages.faults.internal, { fault: true });
}
