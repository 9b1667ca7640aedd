import { dictionary } from "@zxcvbn-ts/language-common";
import { describe, expect, it } from "vitest";
import { useServer } from "../testing/server.ts";
import { passwordFault } from "./passwords.ts";

const owner = { name: "Robin Vandermeer", email: "robin.v@mail-house.example" };
const code = async (password: string) => (await passwordFault(password, owner))?.code ?? null;

describe("a new password", () => {
  it("is not one of the 10,000 most common", async () => {
    const commonest = dictionary["passwords-common"].slice(0, 10_000).filter(({ length }) => length >= 8);
    expect(commonest.length).toBeGreaterThan(2000);
    const codes = await Promise.all(commonest.map(code));
    expect(commonest.filter((_, n) => codes[n] === null)).toEqual([]);
  });

  it.each([
    ["password", "PASSWORD_TOO_COMMON"],
    ["PassWord", "PASSWORD_TOO_COMMON"],
    ["Password123!", "PASSWORD_TOO_COMMON"],
    ["!!sunshine2026", "PASSWORD_TOO_COMMON"],
    ["        ", "PASSWORD_TOO_COMMON"],
    ["aaaaaaaaaaaaaaaa", "PASSWORD_TOO_COMMON"],
    ["abcabcabcabc", "PASSWORD_TOO_COMMON"],
    ["🌲🦊🌲🦊🌲🦊🌲🦊", "PASSWORD_TOO_COMMON"],
    ["dragondragon", "PASSWORD_TOO_COMMON"],
    ["ｐａｓｓｗｏｒｄ", "PASSWORD_TOO_COMMON"],
    ["robin.v@mail-house.example", "PASSWORD_LIKE_ACCOUNT"],
    ["RobinVandermeer", "PASSWORD_LIKE_ACCOUNT"],
    ["Robin Vandermeer!", "PASSWORD_LIKE_ACCOUNT"],
    ["vandermeer1", "PASSWORD_LIKE_ACCOUNT"],
    ["reemrednav", "PASSWORD_LIKE_ACCOUNT"],
    ["robinrobin", "PASSWORD_LIKE_ACCOUNT"],
    ["mail-house", "PASSWORD_LIKE_ACCOUNT"],
    ["todochatbot", "PASSWORD_LIKE_ACCOUNT"],
    ["Todo Chatbot 1", "PASSWORD_LIKE_ACCOUNT"],
  ])("%j is refused as %s", async (password, expected) => {
    expect(await code(password)).toBe(expected);
  });

  it("is measured in characters, not in code units", async () => {
    expect(await code("🌲🦊🌲🐢")).toBe("PASSWORD_TOO_SHORT");
    expect(await code("🌲🦊🌵🐢🍁🦉🌻🐝")).toBeNull();
    expect(await code(`${"🌲🦊".repeat(63)}ab`)).toBeNull();
    expect(await code("é".normalize("NFD").repeat(7))).toBe("PASSWORD_TOO_SHORT");
    expect(await code(`${"x".repeat(127)}yz`)).toBe("PASSWORD_TOO_LONG");
  });

  it.each([
    "correct horse battery",
    "robin sings in the morning",
    "lowercaseonly",
    "73019582",
    "x7#9k$2!",
    "4#!9kk77$%2",
    "ünïcödé wörds",
    "пароль из леса",
  ])("%j is taken: there are no rules of composition", async (password) => {
    expect(await code(password)).toBeNull();
  });
});

describe("the server", () => {
  const server = useServer();

  it("refuses such a password for a new account and a changed one, and says why", async () => {
    const me = server().client();
    const up = (password: string, name = "Test") =>
      me.post("/api/auth/sign-up/email", { name, email: me.email, password });
    expect(await up("password1")).toMatchObject({
      status: 400,
      body: { code: "PASSWORD_TOO_COMMON", message: expect.stringContaining("a few words") },
    });
    expect(await up(me.email)).toMatchObject({ status: 400, body: { code: "PASSWORD_LIKE_ACCOUNT" } });
    expect(await up("grasshopper9", "Grasshopper")).toMatchObject({
      body: { code: "PASSWORD_LIKE_ACCOUNT" },
    });
    const long = `${"🦊🌲".repeat(50)} fox and tree`;
    expect(await up("🦊🌲".repeat(70))).toMatchObject({ status: 400, body: { code: "PASSWORD_TOO_LONG" } });
    expect((await up(long)).status).toBe(200);
    const change = (newPassword: string, currentPassword = long) =>
      me.post("/api/auth/change-password", { currentPassword, newPassword });
    expect(await change("iloveyou")).toMatchObject({ status: 400, body: { code: "PASSWORD_TOO_COMMON" } });
    expect(await change(me.email)).toMatchObject({ status: 400, body: { code: "PASSWORD_LIKE_ACCOUNT" } });
    expect((await change("quiet river stones")).status).toBe(200);
    expect((await me.signIn("quiet river stones")).status).toBe(200);
    const stranger = server().client();
    expect(
      (await stranger.post("/api/auth/change-password", { currentPassword: "x", newPassword: "password" }))
        .status,
    ).toBe(401);
  });
});
