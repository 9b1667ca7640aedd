import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvFile } from "./env-file.ts";

const folder = mkdtempSync(join(tmpdir(), "env-"));
const file = join(folder, ".env");
const read = (content: string | Buffer) => {
  writeFileSync(file, content);
  return readEnvFile(file, ".env");
};

describe("a settings file", () => {
  it.each([
    ["plain", "A=1\nB=two words\n"],
    ["with a byte-order mark", "\ufeffA=1\nB=two words\n"],
    ["with Windows line ends", "A=1\r\nB=two words\r\n"],
    ["with export, quotes and comments", "# settings\nexport A='1' # one\n\nB=\"two words\"\n"],
  ])("reads %s", (_, text) => {
    expect(read(text)).toEqual({ A: "1", B: "two words" });
  });

  it("keeps a # inside quotes, and an explicitly empty value", () => {
    expect(read("KEY='a#b'\nEMPTY=\n")).toEqual({ KEY: "a#b", EMPTY: "" });
  });

  it("is refused if a value would be cut at a #, naming the key but not the value", () => {
    const refusal = expect.objectContaining({ message: expect.stringMatching(/# in the middle of KEY,/) });
    expect(() => read("A=1\nKEY=abc#def\n")).toThrow(refusal);
    expect(() => read("export KEY=abc#def")).toThrow(refusal);
    expect(() => read("KEY=abc#def")).not.toThrow(expect.objectContaining({ message: /abc/ }));
    expect(read('KEY=abc #def\nB="x\nC=y#z"\n')).toEqual({ KEY: "abc", B: "x\nC=y#z" });
  });

  it("yields nothing if it does not exist", () => {
    expect(readEnvFile(join(folder, "none"), "none")).toEqual({});
  });

  it("is refused in another encoding, which is named", () => {
    const refusal = expect.objectContaining({
      code: "env_unreadable",
      message: expect.stringContaining(".env"),
    });
    expect(() => read(Buffer.from("\ufeffA=1\n", "utf16le"))).toThrow(refusal);
    expect(() => read(Buffer.from("A=1\n", "utf16le"))).toThrow(refusal);
    expect(() => read(Buffer.from([0x41, 0x3d, 0xe9, 0x0a]))).toThrow(refusal);
  });

  it("is refused if it is a folder", () => {
    const path = join(folder, "folder");
    mkdirSync(path);
    expect(() => readEnvFile(path, "folder")).toThrow(
      expect.objectContaining({ code: "env_unreadable", message: expect.stringContaining("is a folder") }),
    );
  });
});
