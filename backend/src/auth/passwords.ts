import { limits } from "@todo-chatbot/contracts";

/** Why a password is refused. The codes follow the form of Better Auth's own. */
export interface PasswordFault {
  code: "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_LONG" | "PASSWORD_TOO_COMMON" | "PASSWORD_LIKE_ACCOUNT";
  message: string;
}

/** What an attacker may know about the person. */
export interface PasswordOwner {
  name: string;
  email: string;
}

const product = "Todo Chatbot";
/** Shorter parts of names and addresses are ignored. */
const shortestPart = 4;

/**
 * Validates a new password as NIST SP 800-63B §3.1.1 and OWASP ASVS 6.2 require: by its length in characters and by
 * whether it is among the first that an attacker would try; never by which kinds of characters it contains.
 * @returns null if it is acceptable
 */
export async function passwordFault(password: string, owner: PasswordOwner): Promise<PasswordFault | null> {
  // Better Auth hashes the same form, so that a password typed on two systems is the same.
  const characters = [...password.normalize("NFKC")].length;
  const { passwordMin: min, passwordMax: max } = limits;
  if (characters < min) {
    return { code: "PASSWORD_TOO_SHORT", message: `The password needs at least ${min} characters.` };
  }
  if (characters > max) {
    return { code: "PASSWORD_TOO_LONG", message: `The password may have at most ${max} characters.` };
  }
  const own = ownWords(owner);
  const cores = coresOf(fold(password));
  if (cores.some((core) => own.has(core))) {
    return {
      code: "PASSWORD_LIKE_ACCOUNT",
      message: "The password is your name, your email or the name of this product. Choose another.",
    };
  }
  // Loaded with the first new password.
  const { commonPasswords } = await import("./common-passwords.ts");
  if (cores.some((core) => commonPasswords.has(core)) || [...unitOf(fold(password))].length < shortestPart) {
    return {
      code: "PASSWORD_TOO_COMMON",
      message:
        "This password is one of the first that attackers guess. Choose another; a few words make a good one.",
    };
  }
  return null;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** The repeated part if a text is nothing but a repetition, else the whole text. */
function unitOf(password: string): string {
  return /^(.+?)\1+$/su.exec(password)?.[1] ?? password;
}

/** The word in a password, without the digits and signs people put around it to make it pass. */
function coresOf(password: string): string[] {
  const unit = unitOf(password);
  const bare = unit.replace(/^[^\p{L}]{1,4}/u, "").replace(/[^\p{L}]{1,4}$/u, "");
  return [password, unit, ...(bare.length * 2 >= unit.length ? [bare] : [])];
}

function ownWords({ name, email }: PasswordOwner): Set<string> {
  const [local = "", host = ""] = fold(email).split("@");
  const parts = [fold(name), fold(product)].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = [...parts, fold(email), local, host, ...local.split(/[^\p{L}\p{N}]+/u), ...host.split(".")];
  const joined = words.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ""));
  return new Set(
    [...words, ...joined]
      .filter((word) => word.length >= shortestPart)
      .flatMap((word) => [word, [...word].reverse().join("")]),
  );
}
