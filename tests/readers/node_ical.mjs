// Prints what node-ical reads in a calendar file: {uid: [start, end]}, instants in UTC, days as days.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const two = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const said = (date) => (date.dateOnly ? day(date) : date.toISOString().replace(".000Z", "Z"));
const found = {};
for (const event of Object.values(ical.sync.parseICS(readFileSync(process.argv[2], "utf-8")))) {
  if (event.type === "VEVENT") found[event.uid] = [said(event.start), said(event.end)];
}
console.log(JSON.stringify(found));
