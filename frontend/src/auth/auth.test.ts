import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";
import { authMessages } from "../messages/en-auth.ts";
import { authFault, checkAuth } from "./auth-faults.ts";
import { invitationLink, invitationToken } from "./invitation.ts";
import { nextPage } from "./next-page.ts";
import { strengthOf } from "./strength.ts";

describe("after signing in", () => {
  test.each([
    ["", "/"],
    ["?next=%2Fsettings", "/settings"],
    ["?next=%2Fc%2F1%3Fa%3Db", "/c/1?a=b"],
    ["?next=https%3A%2F%2Fevil.example", "/"],
    ["?next=%2F%2Fevil.example", "/"],
    ["?next=%2F%5Cevil.example", "/"],
    ["?next=javascript%3Aalert(1)", "/"],
    ["?next=%2F%09%2Fevil.example", "/"],
  ])("%s leads to %s", (search, page) => {
    expect(nextPage(search)).toBe(page);
  });

  test("nothing leads to another site", () => {
    const parts = [
      "/",
      "\\",
      ".",
      "..",
      "//",
      "x",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "\t",
      "\n",
      " ",
      "%2f",
      "%5c",
      "%2e",
    ];
    const next = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((some) => `/${some.join("")}`);
    for (const known of ["/.//evil.example", "/..//evil.example", "/x/..//evil.example", "/./\\evil.example"])
      expect(nextPage(`?next=${encodeURIComponent(known)}`)).toBe("/");
    fc.assert(
      fc.property(next, (path) => {
        const page = nextPage(`?next=${encodeURIComponent(path)}`);
        expect(new URL(page, "https://todo.example/sign-in").origin).toBe("https://todo.example");
        expect(page).toMatch(/^\//);
      }),
      { numRuns: 5000 },
    );
  });
});

test("says before sending what a new account lacks", () => {
  expect(Object.keys(checkAuth("sign-up", { name: "", email: "a@b", password: "short" }))).toEqual([
    "name",
    "email",
    "password",
  ]);
  expect(checkAuth("sign-up", { name: "A", email: "a@b.org", password: "long enough" })).toEqual({});
  expect(checkAuth("sign-in", { name: "", email: "x", password: "y" })).toEqual({});
});

test("never tells which of email and password was wrong", () => {
  for (const code of ["INVALID_EMAIL_OR_PASSWORD", "USER_NOT_FOUND"]) {
    expect(authFault("sign-in", new ApiError(401, { code }))).toEqual({ form: authMessages.wrong });
  }
});

test("tells an outage from a refusal", () => {
  expect(authFault("sign-in", new ApiError(503, {})).form).toBe(messages.faults.awayShort);
  expect(authFault("sign-in", new ApiError(429, {})).form).toBe(authMessages.tooMany);
});

test("says what is wrong with a new password, as the server counts and judges", () => {
  expect(checkAuth("sign-up", { name: "A", email: "a@b.org", password: "🌲🦊🌲🐢" })).toEqual({
    password: authMessages.passwordShort,
  });
  const refused = (code: string) => authFault("sign-up", new ApiError(400, { code }));
  expect(refused("PASSWORD_TOO_COMMON")).toEqual({ password: authMessages.passwordCommon });
  expect(refused("PASSWORD_LIKE_ACCOUNT")).toEqual({ password: authMessages.passwordOwn });
});

test("finds the token of an invitation in a link, its fragment, or alone", () => {
  const link = invitationLink("https://todo.example.org", "to_k-en");
  expect(invitationToken(link)).toBe("to_k-en");
  expect(invitationToken(new URL(link).hash)).toBe("to_k-en");
  expect(invitationToken(" to_k-en ")).toBe("to_k-en");
  expect(invitationToken("#elsewhere")).toBe("");
});

test("judges how hard a password is to guess", () => {
  expect(strengthOf("password", [])).toBe(0);
  expect(strengthOf("robin1987", ["Robin"])).toBeLessThan(2);
  expect(strengthOf("quiet river under seven stones", [])).toBe(4);
});
