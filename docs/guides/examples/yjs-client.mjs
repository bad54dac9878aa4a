// Opens one record of a running Tidebook as an ordinary Yjs document, shows it, and writes one field.
//
//   node docs/guides/examples/yjs-client.mjs <record id> [<field> <value>]
//
// TIDEBOOK_URL (http://127.0.0.1:4780), TIDEBOOK_USER and TIDEBOOK_PASSWORD say where and who.
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const url = process.env.TIDEBOOK_URL ?? "http://127.0.0.1:4780";
const [record, field, value] = process.argv.slice(2);
if (!record) {
  console.error("Which record? For example: opportunity/0mk1wu0cm9gs8j3h");
  process.exit(2);
}

const post = async (path, body, cookie = "") => {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${answer.code}`);
  return { answer, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
};

const { cookie } = await post("/api/session", { account: process.env.TIDEBOOK_USER, password: process.env.TIDEBOOK_PASSWORD });
const { answer } = await post("/api/yjs-token", { record }, cookie);

const doc = new Y.Doc();
const provider = new WebsocketProvider(`${url.replace(/^http/, "ws")}/yjs`, record, doc, {
  WebSocketPolyfill: WebSocket,
  protocols: ["tidebook", `token.${answer.token}`],
  disableBc: true,
});
const finish = (code) => {
  provider.destroy();
  doc.destroy();
  process.exit(code);
};
provider.on("connection-close", (event) => {
  if (event?.code !== 4403) return;
  console.error(`Refused: ${event.reason}`);
  finish(1);
});

const fields = doc.getMap("fields");
await new Promise((resolve) => provider.once("sync", resolve));
console.log(JSON.stringify(fields.toJSON(), null, 2));
if (field === undefined) finish(0);
else {
  // What the relay has taken comes back as an update of its own; a refusal comes as a close.
  provider.ws.addEventListener("message", () => finish(0), { once: true });
  fields.set(field, value ?? null);
}
