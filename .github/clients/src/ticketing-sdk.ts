// The vendor's own SDK, driven through its session, account, event and token calls. It has its host built in.
import assert from "node:assert/strict";
import {
  BadDataError, InvalidStateError, PageAccessError, ResourceExistsError, ResourceImmutableError, ResourceIndelibleError, ResourceNotFoundError,
  TickeTing, UnauthorisedError, UnsupportedCriteriaError,
} from "@ticketing/ticketing-nodejs-sdk";
import { fails } from "./expect.js";

const premiere = 16993717817996;
const ticketing = new TickeTing({ apiKey: "exampleIntegrationKey00000000001", sandbox: false });

// Accounts.
const person = {
  username: "new.user", password: "correct horse", email: "new.user@example.com", firstName: "New", lastName: "User",
  title: "Ms", dateOfBirth: "1990-01-01", phone: "+1 (268) 555 0100", country: "Antigua and Barbuda",
};
const account = await ticketing.accounts.create(person);
assert.equal(account.username, "new.user");
await fails(ticketing.accounts.create(person), ResourceExistsError, /conflict/);
await fails(ticketing.accounts.create({ ...person, username: "", email: "other@example.com" }), BadDataError, /username/);
assert.equal((await ticketing.accounts.find(account.number)).email, person.email);
assert.equal((await ticketing.accounts.list().filter({ email: person.email })).length, 1);
await fails(ticketing.accounts.list().filter({ shoeSize: 43 }), UnsupportedCriteriaError, /shoeSize/);
account.lastName = "Person";
assert.equal(await account.save(), true);
assert.equal((await ticketing.accounts.find(account.number)).lastName, "Person");
assert.equal((await ticketing.accounts.lookup({ identification: "new.user", role: "customer" })).found, true);
assert.equal((await ticketing.accounts.lookup({ identification: "nobody", role: "customer" })).found, false);

// Sessions.
const originalKey = ticketing.apiKey;
await fails(ticketing.session.start({ identification: person.email, password: "wrong" }), UnauthorisedError, /given password/);
await fails(ticketing.session.start({ identification: "nobody", password: "wrong" }), ResourceNotFoundError, /could not be located/);
const key = await ticketing.session.start({ identification: person.username, password: person.password });
assert.match(key, /^[a-z0-9]{32}$/);
assert.equal(ticketing.apiKey, key);
await ticketing.session.end(false);
await fails(ticketing.session.resume("notavalidkey"), InvalidStateError, /has ended or does not exist/);
assert.equal(await ticketing.session.resume(key), true);
const session = await ticketing.session.info();
assert.match(session.started, /^20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d$/);
assert.deepEqual([session.key, session.account.username, session.account.email], [key, person.username, person.email]);
assert.equal(await ticketing.session.end(), true);
assert.equal(ticketing.apiKey, originalKey);
await fails(ticketing.session.resume(key), InvalidStateError, /has ended or does not exist/);

// An event, from what it needs to its submission.
const host = await ticketing.hosts.create({ name: "Example Host", contact: "Jane Doe", email: "jane.doe@example.com" });
const category = await ticketing.categories.create({ name: "Concert", subcategories: ["Jazz"] });
const region = await ticketing.regions.create({ name: "South Coast", country: "Antigua and Barbuda" });
const venue = await ticketing.venues.create({ name: "Example Garden", region, longitude: -61.8, latitude: 17.1, address: "1 Example Street" });
const preferences = await account.preferences;
preferences.region = region;
assert.equal(await preferences.save(), true);
assert.equal((await account.preferences).region?.uri, region.uri);
const details = {
  host, title: "Example Concert", description: "Two sets.", type: "Standard", public: true, category, subcategory: "Jazz", venue,
  start: "2034-06-07T20:00", end: "2034-06-07T23:00", disclaimer: "", tags: ["jazz"], banner: "", thumbnail: "",
};
const event = await ticketing.events.create(details);
assert.deepEqual([event.title, event.status, event.venue.uri, event.category.name], ["Example Concert", "Draft", venue.uri, "Concert"]);
await fails(ticketing.events.create(details), ResourceExistsError, /title/);
event.description = "Three sets.";
assert.equal(await event.save(), true);
assert.equal((await ticketing.events.find(event.id)).description, "Three sets.");
assert.equal((await host.events.filter({ title: "Concert" })).length, 1);
assert.equal(await event.submit(), true);
await fails(event.submit(), InvalidStateError, /already been submitted/);
await fails(venue.delete(), ResourceIndelibleError, /staging an event/);

