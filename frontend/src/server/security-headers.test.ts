import { expect, test } from "vitest";
import { pageHeaders } from "./security-headers.ts";

const policy = pageHeaders("abc")["Content-Security-Policy"] ?? "";

test("scripts and styles run only with the page's nonce", () => {
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("style-src 'self' 'nonce-abc';");
  expect(policy).not.toContain("unsafe");
});

test("nothing requires TLS, which many installations do not have", () => {
  expect(policy).not.toContain("upgrade-insecure-requests");
  expect(Object.keys(pageHeaders("abc"))).not.toContain("Strict-Transport-Security");
});

test("a page may only start its own workers", () => {
  expect(policy).toContain("worker-src 'self';");
});
