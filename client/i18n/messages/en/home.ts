import type { Message } from "../../message.ts";

export const home = {
  "home.title": "Home",
  "home.whose": "Whose records",
  "home.mine": "Mine",
  "home.everyone": "All I can see",
  "home.closing": "To close within 30 days",
  "home.closingNone": "Nothing is due within 30 days.",
  "home.followUps": "Recent follow-ups",
  "home.followUpsNone": "No follow-ups yet. Note the first one above.",
  "home.hot": "Hot customers",
  "home.hotNone": "No customer is marked as hot.",
  "home.quiet": "Not followed for 30 days",
  "home.quietNone": "Every customer was followed up within 30 days.",
  "home.new": "New opportunities in 7 days",
  "home.newNone": "No new opportunities in the past 7 days.",
  "home.more": { one: "{count} more", other: "{count} more" },
  "home.note": "Note a call, visit or message",
  "home.note.text": "Write what happened",
  "home.note.whom": "Choose a customer or an opportunity",
  "home.note.keep": "Add",
  "home.note.kept": "Follow-up added",
} as const satisfies Readonly<Record<string, Message>>;
