import type { Language } from "@todo-chatbot/assistant/preview";
import { expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import type { Circumstances, FromWorker } from "./protocol.ts";
import { Reading } from "./reading.ts";

const circumstances: Circumstances = {
  now: "2026-11-30T10:00:00Z",
  timeZone: "Pacific/Kiritimati",
  weekStart: 1,
  locale: "en-GB",
  turns: [],
};
const read = (id: number, text: string) => ({ type: "read", id, text, circumstances }) as const;

test("a message is read against the tasks that were sent", async () => {
  const answers: FromWorker[] = [];
  const reading = new Reading(
    async () => {},
    (answer) => answers.push(answer),
  );
  const [rent, gas] = [makeTask("Pay rent"), makeTask("Pay gas")];
  await reading.take({ type: "tasks", put: [rent, gas], gone: [] });
  await reading.take({ type: "tasks", put: [], gone: [gas.id] });
  await reading.take(read(1, "done with pay rent"));
  expect(answers).toEqual([
    { id: 1, preview: { words: "Complete “Pay rent”", asks: false, language: "en" } },
  ]);
});

test("it waits for the weights of the message's language", async () => {
  const answers: FromWorker[] = [];
  const asked: Language[] = [];
  const arrival = Promise.withResolvers<void>();
  const reading = new Reading(
    (language) => {
      asked.push(language);
      return arrival.promise;
    },
    (answer) => answers.push(answer),
  );
  const taken = reading.take(read(1, "Kauf morgen bitte Milch und Brot ein"));
  expect(asked).toEqual(["de"]);
  expect(answers).toEqual([]);
  arrival.resolve();
  await taken;
  expect(answers).toMatchObject([{ id: 1, preview: { language: "de" } }]);
});

test("a superseded message is not read", async () => {
  const answers: FromWorker[] = [];
  const arrival = Promise.withResolvers<void>();
  const reading = new Reading(
    () => arrival.promise,
    (answer) => answers.push(answer),
  );
  const first = reading.take(read(1, "add milk"));
  const second = reading.take(read(2, "add oat milk"));
  arrival.resolve();
  await Promise.all([first, second]);
  expect(answers.map(({ id }) => id)).toEqual([2]);
});

test("without weights there is no preview, and no error", async () => {
  const answers: FromWorker[] = [];
  const reading = new Reading(
    () => Promise.reject(new Error("offline")),
    (answer) => answers.push(answer),
  );
  await reading.take(read(1, "add milk"));
  expect(answers).toEqual([{ id: 1, preview: null }]);
});
