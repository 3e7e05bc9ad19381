// What the visits share.
import assert from "node:assert/strict";

/** The address of the fake, which `make check-clients` has started. */
export const fake = process.env.FAKE ?? "";
assert.notEqual(fake, "", "FAKE is the address of the fake; run `make check-clients`");

/** The data of an answer of a generated client, which must be a success. */
export function done<T>(answer: { data?: T; error?: unknown; response: Response }, status = 200): NonNullable<T> {
  assert.equal(answer.response.status, status, `${answer.response.url}: ${JSON.stringify(answer.error)}`);
  assert.ok(answer.data !== undefined && answer.data !== null, `${answer.response.url}: an answer without data`);
  return answer.data as NonNullable<T>;
}

/** Holds that a promise, or what can be awaited like one, fails with an error of this kind and text. */
export async function fails(promise: object, kind: new (...args: never[]) => { message: string }, text: RegExp): Promise<void> {
  await assert.rejects(async () => await promise, (error: unknown) => {
    assert.ok(error instanceof kind, `${String(error)} is no ${kind.name}`);
    assert.match(error.message, text);
    return true;
  });
}
