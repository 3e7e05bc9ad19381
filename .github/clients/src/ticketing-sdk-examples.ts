// The vendor's own SDK reads everything that it can read of a fake that it has created nothing in: most of it are the
// documented examples.
import assert from "node:assert/strict";
import { TickeTing } from "@ticketing/ticketing-nodejs-sdk";

const ticketing = new TickeTing({ apiKey: "exampleIntegrationKey00000000001", sandbox: false });
const id = 16993717817996;

for (const [name, service] of Object.entries({
  accounts: ticketing.accounts, categories: ticketing.categories, hosts: ticketing.hosts, regions: ticketing.regions, venues: ticketing.venues,
})) {
  const [entry] = await service.list();
  assert.ok(entry?.uri, `${name}: the first of the list`);
  assert.equal((await service.find(entry.id)).uri, entry.uri, name);
}
const account = await ticketing.accounts.find("EX-00000001");
assert.ok(await account.preferences);
assert.ok((await account.hosts)[0]?.name);

const [host] = await ticketing.hosts.list();
assert.ok(host);
const lists = { all: await ticketing.events.list(), published: await ticketing.events.published.list(), ofTheHost: await host.events };
for (const [name, events] of Object.entries({ ...lists, found: [await ticketing.events.find(id)] })) {
  const event = events[0];
  assert.ok(event?.category.name && event.venue.name, name);
  assert.deepEqual(event.sections.map((s) => s.id), ["16993964783416", "16993964783417"], name);
}
const event = await ticketing.events.find(id);
for (const token of await event.tokens) {
  assert.ok(token.sections.length > 0 && token.sections.every(Boolean), "the sections of a token are the event's");
}
const gate = await ticketing.session.admission((await event.tokens)[0]?.code ?? "", "John Doe", "gate-phone-1");
assert.ok(gate.sections.length > 0 && gate.sections.every(Boolean), "the sections of a code are the event's");
const [ticket] = await gate.tickets(25);
assert.ok(ticket?.owner.uri);
assert.equal((await gate.admit([ticket.serial]))[0]?.section.uri, ticket.section.uri);
assert.ok((await gate.admissions(25))[0]?.patron.uri);
assert.ok((await event.statistics()).tickets);
assert.ok((await host.statistics()).events);
assert.ok((await ticketing.presets.countries()).length > 0);
assert.match(await ticketing.session.start({ identification: "jane.doe", password: "correct horse" }), /^[a-z0-9]{32}$/);
assert.equal((await ticketing.session.info()).account.username, "jane.doe");
assert.equal(await ticketing.session.end(), true);
assert.ok((await ticketing.accounts.verify("jane.doe@example.com")).status);
assert.ok((await ticketing.accounts.reset("jane.doe@example.com")).status);
