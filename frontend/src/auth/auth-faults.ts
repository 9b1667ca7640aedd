import { limits } from "@todo-chatbot/contracts/limits";
import type { ApiError } from "../api/client.ts";
import { messages } from "../messages/en.ts";
import { authMessages } from "../messages/en-auth.ts";

export type AuthField = "invitation" | "name" | "email" | "password" | "form";
type Faults = Partial<Record<AuthField, string>>;

const text = authMessages;

/** Checks the input before it is sent. */
export function checkAuth(
  mode: "sign-in" | "sign-up",
  { name, email, password }: { name: string; email: string; password: string },
): Faults {
  if (mode === "sign-in") return email === "" || password === "" ? { form: text.needed } : {};
  return {
    ...(name === "" ? { name: text.nameMissing } : {}),
    ...(/^\S+@\S+\.\S+$/.test(email) ? {} : { email: text.emailWrong }),
    ...passwordFault(password),
  };
}

/** Checks a new password before it is sent: its length, counted as the server does. */
export function passwordFault(password: string): Pick<Faults, "password"> {
  const characters = [...password.normalize("NFKC")].length;
  if (characters < limits.passwordMin) return { password: text.passwordShort };
  if (characters > limits.passwordMax) return { password: text.passwordLong };
  return {};
}

/** Why the server refused a new password; null if the error is about something else. */
export function passwordRefusal(error: ApiError): string | null {
  switch (String(error.code)) {
    case "PASSWORD_TOO_SHORT":
      return text.passwordShort;
    case "PASSWORD_TOO_LONG":
      return text.passwordLong;
    case "PASSWORD_TOO_COMMON":
      return text.passwordCommon;
    case "PASSWORD_LIKE_ACCOUNT":
      return text.passwordOwn;
    default:
      return null;
  }
}

/** Explains an error response of the server to the person. */
export function authFault(mode: "sign-in" | "sign-up", error: ApiError | null): Faults {
  if (!error) return { form: messages.faults.internal };
  const code = String(error.code);
  if (error.status === 429) return { form: text.tooMany };
  if (mode === "sign-in" && [400, 401, 403].includes(error.status)) return { form: text.wrong };
  const password = passwordRefusal(error);
  if (password) return { password };
  if (code === "registration_closed") return { form: text.closed };
  if (code === "invitation_needed") return { invitation: text.invitationNeeded };
  if (code === "invitation_invalid") return { invitation: text.invitationInvalid };
  if (code === "INVALID_EMAIL") return { email: text.emailWrong };
  return { form: error.message };
}
