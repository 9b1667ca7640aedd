import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { settleForwardedHeaders } from "./forwarded-headers.ts";

function settled(headers: Record<string, string>, trusted: boolean) {
  const request = {
    headers: { ...headers },
    socket: { remoteAddress: "10.0.0.9" },
  } as unknown as IncomingMessage;
  settleForwardedHeaders(request, trusted);
  return request.headers;
}

const host = { host: "192.168.49.2:30080" };
const claimed = {
  ...host,
  forwarded: "for=6.6.6.6",
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-host": "evil.example",
  "x-forwarded-port": "666",
  "x-forwarded-proto": "https",
};

test("values anyone could send are replaced by observed ones", () => {
  expect(settled(claimed, false)).toEqual({
    ...host,
    "x-forwarded-for": "10.0.0.9",
    "x-forwarded-host": "192.168.49.2:30080",
    "x-forwarded-proto": "http",
  });
});

test("values from a trusted proxy stay, and its own address is added", () => {
  expect(settled(claimed, true)).toMatchObject({
    "x-forwarded-for": "6.6.6.6, 10.0.0.9",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
  });
  expect(settled(host, true)).toMatchObject({ "x-forwarded-for": "10.0.0.9", "x-forwarded-proto": "http" });
});
