import { describe, expect, it } from "vitest";
import { hrefOf } from "#client/fields/href.ts";

describe("what a value leads to", () => {
  it("[CU-33] a phone number dials, without its decoration", () => {
    expect(hrefOf({ kind: "text", format: "phone" }, "+82 (10) 6307-2508")).toBe("tel:+821063072508");
  });

  it("[CU-33] an e-mail address begins a mail; a second header cannot be smuggled in", () => {
    expect(hrefOf({ kind: "text", format: "email" }, "jang@kanglim.com")).toBe("mailto:jang@kanglim.com");
    expect(hrefOf({ kind: "text", format: "email" }, "a@b.c?bcc=x@y.z")).not.toContain("?");
  });

  it("a web address without a scheme is taken as https; other schemes lead nowhere", () => {
    expect(hrefOf({ kind: "text", format: "url" }, "kanglim.com/kr")).toBe("https://kanglim.com/kr");
    expect(hrefOf({ kind: "text", format: "url" }, "javascript:alert(1)")).toBeNull();
    expect(hrefOf({ kind: "text" }, "kanglim.com")).toBeNull();
  });
});
