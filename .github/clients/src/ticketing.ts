// A visit to TickeTing with a client generated from specs/ticketing.yaml.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/ticketing.js";
import { done, fake } from "./expect.js";

const version = { "X-Client-Version": "3.0.0" };
const client = createClient<paths>({ baseUrl: `${fake}/v3` });
const session = done(await client.POST("/sessions", {
  params: { header: version }, body: { identification: "jane.doe", password: "correct horse" },
}), 201);
const header = { ...version };
client.use({ onRequest: ({ request }) => { request.headers.set("X-API-Key", session.key ?? ""); return request; } });
const event = done(await client.GET("/published-events", { params: { header } })).entries?.[0];
assert.equal(event?.self, "/events/16993717817996");
const token = done(await client.POST("/events/{event}/tokens", {
  params: { header, path: { event: 16993717817996 } }, body: { sections: [`${event.self}${event.sections?.[0]?.self}`] },
}), 201);
assert.equal(token.global, false);
done(await client.DELETE("/sessions/active", { params: { header } }));
