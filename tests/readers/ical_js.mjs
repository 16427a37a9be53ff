// Prints what ical.js reads in a calendar file: {uid: [start, end]}, instants in UTC, days as days.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const said = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z"));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf-8")));
const found = {};
for (const component of calendar.getAllSubcomponents("vevent")) {
  // Without a list of exceptions each event would look for its own among all others.
  const event = new ICAL.Event(component, { exceptions: [] });
  found[event.uid] = [said(event.startDate), said(event.endDate)];
}
console.log(JSON.stringify(found));
