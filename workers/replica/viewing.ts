import type { RecordId } from "#domain/id.ts";
import type { Http, ReplicaDeps } from "./deps.ts";
import { createMemoryStorage } from "./storage/memory.ts";
import { createSingleTab } from "./tabs.ts";

/** The thread's name carries whose view it is, since a worker is told nothing else before it starts. */
const MARK = " as ";

export const nameOfViewing = (thread: string, person: RecordId): string => thread + MARK + person;

export const personOfViewing = (thread: string): string | null => {
  const at = thread.indexOf(MARK);
  return at < 0 ? null : thread.slice(at + MARK.length);
};

/** The administrator's session asks for the view and for nothing else: everything that would act is turned away. */
const viewingHttp =
  (http: Http, person: RecordId): Http =>
  async (method, path) => {
    const asks = (method === "POST" && path === "/api/ticket") || (method === "GET" && path === "/api/session");
    return asks ? http("POST", "/api/view-as", { user: person }) : { status: 403, body: { code: "denied" } };
  };

/** A replica of what another person sees: in memory alone, a device of its own, taking no changes. */
export const viewingDeps = (deps: ReplicaDeps, person: RecordId): ReplicaDeps => ({
  ...deps,
  storage: createMemoryStorage(),
  tabs: createSingleTab(),
  http: viewingHttp(deps.http, person),
  persist: () => undefined,
  viewing: true,
});
