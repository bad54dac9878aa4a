import type { Field } from "#domain/schema/field.ts";

/** What a phone number, an e-mail or a web address leads to; null for other text, and for addresses of any other scheme. */
export const hrefOf = (field: Field, text: string): string | null => {
  if (field.kind !== "text" || text.trim() === "") return null;
  switch (field.format) {
    case "phone": {
      const number = text.replace(/[^\d+*#,;]/g, "");
      return number === "" ? null : `tel:${number}`;
    }
    case "email":
      return text.includes("@") ? `mailto:${encodeURIComponent(text.trim()).replace("%40", "@")}` : null;
    case "url":
      return webAddress(text.trim());
    default:
      return null;
  }
};

const webAddress = (text: string): string | null => {
  const whole = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, href } = new URL(whole);
  return protocol === "https:" || protocol === "http:" ? href : null;
};
