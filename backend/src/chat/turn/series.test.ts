import { taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { type ChatHarness, chatHarness } from "../testing/chat-harness.ts";

describe("series in a conversation", () => {
  const database = useDatabase("embedded");
  let chat: ChatHarness;
  let user: string;

  beforeAll(async () => {
    chat = await chatHarness(database());
  });
  beforeEach(async () => {
    user = await chat.person();
  });
  afterAll(() => chat.runs.close(1000));

  /** A task that repeats on the 15th, the next time in the far future. */
  async function rent() {
    const due = { date: "2035-12-15" };
    const recurrence = { rule: "FREQ=MONTHLY", anchor: "schedule" as const };
    await chat.tasks.create(chat.principal(user), [taskCreate.parse({ title: "Pay rent", due, recurrence })]);
  }
  const task = async () => (await chat.tasks.openTasks(chat.principal(user)))[0];

  it("moves one occurrence, and offers all later ones", async () => {
    await rent();
    const moved = await chat.say(user, "move pay rent to 18 december 2035");
    expect(moved).toMatchObject({ question: true, asks: "confirm", choices: ["Yes", "No"] });
    expect(moved.text).toContain("Should all later ones move too?");
    expect(await task()).toMatchObject({
      due: { date: "2035-12-18" },
      recurrence: { start: { date: "2035-12-15" }, occurrence: "2035-12-15" },
    });
    await chat.say(user, "yes", moved.conversationId);
    expect(await task()).toMatchObject({
      due: { date: "2035-12-18" },
      recurrence: { rule: "FREQ=MONTHLY", start: { date: "2035-12-18" } },
    });
  });

  it("silently drops the offer when something else is said, or on a no", async () => {
    await rent();
    const moved = await chat.say(user, "move pay rent to 18 december 2035");
    const other = await chat.say(user, "add buy milk", moved.conversationId);
    expect(other.question).toBe(false);
    expect(other.text).not.toMatch(/rent/i);
    const again = await chat.say(user, "move pay rent to 19 december 2035", moved.conversationId);
    await chat.say(user, "no", again.conversationId);
    expect(await task()).toMatchObject({
      due: { date: "2035-12-19" },
      recurrence: { start: { date: "2035-12-15" }, occurrence: "2035-12-15" },
    });
  });

  it("keeps the days that are left out of a repetition", async () => {
    await chat.say(user, "water the plants every day except sunday 4 march 2035 starting 1 march 2035");
    expect((await task())?.recurrence).toMatchObject({ rule: "FREQ=DAILY", exceptions: ["2035-03-04"] });
  });

  it.each([
    [
      "band practice every fifth friday of the month",
      "It leaves out months that have that weekday only four times.",
    ],
    ["Chorprobe jeden fünften Freitag im Monat", "In Monaten mit nur vier solchen Wochentagen fällt es aus."],
  ])("says which dates a recurrence skips: %s", async (message, said) => {
    const answer = await chat.say(user, message);
    expect((await task())?.recurrence?.rule).toBe("FREQ=MONTHLY;BYDAY=5FR");
    expect(answer.text).toContain(said);
  });

  it("does not mention the 31st, which falls on the last day of shorter months", async () => {
    const answer = await chat.say(user, "pay rent every month on the 31st");
    expect((await task())?.recurrence?.rule).toBe("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
    expect(answer.text).not.toMatch(/leaves out/);
  });

  it("shows the parts of what is due with it, however far down, and moves only what has a date", async () => {
    const due = { date: "2035-12-15" };
    const add = async (title: string, parentId: string | null, more: object = {}) => {
      const [made] = await chat.tasks.create(chat.principal(user), [
        taskCreate.parse({ title, parentId, ...more }),
      ]);
      return made?.id ?? null;
    };
    const flights = await add("Book flights", await add("Plan trip", null, { due }));
    await add("Compare prices", flights);
    await add("Some day", null);
    const shown = await chat.say(user, "what's due on 15 december 2035?");
    expect(shown.tasks.map(({ title }) => title)).toEqual(["Plan trip", "Book flights", "Compare prices"]);
  });
});
