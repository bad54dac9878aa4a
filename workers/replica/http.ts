import type { Http } from "./deps.ts";

interface Init {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly text: () => Promise<string>;
}

/** Requests by a fetch that keeps the session's cookie itself, as browsers do. `path` starts with `/`. */
export const createHttp =
  (fetch: (path: string, init: Init) => Promise<Answer>): Http =>
  async (method, path, body) => {
    const init: Init = { method, headers: body ? { "content-type": "application/json" } : {} };
    const answer = await fetch(path, body ? { ...init, body: JSON.stringify(body) } : init);
    const text = await answer.text();
    return { status: answer.status, body: parse(text) };
  };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

interface NodeAnswer extends Answer {
  readonly headers: { readonly getSetCookie: () => string[] };
}

/** The same where no cookies are kept, as in Node: `base` is the relay's address, such as `http://localhost:7400`. */
export const createHttpWithCookies = (base: string, fetch: (url: string, init: Init) => Promise<NodeAnswer>): Http => {
  const cookies = new Map<string, string>();
  return createHttp(async (path, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(base + path, { ...init, headers: { ...init.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const at = pair.indexOf("=");
      if (at < 0) continue;
      if (/max-age=0(;|$)/i.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  });
};
