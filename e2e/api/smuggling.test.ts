import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUp } from "../support/person.ts";
import { rawConnection } from "../support/raw-http.ts";
import { type Running, scratchFolder, startBackend, startFrontend } from "../support/stack.ts";

// Request smuggling: one person's bytes must never become, or become part of, another person's request. Each attack
// is sent as raw bytes through the real frontend to the real backend, with a second request hidden in the body;
// meanwhile and afterwards a second person must get their own responses.

const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/** How a body is framed: header lines, and the bytes after the head with the hidden request. */
type Framing = (hidden: string) => { lines: string[]; body: string };

const hex = (text: string) => text.length.toString(16);
const chunk = (text: string) => `${hex(text)}\r\n${text}\r\n`;
const chunks = (text: string) => `${chunk(text)}0\r\n\r\n`;
const length = (text: string) => `Content-Length: ${text.length}`;
const as =
  (lines: (hidden: string) => string[], body: (hidden: string) => string = (hidden) => hidden): Framing =>
  (hidden) => ({ lines: lines(hidden), body: body(hidden) });
const coded = (coding: string) => as(() => [coding], chunks);

const framings: Record<string, Framing> = {
  "Content-Length": as((hidden) => [length(hidden)]),
  "Transfer-Encoding": coded("Transfer-Encoding: chunked"),
  "both, length first": as(
    (hidden) => [length(hidden), "Transfer-Encoding: chunked"],
    (hidden) => `0\r\n\r\n${hidden}`,
  ),
  "both, coding first": as(() => ["Transfer-Encoding: chunked", "Content-Length: 4"], chunks),
  "folded length": as((hidden) => [`Content-Length:\r\n ${hidden.length}`]),
  "length folded into another": as((hidden) => [`X-A: b\r\n ${length(hidden)}`]),
  "folded coding": coded("Transfer-Encoding:\r\n chunked"),
  "coding folded into another": coded("X-A: b\r\n Transfer-Encoding: chunked"),
  "the length twice": as((hidden) => [length(hidden), length(hidden)]),
  "the length as a list": as((hidden) => [`${length(hidden)}, ${hidden.length}`]),
  "differing lengths": as((hidden) => ["Content-Length: 0", length(hidden)]),
  "differing lengths, the other way": as((hidden) => [length(hidden), "Content-Length: 0"]),
  "a signed length": as((hidden) => [`Content-Length: +${hidden.length}`]),
  "a negative length": as(() => ["Content-Length: -1"]),
  "a hexadecimal length": as((hidden) => [`Content-Length: 0x${hex(hidden)}`]),
  "a length with a tail": as((hidden) => [`${length(hidden)}abc`]),
  "an empty length": as(() => ["Content-Length: "]),
  "a length with zeros": as((hidden) => [`Content-Length: 000${hidden.length}`]),
  "a huge length": as(() => ["Content-Length: 99999999999999999999"]),
  "a space before the colon of the length": as((hidden) => [`Content-Length : ${hidden.length}`]),
  "a space before the colon of the coding": coded("Transfer-Encoding : chunked"),
  "an underscore for a hyphen": coded("Transfer_Encoding: chunked"),
  "a coding of another name": coded("Transfer-Encoding: xchunked"),
  "a coding in capitals": coded("TRANSFER-ENCODING: CHUNKED"),
  "a coding behind a vertical tab": coded("Transfer-Encoding: \x0bchunked"),
  "a coding in quotes": coded('Transfer-Encoding: "chunked"'),
  "chunked, then identity": coded("Transfer-Encoding: chunked, identity"),
  "identity, then chunked": coded("Transfer-Encoding: identity, chunked"),
  "gzip, then chunked": coded("Transfer-Encoding: gzip, chunked"),
  "chunked twice": as(() => ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], chunks),
  "chunked, then a second line": as(() => ["Transfer-Encoding: chunked", "Transfer-Encoding: x"], chunks),
  "a chunk extension": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `${hex(hidden)};a=b\r\n${hidden}\r\n0\r\n\r\n`,
  ),
  "a line feed in a chunk extension": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `2;\nxx\r\n${hex(hidden)}\r\n${hidden}\r\n0\r\n\r\n`,
  ),
  "a chunk size with 0x": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `0x${hex(hidden)}\r\n${hidden}\r\n0\r\n\r\n`,
  ),
  "a chunk size beyond 64 bits": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `10000000000000000${hex(hidden)}\r\n${hidden}\r\n0\r\n\r\n`,
  ),
  "a negative chunk size": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `-1\r\n${hidden}\r\n0\r\n\r\n`,
  ),
  "chunks with bare line feeds": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `${hex(hidden)}\n${hidden}\n0\n\n`,
  ),
  "a chunk with a tail": as(
    () => ["Transfer-Encoding: chunked"],
    (hidden) => `1\r\nxxx\r\n0\r\n\r\n${hidden}`,
  ),
  "trailers that frame": as(
    () => ["Transfer-Encoding: chunked", "Trailer: Content-Length"],
    (hidden) => `0\r\n${length(hidden)}\r\n\r\n`,
  ),
  "Connection names the length": as((hidden) => ["Connection: keep-alive, content-length", length(hidden)]),
  "Connection names the coding": as(
    () => ["Connection: keep-alive, transfer-encoding", "Transfer-Encoding: chunked"],
    chunks,
  ),
  "Expect, with a length": as((hidden) => ["Expect: 100-continue", length(hidden)]),
  "Expect, with chunks": as(() => ["Expect: 100-continue", "Transfer-Encoding: chunked"], chunks),
  "Expect what nobody knows": as((hidden) => ["Expect: a-miracle", length(hidden)]),
  "Upgrade to h2c": as((hidden) => [
    "Connection: Upgrade, HTTP2-Settings",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABk",
    length(hidden),
  ]),
  "Upgrade to a web socket": as((hidden) => [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    length(hidden),
  ]),
};

