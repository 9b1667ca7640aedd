import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";
import { authFault, checkAuth } from "./auth-faults.ts";
import { nextPage } from "./next-page.ts";

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
    expect(authFault("sign-in", new ApiError(401, { code }))).toEqual({ form: messages.auth.wrong });
  }
});

test("tells an outage from a refusal", () => {
  expect(authFault("sign-in", new ApiError(503, {})).form).toBe(messages.faults.awayShort);
  expect(authFault("sign-in", new ApiError(429, {})).form).toBe(messages.auth.tooMany);
  expect(
    authFault("sign-up", new ApiError(422, { code: "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL" })).email,
  ).toBe(messages.auth.taken);
});
