import { forward } from "../cluster/forward.ts";
import type { ServiceContract } from "../contract/schema.ts";
import type { Context } from "../run/context.ts";

export interface Load {
  requests: number;
  failed: number;
  stop(): Promise<void>;
}

/**
 * Sends a service a constant rate of requests, over a forwarded port on this machine, until it is stopped. The
 * forwarding ends with it.
 */
export async function startLoad(context: Context, service: ServiceContract): Promise<Load> {
  const { load } = service;
  const state = { requests: 0, failed: 0 };
  if (!load) return { ...state, stop: async () => {} };
  const tunnel = await forward(context.kubectl.where, service.name, service.port);
  const timer = setInterval(() => {
    state.requests += 1;
    fetch(`${tunnel.url}${load.path}`, { signal: AbortSignal.timeout(5000) })
      .then((response) => response.arrayBuffer())
      .catch(() => {
        state.failed += 1;
      });
  }, 1000 / load.rate);
  return {
    get requests() {
      return state.requests;
    },
    get failed() {
      return state.failed;
    },
    async stop() {
      clearInterval(timer);
      tunnel.stop();
    },
  };
}
