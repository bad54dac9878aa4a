import { EN_REMARKS } from "./en-remarks.ts";
import { blocksIn, METHODS, PHASES, REQUIREMENT_PARTS, type Phrases } from "./phrases.ts";

export const EN_PHRASES: Phrases = {
  openings: blocksIn(METHODS, `
# call
Call with {p}.
Spoke to {p} this afternoon.
{p} called back.
# visit
Visited {cust}, met {p}.
On site at {cust} with {me}.
# meeting
Video call with {p} and {n} colleagues.
Meeting at {cust}; {p} chaired.
# email
Mail from {p}.
Replied to {p}, copy to {me}.
# message
WhatsApp from {p}.
Quick chat with {p}.
# demo
Showed the {prod} to {p} and the operators.
Online demo of the {prod} for {cust}.
# dinner
Dinner with {p}.
Lunch with {p} near the plant.
`),
  facts: blocksIn(PHASES, `
# prospecting
[CS,SV,CP]Buying from {comp} today, looking for a second source.
[CS,SV]Asked for minimum quantities and payment terms.
[EQ,HW,CP]They run {comp} equipment, about {n} years old, and are open to alternatives.
[EQ,HW,CP]New line planned; roughly {qty} ({prod}).
Met at the fair, asked for a catalogue and a price indication.
Budget not fixed yet, they are collecting offers.
[EQ,HW]Wants to know who services the machine locally.
Needs vendor registration forms before anything else.
Came through an existing customer, warm lead.
Interested in principle, but nothing before the next quarter.
# engaging
[CS,CP]Samples sent, shop floor is happy with them.
[CS,SV,CP]Vendor approval comes first, forms submitted.
[HW]Would like to try one unit for a week.
[EQ,HW,SW]Production likes it, purchasing is not convinced yet.
[EQ]Walked the line: space is fine, compressed air has to be extended.
They want a reference in the same industry.
Quantity confirmed at {qty}, two shipments.
[EQ]Sent us {n} samples for a test.
{p} decides together with the plant manager.
{comp} has been there too, no quote so far.
[EQ,HW,CP]Main worry is spare parts lead time out of China.
[SW,HW-202,HW-204]IT insists on hosting everything on their own server.
# analysis
[CS,CP,SV]Yearly volume about {qty}, quarterly call-offs.
[HW-20]Model fixed, same configuration as the last batch.
[CS,CP]Only quality still has to sign the release.
[EQ,SW,HW-202]Scope is clear now: {prod}, {qty}, interface to their ERP.
[EQ-101,EQ-102,EQ-106,HW-201]Sample test passed, {p} is happy with the code quality.
[EQ,SW,HW]Spec draft returned with {n} comments.
[EQ]Cycle time measured on site, we are within the target.
[EQ-10,SW,HW-20]They added traceability to the scope, need to re-estimate.
[EQ,HW]Voltage and CE papers checked, no issue.
# proposal
Quote over {amt} sent, waiting for {p}.
[CS,CP,SV]Annual price list sent, {amt} in total.
[EQ,HW,SW]Formal quote sent, {amt} DAP, one year warranty.
We are slightly above {comp}, but they prefer our solution.
[EQ,HW,SW]Asked us to split hardware and services.
Quote valid until {when}.
They want 60 days, we offered 30.
Tender submitted, opening on {when}.
Wants a version without options.
[EQ,HW]Asked for a loan unit for two weeks.
# negotiation
Down to {amt}, they push for another {pct}%.
Contract with their legal, only liability clause open.
{p} says the MD agreed verbally.
[EQ,HW]Two-year warranty requested; offered a maintenance contract instead.
{comp} is out, it is ours to lose.
Delivery has to move up to {when}, stock confirmed.
Gave {pct}% for signature this month.
Incoterms settled: CIF, they arrange customs.
# won
Signed PO received.
Deposit arrived, warehouse informed.
[EQ,SW]Kick-off held, shipment planned for {when}.
# lost
Went with {comp}, {pct}% cheaper.
Project stopped by headquarters.
[EQ,HW]Budget cut, they will repair the old unit.
They stay with the current supplier.
No decision after months, closing for now.
# service
[CS,CP]Delivery complete, quantities match.
Invoice matched, no open points.
[EQ]Machine runs well, operators are comfortable.
[EQ,HW-203,HW-204]Occasional alarm on the {prod}; fixed remotely.
Asked about the balance, payment planned for {when}.
[EQ,HW]Goods arrived, one cable missing, sent by courier.
[EQ,SW]Acceptance signed.
[EQ,HW-201,HW-206,CS]Stock of consumables is low, wants a price.
[EQ,HW,SW]Training done, {n} people.
Requested the certificate of origin again.
# greeting
Nothing new planned at the moment.
Talked about the market; volumes are down on last year.
New building next year, equipment will be needed.
Sent the new catalogue, {prod} caught their eye.
{p} has moved up and now runs purchasing.
[m12,m01]Season's greetings; they come back after the holidays.
`),
  next: blocksIn(PHASES, `
# prospecting
Send brochure, call again next week.
Site visit on {when}.
Follow up at month end.
# engaging
Back on {when} with an engineer.
[EQ]Arrange the sample test.
[EQ,HW,SW,CP]Prepare a comparison for {p}.
# analysis
Proposal by {when}.
{me} to check the cost.
[EQ,HW,SW]Send revised spec.
# proposal
Check back on {when}.
Second quote in preparation.
Wait for their review.
# negotiation
Decision expected by {when}.
Special price sent to {me} for approval.
Close before month end.
# won
Handed over to {me} for installation.
Book freight.
# lost
Try again in six months.
Keep in touch for consumables.
# service
Next check {when}.
Passed to {me}.
# greeting
Call again next month.
Meet around {when}.
`),
  requirement: blocksIn(REQUIREMENT_PARTS, `
# background
[EQ-102,EQ-101,HW-201]{cust} labels by hand today and has about {n} mix-ups a month; a key account has asked for full traceability by the end of the year.
[EQ,HW,SW]New hall under construction. Engineering leads, procurement runs the tender, the managing director signs.
[EQ,HW]The installed {comp} units are past their service life; parts take weeks and the line stops twice a month.
[SW-6010,HW-202,HW-201]Stock records and reality differ; the monthly count takes the warehouse out for two days. They expect live stock from the {prod}.
[EQ,HW,SW]They tested one unit last year and want to roll out to all lines.
# technical
[HW-20]Scope: {prod}, {qty}. Three-year cover, their own app preinstalled, batch configuration; part of them work in the cold store.
[SW]About {n}0 concurrent users in three roles; history comes from spreadsheets, two rehearsals before go-live.
[HW-205,HW-206]One per floor, joined to their directory, usage counted by department.
[EQ]Core scope: {prod}, {qty}. Two shifts, change-over below ten minutes, at least three product formats.
[SW,HW-202,EQ-101,EQ-1022]Interface to their ERP (orders in, confirmed quantities out). We provide the API document, their IT does the mapping. Data stays on site.
[EQ,HW-203,HW-204]Ambient up to 42 °C and dusty: IP54 or better. Power 400 V three-phase, air 6 bar available.
[EQ-101,EQ-102,HW-201]2D codes grade B or better, verified in line, rejects pushed out automatically.
[SW-602,SW-603,HW-2042,HW-203]About {n}0 data points from PLCs, meters and compressors, five-second cycle, buffer for outages.
[EQ,HW]CE declaration, manuals in English and the local language, 110/230 V variants for the offices.
# schedule
[EQ,HW,SW]Supplier selection by {when}, delivery within eight weeks of the order, two weeks commissioning, acceptance after a month of production.
Customer audit at year end, so delivery is the hard condition. Partial shipment is possible.
Internal approval takes about {n} weeks; signature expected next quarter.
# commercial
Budget around {amt} delivered. 30% down, 60% before shipment, 10% after acceptance.
Three bids; price counts half, technology and service the rest. Main rival is {comp}.
[EQ]One line first, the rest after three good months; unit prices held for a year.
[EQ,HW,SW]They want critical spares on the shelf and a remote-support contract.
`),
  ...EN_REMARKS,
};