// Lists and their pages.
const published = ticketing.events.published.list(1);
const [first] = await published.filter({ title: "Premiere" }).sort("start", false);
assert.equal(first?.uri, `/events/${premiere}`);
assert.equal(await published.hasNext(), false);
await fails(ticketing.events.published.list(1).goto(9), PageAccessError, /page does not exist/);

// Tokens of an event.
const show = await ticketing.events.find(premiere);
const [stalls, balcony] = show.sections;
assert.ok(stalls && balcony);
const issued = await show.issue_token([stalls] as never);
assert.match(issued.code, /^[0-9A-Z]{8}$/);
assert.deepEqual([issued.global, issued.sections[0]?.uri], [false, stalls.uri]);
await fails(show.issue_token([]), BadDataError, /required, but have not been supplied: sections/);
const tokens = await show.tokens;
const global = tokens[0];
assert.ok(global?.global);
assert.deepEqual(global.sections.map((s) => s.uri), show.sections.map((s) => s.uri));
assert.deepEqual((await show.tokens.filter({ global: "false" })).map((t) => t.uri), [issued.uri]);
issued.allow(balcony);
assert.equal(await issued.save(), true);
assert.deepEqual((await show.tokens)[1]?.sections.map((s) => s.uri), [stalls.uri, balcony.uri]);
global.deny(balcony);
await fails(global.save(), ResourceImmutableError, /cannot be modified or invalidated/);
await fails(global.delete(), ResourceIndelibleError, /cannot be modified or invalidated/);

// A gate.
await fails(ticketing.session.admission("INVALID", "John Doe", "gate-phone-1"), UnauthorisedError, /does not belong to any event token/);
const gate = await ticketing.session.admission(issued.code, "John Doe", "gate-phone-1");
assert.equal(gate.event.uri, show.uri);
assert.deepEqual(gate.sections.map((s) => s.uri), [stalls.uri, balcony.uri]);
const valid = await gate.tickets(25);
const tickets = [stalls, balcony].map((section) => valid.find((t) => t.section.uri === section.uri));
const serials = tickets.map((t) => t?.serial ?? "");
assert.ok(serials.every(Boolean), "a valid ticket of each section");
assert.deepEqual(await gate.tickets(25).filter({ modified_since: new Date(Date.now() + 3_600_000).toISOString() }), []);
assert.equal((await gate.tickets(25).filter({ modified_since: "2024-02-21T14:59:18+00:00" })).length, valid.length);
const admitted = await gate.admit(serials);
assert.equal(admitted.length, 2);
await fails(gate.admit(serials), BadDataError, /None of the provided ticket serials/);
const patron = admitted[0]?.patron;
assert.ok(patron);
const filters: Record<string, string | number>[] = [
  { redeemer: "John Doe" }, { device: "gate-phone-1" }, { patron: patron.uri }, { patron: patron.id }, { ticket: serials[0] ?? "" }, { section: stalls.uri }, { section: stalls.id },
];
for (const criteria of filters) {
  assert.notEqual((await gate.admissions(25).filter(criteria)).length, 0, JSON.stringify(criteria));
}
assert.equal((await gate.admissions(25).filter({ section: stalls.id })).length, 1);
assert.equal(await gate.end(), true);
assert.equal(await issued.delete(), true);
assert.equal((await show.tokens).length, 1);

// And away with it all.
for (const thing of [event, venue, region, category, host, account]) {
  assert.equal(await thing.delete(), true, thing.uri);
}
await fails(ticketing.accounts.find(account.number), ResourceNotFoundError, /no resource with the given URI/);
