import { expect, test } from "vitest";
import { hostnameOf, isAllowedHost, parseHosts } from "./hosts.ts";

test.each([
  ["todo.example.org", "todo.example.org"],
  ["TODO.Example.org:443", "todo.example.org"],
  ["todo.example.org.", "todo.example.org"],
  ["my_nas:3000", "my_nas"],
  ["127.0.0.1:3000", "127.0.0.1"],
  ["0x7f.1", "127.0.0.1"],
  ["[::1]:3000", "[::1]"],
])("%s is the host %s", (header, hostname) => {
  expect(hostnameOf(header)).toBe(hostname);
});

test.each([
  undefined,
  "",
  "a b",
  "me@todo.example.org",
  "todo.example.org/path",
  "todo.example.org?x",
  "todo.example.org:99999",
  "todo.example.org:port",
  "[::1",
  "999.1.1.1",
  "todo\\example",
  "todo%2eexample",
])("%j is not a host", (header) => {
  expect(hostnameOf(header)).toBeNull();
});

test("addresses and localhost are always accepted, other names only if configured", () => {
  const names = parseHosts("todo.example.org, Nas.local:3000 *.apps.example") ?? [];
  const allowed = (header: string) => isAllowedHost(hostnameOf(header) ?? "", names);
  for (const header of ["127.0.0.1:1", "192.168.49.2:30080", "[fe80::1]", "localhost", "app.localhost:3000"])
    expect([header, allowed(header)]).toEqual([header, true]);
  for (const header of ["todo.example.org", "TODO.EXAMPLE.ORG.:443", "nas.local", "a.b.apps.example"])
    expect([header, allowed(header)]).toEqual([header, true]);
  for (const header of [
    "evil.example",
    "todo.example.org.evil.example",
    "x.todo.example.org",
    "mylocalhost",
    "apps.example",
  ])
    expect([header, allowed(header)]).toEqual([header, false]);
});

test("a setting without a valid host is refused", () => {
  expect(parseHosts("ok.example, https://todo.example")).toBeNull();
  expect(parseHosts("*")).toBeNull();
  expect(parseHosts(" ")).toEqual([]);
});
