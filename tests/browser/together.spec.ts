import { expect } from "@playwright/test";
import { addProduct, facesHere, field, productLines, productNames, requirement, requirementText, sharedOpportunity, visit, whoIsIn, write, LIN, WANG } from "./app.ts";
import { test } from "./office.ts";

test.describe.configure({ retries: 0 });

test("[P-01] [C-02] [R-09] [O-01] two people on one opportunity see each other and each other's work, and undo reaches one's own only", async ({ office }) => {
  const url = office.url();
  const opportunity = sharedOpportunity(url);
  const [{ page: lin }, { page: wang }] = await Promise.all([office.person(LIN), office.person(WANG)]);
  await Promise.all([visit(lin, `${url}/${opportunity}`), visit(wang, `${url}/${opportunity}`)]);

  await test.step("each sees the other there, and in which field", async () => {
    await expect(facesHere(lin, WANG.name)).toBeVisible();
    await expect(facesHere(wang, LIN.name)).toBeVisible();
    await field(lin, "Competitors").focus();
    await expect(whoIsIn(wang, "Competitors")).toHaveText(LIN.name);
    await field(wang, "Provided by").focus();
    await expect(whoIsIn(lin, "Provided by")).toHaveText(WANG.name);
  });

  await test.step("an edit appears at the other", async () => {
    await write(lin, "Competitors", "Festo, SMC");
    await expect(field(wang, "Competitors")).toHaveValue("Festo, SMC");
    await expect(whoIsIn(wang, "Competitors")).toBeHidden();
  });

  await test.step("both type into the same text at once, and it merges by character", async () => {
    const atStart = "Twelve axes, cleanroom class 5. ";
    const atEnd = " Delivery before the spring shutdown.";
    await requirement(lin).click();
    await lin.keyboard.type("Palletizing cell.");
    await expect.poll(() => requirementText(wang)).toContain("Palletizing cell.");
    await lin.keyboard.press("Control+Home");
    await requirement(wang).click();
    await wang.keyboard.press("Control+End");
    const before = await requirementText(lin);
    await Promise.all([lin.keyboard.type(atStart, { delay: 15 }), wang.keyboard.type(atEnd, { delay: 15 })]);
    for (const page of [lin, wang]) await expect.poll(() => requirementText(page)).toBe(`${atStart}${before}${atEnd}`);
    await expect(requirement(lin).locator(".prose-cursor")).toContainText(WANG.name);
    await expect(requirement(wang).locator(".prose-cursor")).toContainText(LIN.name);
  });

  await test.step("both add a product line at the same time, and both lines are there", async () => {
    const before = await productLines(lin).count();
    const added = await Promise.all([addProduct(lin, 0), addProduct(wang, 1)]);
    for (const page of [lin, wang]) {
      await expect(productLines(page)).toHaveCount(before + 2);
      await expect.poll(() => productNames(page)).toEqual(expect.arrayContaining(added));
    }
  });

  await test.step("undo takes back one's own change after the other has changed something else", async () => {
    await write(lin, "Competitors", "Festo alone");
    await expect(field(wang, "Competitors")).toHaveValue("Festo alone");
    await write(wang, "Provided by", "Trade fair");
    await expect(field(lin, "Provided by")).toHaveValue("Trade fair");
    await lin.keyboard.press("Control+z");
    for (const page of [lin, wang]) {
      await expect(field(page, "Competitors")).toHaveValue("Festo, SMC");
      await expect(field(page, "Provided by")).toHaveValue("Trade fair");
    }
  });

  await test.step("undo leaves alone what the other has changed since", async () => {
    await write(lin, "Competitors", "Nobody");
    await expect(field(wang, "Competitors")).toHaveValue("Nobody");
    await write(wang, "Competitors", "Parker");
    await expect(field(lin, "Competitors")).toHaveValue("Parker");
    await lin.keyboard.press("Control+z");
    await expect(lin.getByText("a colleague has changed it since")).toBeVisible();
    for (const page of [lin, wang]) await expect(field(page, "Competitors")).toHaveValue("Parker");
  });
});
