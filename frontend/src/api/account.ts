import type {
  ApiKey,
  ApiKeyScope,
  Invitation,
  InvitationCreate,
  ModelCheck,
  ModelStatus,
  Profile,
  ProfilePatch,
  RegistrationMode,
  SecurityEvent,
  Session,
} from "@todo-chatbot/contracts";
import { request } from "./client.ts";

/** Settings of a new key. */
export interface NewKey {
  name: string;
  password: string;
  scopes: ApiKeyScope[];
  /** Seconds; null: the key does not expire. */
  expiresIn: number | null;
}

export interface SignUp {
  name: string;
  email: string;
  password: string;
  timeZone: string;
  locale: string;
  /** The token of an invitation. */
  invitation?: string;
}

const auth = "/api/auth";
const post = <T>(path: string, body: unknown = {}) => request<T>(auth + path, { method: "POST", body });

export const accountApi = {
  /** The profile of the signed-in person, who may not be the one the page shows. */
  profile: (signal?: AbortSignal) =>
    request<Profile>("/api/v1/profile", { signal: signal ?? null, asAnyone: true }),
  updateProfile: (patch: ProfilePatch) =>
    request<Profile>("/api/v1/profile", { method: "PATCH", body: patch }),
  model: (signal?: AbortSignal) => request<ModelStatus>("/api/v1/model", { signal: signal ?? null }),
  checkModel: () => request<ModelCheck>("/api/v1/model/check", { method: "POST", body: {} }),

  signIn: (email: string, password: string) => post("/sign-in/email", { email, password }),
  signUp: (details: SignUp) => post("/sign-up/email", details),
  signOut: () => post("/sign-out"),
  changePassword: (passwords: { currentPassword: string; newPassword: string; deleteApiKeys: boolean }) =>
    post("/change-password", { ...passwords, revokeOtherSessions: true }),
  deleteAccount: (password: string) => post("/delete-user", { password }),

  currentSession: (signal?: AbortSignal) =>
    request<{ user: { id: string } } | null>(`${auth}/get-session`, { signal: signal ?? null }),
  sessions: (signal?: AbortSignal) => request<Session[]>(`${auth}/list-sessions`, { signal: signal ?? null }),
  revokeSession: (id: string) => post("/revoke-session", { id }),
  revokeOtherSessions: (deleteApiKeys: boolean) => post("/revoke-other-sessions", { deleteApiKeys }),

  securityEvents: async (signal?: AbortSignal) =>
    (await request<{ items: SecurityEvent[] }>(`${auth}/security-events`, { signal: signal ?? null })).items,

  registration: (signal?: AbortSignal) =>
    request<{ mode: RegistrationMode }>(`${auth}/registration`, { signal: signal ?? null }),
  invitations: async (signal?: AbortSignal) =>
    (await request<{ invitations: Invitation[] }>(`${auth}/invitations`, { signal: signal ?? null }))
      .invitations,
  invite: (details: InvitationCreate) => post<Invitation & { token: string }>("/invitations", details),
  revokeInvitation: (id: string) => post("/invitations/revoke", { id }),

  keys: async (signal?: AbortSignal) =>
    (await request<{ apiKeys: ApiKey[] }>(`${auth}/api-key/list`, { signal: signal ?? null })).apiKeys,
  createKey: (details: NewKey) => post<ApiKey & { key: string }>("/api-key/create", details),
  deleteKey: (keyId: string) => post("/api-key/delete", { keyId }),
};
