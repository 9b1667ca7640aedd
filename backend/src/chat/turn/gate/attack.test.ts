import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limits } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger, type RunningServer, readConfig, startServer } from "../../../index.ts";
import { signUp } from "../../testing/http-client.ts";

/** Words that once took a pattern exponential time, said over and over up to the limit. */
const worst = [
  "undo it ",
  "alright ",
  "hey ",
  "wonderful ",
  "yes delete them all ",
  "ok ok ",
  "all of them both ",
  "undo that and that ",
].flatMap((words) => ["", "yes ", "undo ", "hey "].map((opener) => filled(opener, words)));

function filled(opener: string, words: string): string {
  const most = limits.messageLength - opener.length - 1;
  return `${opener}${words.repeat(Math.floor(most / words.length))}x`;
}

describe("a server that receives messages that take forever", () => {
  let folder: string;
  let server: RunningServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "todo-attack-"));
    const config = readConfig({ BACKEND_PORT: "0", DATA_DIR: folder, SIGN_UPS_PER_ADDRESS: "1000" });
    server = await startServer(config, createLogger("silent"));
    await server.ready;
  });
  afterAll(async () => {
    await server.stop("test");
    rmSync(folder, { recursive: true });
  });

  it("answers everybody else meanwhile, and finally those too, without adding anything", async () => {
    const [mallory, ada] = await Promise.all([signUp(server.url), signUp(server.url)]);
    let isOver = false;
    const attack = Promise.all(
      worst.map((message) =>
        mallory.call<{ message: { text: string } }>("POST", "/api/v1/chat", { message }),
      ),
    ).finally(() => {
      isOver = true;
    });
    let turns = 0;
    do {
      turns += 1;
      const turn = await ada.say(`add a task to buy ${turns} apples`);
      expect(turn.toolCalls).toMatchObject([{ name: "add_task", status: "ok" }]);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    } while (!isOver);
    for (const { status, body } of await attack) {
      expect(status).toBe(200);
      expect(body.message.text).not.toBe("");
    }
    expect(await mallory.tasks()).toEqual([]);
  }, 120_000);
});
