// A visit to Hal Leonard Connect with a client generated from specs/hlconnect.yaml.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/hlconnect.js";
import { done, fake } from "./expect.js";

const client = createClient<paths>({ baseUrl: fake, headers: { Authorization: "Bearer example-access-token" } });
const asset = done(await client.GET("/assets/list", { params: { query: { page_size: 2 } } })).assets?.[0];
assert.ok(asset?.asset_id);
const { token } = done(await client.POST("/purchase/validate-purchase-before-payment", {
  body: { asset_id: asset.asset_id, customer_ip: "203.0.113.1", quantity: 3 },
}));
assert.ok(token);
const registered = await client.POST("/purchase/register", {
  body: { token, order_number: 12345, order_line_id: 1, customer: "Alex Example", unit_price: 3.95, line_item_price: 11.85 },
});
assert.equal(registered.response.status, 201);
const items = await client.GET("/purchase/info", { params: { query: { order_id: 12345 } } });
assert.ok(items.response.ok);
const line = { params: { query: { order_id: 12345, order_line_id: 1 } } };
assert.match(done(await client.GET("/purchase/download-url", line)).url, /^https:/);
assert.equal((await client.DELETE("/purchase/cancel", line)).response.status, 201);
