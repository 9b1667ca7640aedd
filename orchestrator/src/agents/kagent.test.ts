import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { processRunner } from "../exec/run.ts";
import { kagent } from "./kagent.ts";

it("a question over HTTP ends with the run that asked it", async () => {
  const abort = new AbortController();
  // The controller responds; its agent never answers.
  const server = createServer(({ url }, response) => {
    if (url === "/health") response.end();
    else abort.abort();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = kagent(processRunner, { context: "c", namespace: "n", agent: "a", url }, { PATH: "" });
  const form = agent.form("answer", "json");
  const answer = await agent.ask({ prompt: "p", form, timeout: 60_000, signal: abort.signal });
  expect(answer).toMatchObject({ ok: false, fault: { kind: "interrupted" } });
  server.closeAllConnections();
  server.close();
});
