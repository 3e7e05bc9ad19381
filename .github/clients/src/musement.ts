// A visit to Musement with a client generated from specs/musement.yaml.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/musement.js";
import { done, fake } from "./expect.js";

const header = { "X-Musement-Application": "example-application" };
const client = createClient<paths>({ baseUrl: `${fake}/api/v3` });
const login = done(await client.POST("/login", {
  params: { header },
  body: {
    client_id: "example-client-id", client_secret: "example-client-secret", grant_type: "password",
    username: "maria.rossi@example.com", password: "correct horse",
  },
}));
client.use({ onRequest: ({ request }) => { request.headers.set("Authorization", `Bearer ${login.access_token}`); return request; } });
assert.equal(done(await client.GET("/suppliers/me", { params: { header } })).email, "maria.rossi@example.com");
const created = done(await client.POST("/activities", {
  params: { header },
  body: {
    booking_type: "CALENDAR-TIMESLOTS", categories: ["museums"], city: 1, currency: "EUR", latitude: 45.4642, longitude: 9.19, vertical: "arts-culture",
    cutoff_time: "P1DT2H30M", duration: "P0DT1H0M", max_confirmation_time: "P0DT0H0M", partner_internal_code: "museum-entrance",
    proposed_commission: { type: "PERCENTAGE", value: 20.5 }, status: "DRAFT",
  },
}));
assert.ok(created.uuid);
const activities = done(await client.GET("/suppliers/me/activities", { params: { header } }));
assert.ok(JSON.stringify(activities).includes(created.uuid));
