// Prints which zones' clocks Node.js itself has otherwise than told. Argument: a JSON file {zone: [[milliseconds, minutes]]}.
import { readFileSync } from "node:fs";

function minutes(format, moment) {
  const words = format.formatToParts(moment).find((part) => part.type === "timeZoneName").value;
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(words);
  return found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

const other = [];
for (const [zone, moments] of Object.entries(JSON.parse(readFileSync(process.argv[2], "utf-8")))) {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  if (moments.some(([moment, told]) => minutes(format, moment) !== told)) other.push(zone);
}
console.log(JSON.stringify(other));
