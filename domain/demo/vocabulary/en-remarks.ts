import { linesIn } from "./lines.ts";
import { blocksIn, PHASES, SUBJECT_PARTS, type Phrases } from "./phrases.ts";

/** Subjects, notes and remarks; what is said in talks stands in `en-phrases.ts`. */
export const EN_REMARKS: Omit<Phrases, "openings" | "facts" | "next" | "requirement"> = {
  stageNotes: blocksIn(PHASES, `
# prospecting
First contact
Brochure sent
# engaging
Visited, need confirmed
[EQ]Samples under test
Decision maker known
# analysis
[EQ,HW,SW]Spec under discussion
[EQ,HW]Test passed
Writing proposal
# proposal
Quote sent
Second quote
Tender submitted
# negotiation
Contract terms
Waiting for approval
Waiting for PO
# won
PO received
Signed
# lost
# service
# greeting
`),
  lostNotes: {
    price: ["Lost on price", "Target price out of reach"],
    competitor: ["Competitor chosen", "Incumbent kept the contract"],
    noDecision: ["No decision, closed", "Went quiet"],
    noBudget: ["Budget withdrawn", "No budget this year"],
    timing: ["Postponed to next year", "Project delayed"],
    fit: ["Spec not met", "Footprint too large"],
  },
  subjects: blocksIn(SUBJECT_PARTS, `
# main
{cust} – {prod}
{cust} – {prod}, {qty}
{cust} – {prod} for new hall
{cust} – {prod} replacement
{cust} – line 2 {prod}
{cust} {dept}: {prod}
# consumable
{cust} – {year} {prod} frame
{cust} – {prod} top-up
{cust} – consumables {year}
# service
{cust} – {prod} renewal
{cust} – {prod} {year}
`),
  orderSubjects: linesIn(`
{cust} – {prod}
{cust} PO {prod}
{cust} – {prod}, first shipment
`),
  reorderSubjects: linesIn(`
{cust} – {prod} reorder
{cust} – consumables
{cust} – spares
`),
  customerRemarks: linesIn(`
Needs certificate of origin with every shipment.
Pays by T/T on the 15th.
Ships through their own forwarder.
Asks for English labels with their part number.
Budget is fixed in November.
Long-standing {comp} user; we entered with consumables.
Family business, the owner decides.
Group purchasing above 30,000.
Prefers e-mail, slow to pick up the phone.
`),
  hotReasons: linesIn(`
New line, order before year end
{comp} contract runs out
Test passed, in approval
Budget must be spent this quarter
`),
  creditInfo: linesIn(`
Two years, always on time.
First order prepaid, then 30 days.
Paid late once, 18 days.
Credit insured.
`),
  preferences: linesIn(`
Golf on Saturdays
Vegetarian
Early starter, call before ten
Football
Speaks some Mandarin
Cycling
`),
  contactRemarks: linesIn(`
Best reached in the morning, local time.
Technical, wants data sheets.
Purchasing has the last word.
Used to work for {comp}.
`),
  orderRemarks: linesIn(`
Notify {p} before shipping.
Two shipments.
Packing list in triplicate.
CIF, their customs broker.
Part number labels on every carton.
`),
  lineRemarks: linesIn(`
Fixture included
Second shipment
230 V version
As sample
Spare
`),
  competitors: ["Vantrix", "Orbeck", "Labelmaster East", "Kestrel Controls"],
};
