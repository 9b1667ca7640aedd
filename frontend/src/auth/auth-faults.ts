import type { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";

export type AuthField = "name" | "email" | "password" | "form";
type Faults = Partial<Record<AuthField, string>>;

const text = messages.auth;

/** What can be said about the input before it is sent. */
export function checkAuth(
  mode: "sign-in" | "sign-up",
  { name, email, password }: { name: string; email: string; password: string },
): Faults {
  if (mode === "sign-in") return email === "" || password === "" ? { form: text.needed } : {};
  return {
    ...(name === "" ? { name: text.nameMissing } : {}),
    ...(/^\S+@\S+\.\S+$/.test(email) ? {} : { email: text.emailWrong }),
    ...(password.length < 8 ? { password: text.passwordShort } : {}),
    ...(password.length > 128 ? { password: text.passwordLong } : {}),
  };
}

/** What an answer of the server means to the person. */
export function authFault(mode: "sign-in" | "sign-up", error: ApiError | null): Faults {
  if (!error) return { form: messages.faults.internal };
  const code = String(error.code);
  if (error.status === 429) return { form: text.tooMany };
  if (mode === "sign-in" && [400, 401, 403].includes(error.status)) return { form: text.wrong };
  if (code.startsWith("USER_ALREADY_EXISTS")) return { email: text.taken };
  if (code === "PASSWORD_TOO_SHORT") return { password: text.passwordShort };
  if (code === "PASSWORD_TOO_LONG") return { password: text.passwordLong };
  if (code === "INVALID_EMAIL") return { email: text.emailWrong };
  return { form: error.message };
}
