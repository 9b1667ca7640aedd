import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { provideImages } from "../support/images.ts";
import { Session } from "../support/session.ts";
import { Site, secretValues } from "../support/site.ts";

/**
 * A language model that sends one word and then nothing until /release is requested: anything that buffers
 * responses on the way would wait indefinitely. It gives up after one minute.
 */
const model = `
  const http = require("node:http");
  let release;
  const released = new Promise((done) => { release = done; });
  http.createServer(async (request, response) => {
    if (request.url === "/release") { release(); return response.end("released"); }
    for await (const _ of request);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (delta, finish_reason = null) => response.write("data: " + JSON.stringify({
      id: "1", object: "chat.completion.chunk", created: 1, model: "scripted", choices: [{ index: 0, delta, finish_reason }],
    }) + "\\n\\n");
    send({ role: "assistant", content: "First" });
    await Promise.race([released, new Promise((done) => setTimeout(done, 60000))]);
    send({ content: " and second" });
    send({}, "stop");
    response.end("data: [DONE]\\n\\n");
  }).listen(8080);
`;

await describeCluster("the chat's stream", (cluster) => {
  let site: Site;
  beforeAll(async () => {
    await provideImages(cluster);
    site = await Site.create(cluster);
    await site.secret({ ...secretValues(), OPENAI_API_KEY: "scripted" });
    await site.apply(
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "model", labels: { app: "model" } },
        spec: {
          containers: [
            {
              name: "model",
              image: "todo-frontend:latest",
              imagePullPolicy: "Never",
              command: ["node", "-e", model],
            },
          ],
        },
      },
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "model" },
        spec: { selector: { app: "model" }, ports: [{ port: 8080 }] },
      },
    );
    const environment = [
      { name: "OPENAI_BASE_URL", value: "http://model:8080/v1" },
      { name: "OPENAI_MODEL", value: "scripted" },
    ];
    const rule = [{ to: [{ podSelector: { matchLabels: { app: "model" } } }], ports: [{ port: 8080 }] }];
    await site.install(
      ...["--set", "database.mode=builtin,backend.readinessProbe.initialDelaySeconds=0"],
      ...["--set-json", `backend.env=${JSON.stringify(environment)}`],
      ...["--set-json", `networkPolicy.backendEgress=${JSON.stringify(rule)}`],
    );
    await site.ready(5, 180_000);
    await site.answers();
  });
  afterAll(() => site?.remove());

  it("arrives word by word through node port, frontend, Service and backend", async () => {
    const session = await Session.signUp(cluster.url);
    const start = performance.now();
    const headers = { accept: "text/event-stream", "idempotency-key": randomUUID() };
    const answer = await session.request("POST", "/api/v1/chat", { message: "Say two things." }, headers);
    if (!answer.body) throw new Error("The answer has no body.");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    let firstEvent = 0;
    const readUntil = async (part: string) => {
      while (!text.includes(part)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`The stream ended without “${part}”:\n${text}`);
        firstEvent ||= performance.now() - start;
        text += value;
      }
    };
    await readUntil("First");
    const firstWord = performance.now() - start;
    // The model has sent no more than that so far, so nothing on the way waits for the end.
    expect(text).not.toContain("second");
    const service = `/api/v1/namespaces/${site.namespace}/services/model:8080/proxy/release`;
    expect(await cluster.kubectl("get", "--raw", service)).toBe("released");
    await readUntil("second");
    await reader.cancel();
    console.log(
      `chat stream through node port 30080: first event ${firstEvent.toFixed(0)} ms, first word ${firstWord.toFixed(0)} ms`,
    );
  });
});
