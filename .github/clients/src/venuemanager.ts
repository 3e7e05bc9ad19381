// A visit to Venue Manager with a client generated from specs/venuemanager.yaml.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/venuemanager.js";
import { done, fake } from "./expect.js";

const client = createClient<paths>({ baseUrl: `${fake}/api/core` });
const product = done(await client.GET("/catalog/products/", {}))[0];
assert.ok(product);
const login = done(await client.POST("/customer/token", {
  body: { username: "alice@example.com", password: "correct horse", clientName: "myshop" },
}));
client.use({ onRequest: ({ request }) => { request.headers.set("Authorization", `Bearer ${login.token}`); return request; } });
const order = done(await client.POST("/order", {
  body: { clientName: "myshop", orderLines: [{ productId: product.id, quantity: 2 }] },
}), 201);
assert.ok(order.id);
const payment = await client.POST("/order/ordertransaction", {
  body: { clientName: "myshop", successUrl: "https://example.com/paid", failedUrl: "https://example.com/failed" },
});
assert.equal(payment.response.status, 201);
assert.match(payment.response.headers.get("Location") ?? "", /^https:/, "the page of the payment provider");