/** How it is sent. The backend reads `signed` requests completely; it answers the others before their body. */
const ways = [
  "whole, signed",
  "whole, answered early",
  "slowly, signed",
  "slowly, answered early",
  "broken off",
] as const;

describe("request smuggling", () => {
  const scratch = scratchFolder();
  let backend: Running;
  let frontend: Running;
  let attacker: Person;
  let key: string;
  let victim: Person;
  let turn = 0;

  beforeAll(async () => {
    backend = await startBackend({
      DATA_DIR: scratch.path,
      REQUESTS_PER_MINUTE: "1000000",
      SIGN_UPS_PER_ADDRESS: "100000",
    });
    frontend = await startFrontend(backend.url);
    attacker = await signUp(frontend.url);
    victim = await signUp(frontend.url);
    key = await attacker.makeKey();
  });

  afterAll(async () => {
    await frontend?.stop();
    await backend?.stop();
    scratch.remove();
  });

  /** A request that would take another person's request as its body and turn it into a task of the attacker. */
  const swallowing = () =>
    `POST /api/v1/import?format=todotxt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n` +
    `Content-Type: text/plain\r\nContent-Length: 2000\r\n\r\nswallowed `;

  /** A request whose response only the backend itself can produce. */
  const telling = () => "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  async function attack(method: string, framing: Framing, way: (typeof ways)[number], hidden: string) {
    const connection = await rawConnection(frontend.url);
    const { lines, body } = framing(hidden);
    const head = [
      `${method} /api/v1/tasks HTTP/1.1`,
      "Host: 127.0.0.1",
      ...(way.endsWith("signed") ? [`Authorization: Bearer ${key}`] : []),
      "Content-Type: application/json",
      ...lines,
    ].join("\r\n");
    if (way === "broken off") {
      connection.send(`${head}\r\n\r\n${body.slice(0, body.length / 2)}`);
      await connection.quiet(10, 100);
      connection.abort();
      return "";
    }
    if (way.startsWith("slowly")) {
      connection.send(`${head}\r\n\r\n`);
      for (let at = 0; at < body.length; at += Math.ceil(body.length / 3)) {
        await connection.quiet(10, 100);
        connection.send(body.slice(at, at + Math.ceil(body.length / 3)));
      }
    } else {
      connection.send(`${head}\r\n\r\n${body}`);
    }
    await connection.quiet(25, 500);
    connection.abort();
    return connection.received();
  }

  /** The second person's own concurrent requests, on the frontend's persistent connections. */
  async function expectOwnAnswers() {
    const title = `own ${turn++}`;
    const [profile, made, listed] = await Promise.all([
      victim.send("GET", "/api/v1/profile"),
      victim.send("POST", "/api/v1/tasks", { title }),
      victim.send("GET", "/api/v1/tasks?limit=1"),
    ]);
    const answers = [
      profile.status,
      ((await profile.json()) as { email?: string }).email,
      made.status,
      ((await made.json()) as { title?: string }).title,
      listed.status,
      "items" in ((await listed.json()) as object),
    ];
    expect(answers).toEqual([200, victim.email, 201, title, 200, true]);
  }

  it.each(Object.keys(framings))("%s", async (name) => {
    const framing = framings[name] as Framing;
    const hidden = telling() + swallowing();
    const attacks = Promise.all(
      methods.flatMap((method) => ways.map((way) => attack(method, framing, way, hidden))),
    );
    for (let over = false; !over; ) {
      over = await Promise.race([attacks.then(() => true), expectOwnAnswers().then(() => false)]);
    }
    await expectOwnAnswers();
    const told = new RegExp(`${victim.email}|"database":|HTTP/1.1 5`);
    expect((await attacks).filter((received) => told.test(received))).toEqual([]);
  });

  it("none of it stored what another person sent", async () => {
    const exported = await (await attacker.send("GET", "/api/v1/export")).text();
    expect(exported).not.toContain("swallowed");
    expect(exported).not.toContain("session_token");
    expect(exported).not.toContain("own ");
  });
});
